"""Columns over the API: a lesson that is corrected, and an examination with its examiners (¶2, ¶3, ¶17, ¶18)."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.gateway.academy import Academy, open_academy
from tests.support.stack import Stack


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """Two journals on Monday 5 October."""
    made = open_academy(stack)
    stack.move_clock("2026-10-05T09:00")
    return made


@pytest.fixture(scope="module")
def teacher(academy: Academy) -> Iterator[httpx.Client]:
    """The first journal's teacher, whose answers are held against the API's document."""
    with academy.teacher() as client:
        yield client


def _send(client: httpx.Client, method: str, path: str, **body: Any) -> httpx.Response:
    return client.request(method, f"/api/v1{path}", json={"command_id": str(uuid4()), **body})


def _fault(answer: httpx.Response) -> tuple[int, str, str]:
    error = answer.json()["error"]
    return answer.status_code, error["code"], error["rule"]


def _admit(teacher: httpx.Client, journal: str, cadet: str) -> None:
    """Give the cadet a mark that is enough for the examination (¶2)."""
    seminar = _send(teacher, "POST", f"{journal}/lessons", date="2026-10-05", kind="seminar", topic="").json()["id"]
    mark = {"lesson": seminar, "cadet": cadet, "value": 70, "version": 0}
    assert 1 == len(_send(teacher, "PUT", f"{journal}/marks", marks=[mark]).json()["saved"])


def test_a_lesson_becomes_a_control_and_no_examination(academy: Academy, teacher: httpx.Client) -> None:
    """¶2, ¶3, ¶18: in its window; a version that was not seen is refused."""
    lessons = f"/journals/{academy.journal}/lessons"
    lesson = _send(teacher, "POST", lessons, date="2026-10-05", kind="lecture", topic="Іздер").json()["id"]
    wanted = {"kind": "rating_control", "topic": "Іздер", "version": 0}
    corrected = _send(teacher, "PUT", f"{lessons}/{lesson}", **wanted)
    assert (200, "rating_control", 1) == (
        corrected.status_code,
        *(corrected.json()[each] for each in ("kind", "correction")),
    )
    assert (409, "lesson_changed", "¶4") == _fault(_send(teacher, "PUT", f"{lessons}/{lesson}", **wanted))
    exam = {"kind": "examination", "topic": "", "version": 1}
    assert (409, "kind_not_exchangeable", "¶2") == _fault(_send(teacher, "PUT", f"{lessons}/{lesson}", **exam))
    fault = _fault(_send(teacher, "POST", lessons, date="2026-10-05", kind="examination", topic=""))
    assert (403, "not_an_examiner", "¶3") == fault


def test_examiners_are_named_and_enter_the_examination(academy: Academy, teacher: httpx.Client) -> None:
    """¶2, ¶3, ¶6: by the methodist; who teaches the journal reads what they enter."""
    path, journal = f"/examinations/{academy.journal}/examiners", f"/journals/{academy.journal}"
    with academy.client("methodist") as methodist, academy.client("t.second") as examiner:
        me = examiner.get("/api/v1/me").json()["id"]
        assert (403, "role_required", "¶3") == _fault(_send(teacher, "PUT", path, people=[me]))
        assert (403, "not_your_journal", "¶3") == _fault(_send(examiner, "PUT", path, people=[me]))
        assert (422, "examiners_number", "¶2") == _fault(_send(methodist, "PUT", path, people=[]))
        assert {me} < {each["id"] for each in methodist.get(f"/api/v1{path}").json()["candidates"]}
        assert [me] == [each["id"] for each in _send(methodist, "PUT", path, people=[me]).json()["people"]]
        assert [me] == [each["id"] for each in teacher.get(f"/api/v1{path}").json()["people"]]
        held = _send(examiner, "POST", f"{journal}/lessons", date="2026-10-05", kind="examination", topic="")
        assert 201 == held.status_code, held.text
        cadet = examiner.get(f"/api/v1{journal}").json()["cadets"][0]["id"]
        _admit(teacher, journal, cadet)
        cell = {"lesson": held.json()["id"], "cadet": cadet, "value": 64, "version": 0}
        assert 1 == len(_send(examiner, "PUT", f"{journal}/marks", marks=[cell]).json()["saved"])
        refused = [
            _send(who, "PUT", f"{journal}/marks", marks=[{**cell, "value": value, "version": 1}]).json()["refused"]
            for who, value in ((teacher, 70), (examiner, "д"))
        ]
        assert [["not_an_examiner"], ["code_not_taken"]] == [[each["code"] for each in some] for some in refused]
        assert 64 in [each["value"] for each in teacher.get(f"/api/v1{journal}").json()["marks"]]
        found = {
            name: teacher.get(f"/api/v1/{name}/{academy.journal}").json() for name in ("controls", "examinations")
        }
        kinds = {name: [[each["kind"] for each in it["lessons"]], len(it["kinds"])] for name, it in found.items()}
        assert {"controls": [["rating_control"], 2], "examinations": [["examination"], 3]} == kinds
