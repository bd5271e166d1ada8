"""A contingent on the running system (¶14): from the file to the gradebook's journal, and back."""

import signal
from typing import Any

import httpx
import pytest

from deploy.processes import Child
from tests.roster.academy import LAW, csv_file, row
from tests.support.stack import Stack, command
from tests.support.waiting import until


@pytest.fixture(scope="module")
def faculty(stack: Stack) -> str:
    """A faculty with a term, a teacher and a methodist."""
    with stack.it() as it:
        id = str(command(it, "POST", "/api/v1/faculties", {"name": LAW})["id"])
        command(it, "POST", "/api/v1/terms", {"name": "1", "starts": "2026-09-01", "ends": "2026-12-31"})
    stack.register("ospanov", ("teacher", id))
    stack.register("methodist", ("methodist", id))
    return id


def upload(methodist: httpx.Client, *rows: dict[str, Any]) -> str | None:
    """The submission's id, once roster has heard of the teacher."""
    answer = methodist.post("/api/v1/contingents", files={"file": ("a.csv", csv_file(rows))})
    assert 201 == answer.status_code, answer.text
    return None if answer.json()["errors"] else str(answer.json()["id"])


def applied(stack: Stack, *rows: dict[str, Any]) -> str:
    """The id of a contingent that has been applied."""
    with stack.client("methodist") as methodist:
        id = until(lambda: upload(methodist, *rows))
        command(methodist, "POST", f"/api/v1/contingents/{id}/submit", {})
    with stack.it() as it:
        assert "applied" == command(it, "POST", f"/api/v1/contingents/{id}/apply", {})["state"]
    return id


def journals(stack: Stack) -> dict[str, str]:
    """The teacher's journals: subject to id."""
    with stack.client("ospanov") as teacher:
        found = teacher.get("/api/v1/journals").json()["journals"]
    return {journal["subject"]["name"]: journal["id"] for journal in found}


def undo(stack: Stack, id: str) -> httpx.Response:
    """The answer to IT's wish to undo."""
    with stack.it() as it:
        return it.post(f"/api/v1/contingents/{id}/undo", json={})


@pytest.mark.usefixtures("faculty")
def test_a_contingent_opens_a_journal_and_its_undo_takes_it_back(stack: Stack) -> None:
    """¶14: applied, the teacher has the journal with its cadet; undone, not any more; applied anew, again."""
    id = applied(stack, row())
    until(lambda: journals(stack).get("Азаматтық құқық"))
    answer = undo(stack, id)
    assert (200, "undone") == (answer.status_code, answer.json().get("state"))
    assert "Азаматтық құқық" not in journals(stack)
    again = applied(stack, row())
    until(lambda: journals(stack).get("Азаматтық құқық"))
    assert 200 == undo(stack, again).status_code


@pytest.mark.usefixtures("faculty")
def test_a_journal_with_a_mark_is_not_taken_back(stack: Stack) -> None:
    """¶14: once a mark hangs on it, the undo is refused, and the mark stays."""
    id = applied(stack, row(subject="Тарих"))
    with stack.client("ospanov") as teacher:
        journal = until(lambda: journals(stack).get("Тарих"))
        cadet = until(lambda: cadets(teacher, journal))
        lesson = {"date": "2026-10-05", "kind": "lecture", "topic": ""}
        held = command(teacher, "POST", f"/api/v1/journals/{journal}/lessons", lesson)["id"]
        mark = {"lesson": held, "cadet": cadet, "value": 90, "version": 0}
        command(teacher, "PUT", f"/api/v1/journals/{journal}/marks", {"marks": [mark]})
        answer = undo(stack, id)
        assert (409, "contingent_in_use") == (answer.status_code, answer.json()["error"]["code"])
        assert [90] == [each["value"] for each in teacher.get(f"/api/v1/journals/{journal}").json()["marks"]]


@pytest.mark.usefixtures("faculty")
def test_who_may_be_named_as_a_teacher_follows_auth(stack: Stack, faculty: str) -> None:
    """¶14: a role given, an account switched off and on again: the next file is checked by what holds then."""
    person = stack.register("newcomer", ("moderator", ""))
    rows = row(group="ІҚ-21-8", cadet_number="8", subject="Этика", teacher="newcomer")

    def complaints(methodist: httpx.Client) -> list[str]:
        answer = methodist.post("/api/v1/contingents", files={"file": ("a.csv", csv_file([rows]))})
        return [error["code"] for error in answer.json()["errors"]]

    def change(method: str, path: str, body: dict[str, Any]) -> None:
        with stack.it() as it:
            command(it, method, f"/api/v1/people/{person}/{path}", body)

    with stack.client("methodist") as methodist:
        until(lambda: complaints(methodist) == ["teacher_not_teacher"] or None)
        change("PUT", "roles", {"roles": [{"role": "teacher", "faculty": faculty}]})
        until(lambda: complaints(methodist) == [] or None)
        change("POST", "switch-off", {"reason": "Жұмыстан шықты"})
        until(lambda: complaints(methodist) == ["teacher_unknown"] or None)
        change("POST", "switch-on", {})
        until(lambda: complaints(methodist) == [] or None)


def cadets(teacher: httpx.Client, journal: str) -> str | None:
    """The first cadet of a journal, once there is one."""
    shown = teacher.get(f"/api/v1/journals/{journal}").json()
    return str(shown["cadets"][0]["id"]) if shown["cadets"] else None


def gradebook(stack: Stack) -> Child:
    """The gradebook's process."""
    return next(child for child in stack.supervisor.children if "gradebook" in child.name)


@pytest.mark.usefixtures("faculty")
def test_an_undo_that_was_interrupted_is_finished_by_asking_again(stack: Stack) -> None:
    """¶14: while the gradebook does not answer the undo fails openly; the same wish later completes it."""
    id = applied(stack, row(group="ІҚ-21-9", cadet_number="9", subject="Логика"))
    until(lambda: journals(stack).get("Логика"))
    gradebook(stack).signal(signal.SIGSTOP)
    try:
        assert undo(stack, id).status_code in (502, 504)
    finally:
        gradebook(stack).signal(signal.SIGCONT)
    assert "undone" == until(lambda: undo(stack, id).json().get("state"))
    assert "Логика" not in journals(stack)


@pytest.mark.usefixtures("faculty")
def test_the_service_trusts_no_caller(stack: Stack) -> None:
    """¶14: over HTTP a teacher hands in nothing and applies nothing."""
    with stack.client("ospanov") as teacher:
        answers = [
            teacher.post("/api/v1/contingents", files={"file": ("a.csv", csv_file([row()]))}),
            teacher.post("/api/v1/contingents/none/apply", json={}),
        ]
    assert [(403, "role_required")] * 2 == [(each.status_code, each.json()["error"]["code"]) for each in answers]
