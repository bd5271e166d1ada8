"""What is damaged in a database hides nothing that is sound, and whoever watches is told (¶5, ¶7, ¶8)."""

from uuid import uuid4

import httpx
import pytest

from gateway.http.sessions import COOKIE
from tests.gateway.academy import Academy, open_academy
from tests.support.databases import ENGINE
from tests.support.hands import by_hand
from tests.support.stack import Stack, command
from tests.support.waiting import until

TODAY = "2026-10-05"


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """An academy with a moderator."""
    stack.register("moderator", ("moderator", ""))
    return open_academy(stack)


def _page(academy: Academy, login: str, path: str) -> httpx.Response:
    """A page as a browser asks for it."""
    with academy.stack.client(login, language="en") as client:
        secret = client.headers.pop("Authorization").partition(" ")[2]
        client.headers["Cookie"] = f"{COOKIE}={secret}; jurnal_language=en"
        return client.get(path)


@pytest.fixture(scope="module")
def broken(academy: Academy) -> str:
    """The first cadet's mark, the first of two, whose seal somebody has broken; how watchers are told of it."""
    with academy.teacher() as teacher:
        journal = f"/api/v1/journals/{academy.journal}"
        lesson = command(teacher, "POST", f"{journal}/lessons", {"date": TODAY, "kind": "lecture", "topic": ""})["id"]
        first, second, *_ = (each["id"] for each in teacher.get(journal).json()["cadets"])
        marks = [{"lesson": lesson, "cadet": each, "value": 88, "version": 0} for each in (first, second)]
        command(teacher, "PUT", f"{journal}/marks", {"marks": marks})
    url = academy.stack.environment["JURNAL_DB_GRADEBOOK"]
    by_hand(url, "mark_version", "UPDATE mark_version SET sealed = :s WHERE cadet = :c", s=b"\x02\x00\x01!", c=first)
    return f"mark/{lesson}/{first}/1"


def test_the_journal_is_shown_with_what_is_sound(academy: Academy, broken: str) -> None:
    """¶5: one mark is named as broken, the other is there, on the API and on the page."""
    with academy.teacher() as teacher:
        answer = teacher.get(f"/api/v1/journals/{academy.journal}")
    assert (200, [(None, True), (88, False)]) == (
        answer.status_code,
        sorted(((each["value"], each["broken"]) for each in answer.json()["marks"]), key=str, reverse=True),
    )
    assert 200 == _page(academy, "t.first", f"/journals/{academy.journal}").status_code
    assert broken


def test_watchers_are_told_what_it_is(academy: Academy, broken: str) -> None:
    """¶7, ¶8: readiness counts, the API and the pages of moderators and IT name it; to a teacher they are closed."""
    with academy.teacher() as teacher, academy.client("moderator") as moderator:
        teacher.get(f"/api/v1/journals/{academy.journal}")
        assert 403 == teacher.get("/api/v1/damages").status_code
        told = moderator.get("/api/v1/damages").json()["damages"]
        health = moderator.get("/readyz")
    assert [("gradebook", "seal_broken", broken)] == [
        (each["service"], each["kind"], each["subject"]) for each in told
    ]
    assert (200, True, 1) == (health.status_code, health.json()["ready"], health.json()["damaged"])
    for path in ("/", "/health"):
        assert broken in _page(academy, "moderator", path).text


def test_a_check_is_begun_and_says_when_it_ended(academy: Academy, broken: str) -> None:
    """¶7: by moderators and IT; the API and the page tell when each service has looked last, and what it found."""
    assert broken
    with academy.teacher() as teacher:
        assert 403 == command_status(teacher, "gradebook")
    with academy.client("moderator") as moderator:
        before = _checked(moderator)
        assert {"auth", "roster", "gradebook", "corrections"} == set(before)
        url = academy.stack.environment["JURNAL_DB_GRADEBOOK"]
        by_hand(url, "mark", "DELETE FROM mark")
        assert 204 == command_status(moderator, "gradebook")
        until(lambda: _checked(moderator)["gradebook"] > before["gradebook"] or None)
        answer = moderator.get("/api/v1/damages").json()
    assert "version_not_newest" in {each["kind"] for each in answer["damages"]}
    assert {"gradebook": 2} == {each["service"]: each["found"] for each in answer["checks"] if each["found"]}
    assert "contradictions found: 2" in _page(academy, "moderator", "/health").text


def command_status(client: httpx.Client, service: str) -> int:
    """What somebody who has a service's check begun is answered."""
    return client.post(f"/api/v1/damages/checks/{service}", json={"command_id": str(uuid4())}).status_code


def _checked(client: httpx.Client) -> dict[str, str]:
    """When each service has looked last; all have at their start."""

    def ended() -> dict[str, str] | None:
        checks = client.get("/api/v1/damages").json()["checks"]
        return {each["service"]: each["at"] for each in checks} if all(each["at"] for each in checks) else None

    return until(ended)


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind")
def test_rosters_pages_show_what_is_sound_and_name_the_rest(academy: Academy) -> None:
    """¶7: groups, terms, contingents and notices, on the pages and on the API."""
    with academy.client("it") as it, academy.client("methodist") as methodist:
        groups = it.get("/api/v1/groups").json()["groups"]
        cadet = it.get(f"/api/v1/groups/{groups[0]['id']}").json()["cadets"][0]["id"]
        notice = {"kind": "expulsion", "group": groups[0]["id"], "cadet": cadet, "since": TODAY, "text": "№ 1"}
        command(methodist, "POST", "/api/v1/notices", notice)
    url = academy.stack.environment["JURNAL_DB_ROSTER"]
    changes = {
        "group": ("name = :junk WHERE id = :id", {"id": groups[1]["id"]}),
        "cadet": ("number = :junk WHERE id = :id", {"id": cadet}),
        "term": ("name = :junk", {}),
        "contingent": ("filename = :junk", {}),
        "notice": ("text = :junk", {}),
    }
    for table, (change, named) in changes.items():
        by_hand(url, table, f'UPDATE "{table}" SET {change}', junk=b"\xff\x00", **named)
    shown = {
        "/groups": f"group/{groups[1]['id']}",
        f"/groups/{groups[0]['id']}": f"cadet/{cadet}",
        "/frame": "term/",
        "/contingents": "contingent/",
        "/notices": "notice/",
    }
    for path, told in shown.items():
        page = _page(academy, "it", path)
        assert (200, True) == (page.status_code, told in page.text), path
    assert groups[0]["name"] in _page(academy, "it", "/groups").text
    with academy.client("it") as it:
        assert [f"group/{groups[1]['id']}"] == it.get("/api/v1/groups").json()["damaged"]
