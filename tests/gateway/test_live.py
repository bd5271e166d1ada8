"""Server-sent events: who is told that something happened to a case, and for how long."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

import httpx
import pytest

from gateway.live.streams import MOST_STREAMS, Interest
from tests.gateway.academy import Academy, open_academy
from tests.support.stack import START, Stack, command
from tests.support.waiting import until


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """The small academy, with somebody of another faculty."""
    made = open_academy(stack)
    with stack.it() as it:
        other = command(it, "POST", "/api/v1/faculties", {"name": "Басқа факультет"})["id"]
    stack.register("other.methodist", ("methodist", other))
    return made


@pytest.fixture(scope="module")
def lesson(academy: Academy) -> str:
    """A lesson of today."""
    with academy.teacher() as teacher:
        body = {"date": START.date().isoformat(), "kind": "lecture"}
        return str(command(teacher, "POST", f"/api/v1/journals/{academy.journal}/lessons", body)["id"])


class Listener:
    """A window that listens in a thread of its own."""

    def __init__(self, client: httpx.Client) -> None:
        self.told: list[tuple[str, str]] = []
        self.lines = 0
        self.ended = False
        self._client = client
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        with suppress(httpx.TransportError, httpx.StreamError):  # the client was closed first
            self._read()
            self.ended = True

    def _read(self) -> None:
        with self._client.stream("GET", "/api/v1/events", timeout=60) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            kind = ""
            for line in answer.iter_lines():
                self.lines += 1
                kind = line.removeprefix("event: ") if line.startswith("event: ") else kind
                if line.startswith("data: "):
                    self.told.append((kind, json.loads(line.removeprefix("data: "))["id"]))


@contextmanager
def listening(academy: Academy, login: str) -> Iterator[tuple[Listener, httpx.Client]]:
    """Somebody whose stream has begun."""
    with academy.stack.client(login) as client:
        listener = Listener(client)
        until(lambda: listener.lines or None)
        yield listener, client
        client.delete("/api/v1/sessions/current")


def _notice(academy: Academy, lesson: str) -> str:
    """A discrepancy that its teacher has filed."""
    body = {"journal": academy.journal, "lesson": lesson, "cadet": None, "text": "Қағазда бар."}
    with academy.teacher() as teacher:
        return str(until(lambda: _made(teacher, body, "/api/v1/discrepancies"))["id"])


def _report(academy: Academy, lesson: str) -> str:
    """A case, taken back at once: two signals."""
    body = {"journal": academy.journal, "lesson": lesson, "kind": "removal", "text": "Қателесіп қосылды."}
    with academy.teacher() as teacher:
        case = str(until(lambda: _made(teacher, body))["id"])
        command(teacher, "POST", f"/api/v1/cases/{case}/withdraw", {})
    return case


def _made(teacher: httpx.Client, body: dict[str, Any], path: str = "/api/v1/cases") -> Any:
    answer = teacher.post(path, json=body)
    return answer.json() if answer.status_code == 201 else None


def test_those_concerned_are_told(academy: Academy, lesson: str) -> None:
    """¶1, ¶7, ¶13: author, the faculty's methodist and moderators; not another faculty's, nor IT before a decision."""
    academy.stack.register("moderator", ("moderator", ""))
    with (
        listening(academy, "t.first") as (author, _),
        listening(academy, "methodist") as (methodist, _),
        listening(academy, "moderator") as (moderator, _),
        listening(academy, "other.methodist") as (stranger, _),
        listening(academy, "it") as (it, _),
    ):
        case = _report(academy, lesson)
        for told in (author, methodist, moderator):
            assert until(lambda: ("case", case) in told.told or None)  # noqa: B023
        assert ("case", case) not in [*stranger.told, *it.told]


def test_of_a_discrepancy_its_faculty_and_author_are_told(academy: Academy, lesson: str) -> None:
    """¶20: and, when it is closed, its author; IT hears that something was, not of what (¶12)."""
    with (
        listening(academy, "t.first") as (author, _),
        listening(academy, "methodist") as (methodist, client),
        listening(academy, "other.methodist") as (stranger, _),
        listening(academy, "it") as (it, _),
    ):
        notice = _notice(academy, lesson)
        assert until(lambda: (("discrepancy", notice) in methodist.told) or None)
        assert until(lambda: (("case", "") in it.told) or None)
        before = len(author.told)
        command(client, "POST", f"/api/v1/discrepancies/{notice}/close", {"reason": "Түзетілді."})
        assert until(lambda: ("discrepancy", notice) in author.told[before:] or None)
        assert ("discrepancy", notice) not in [*stranger.told, *it.told]


def test_of_a_notice_it_and_its_methodist_are_told(academy: Academy) -> None:
    """¶15, ¶11: IT when it is filed, the methodist when it comes back; not another faculty's, nor a teacher."""
    with (
        listening(academy, "methodist") as (methodist, client),
        listening(academy, "it") as (it, it_client),
        listening(academy, "other.methodist") as (stranger, _),
        listening(academy, "t.first") as (teacher, _),
    ):
        group = client.get("/api/v1/groups").json()["groups"][0]["id"]
        cadet = client.get(f"/api/v1/groups/{group}").json()["cadets"][0]["id"]
        body = {"kind": "expulsion", "group": group, "cadet": cadet, "since": "2026-10-05", "text": "№ 1"}
        notice = command(client, "POST", "/api/v1/notices", body)["id"]
        assert until(lambda: (("notice", notice) in it.told) or None)
        command(it_client, "POST", f"/api/v1/notices/{notice}/return", {"reason": "Бұйрық жоқ."})
        assert until(lambda: (2 == methodist.told.count(("notice", notice))) or None)
        assert ("notice", notice) not in [*stranger.told, *teacher.told]


def test_a_stream_ends_with_its_session(academy: Academy, lesson: str) -> None:
    """¶22: whoever has signed out hears nothing more."""
    with listening(academy, "methodist") as (listener, client):
        client.delete("/api/v1/sessions/current")
        _report(academy, lesson)
        assert until(lambda: listener.ended or None)


def test_nobody_listens_without_a_session(academy: Academy) -> None:
    """¶22."""
    with academy.client() as client:
        assert 401 == client.get("/api/v1/events").status_code


def test_one_person_has_so_many_windows(academy: Academy) -> None:
    """¶8: no one person uses up the gateway."""
    with academy.stack.client("t.second") as client:
        listeners = [Listener(client) for _ in range(MOST_STREAMS)]
        until(lambda: all(each.lines for each in listeners) or None)
        assert "too_many_streams" == client.get("/api/v1/events").json()["error"]["code"]
        client.delete("/api/v1/sessions/current")


def test_a_substitutions_two_people_are_told() -> None:
    """¶21: the substitute, and whoever is stood in for; a colleague of theirs is not."""
    facts = {"faculty": "f1", "author": "methodist", "named": ["absent", "substitute"], "state": "approved"}
    people = (*facts["named"], "other")
    told = [Interest(each, frozenset(), it=False, every=False).has("case/1", facts) for each in people]
    assert [True, True, False] == told


def test_it_staff_hear_of_a_case_from_its_approval_on() -> None:
    """¶10: not of papers that went back before."""
    it = Interest("it", frozenset(), it=True, every=False)
    papers = {"faculty": "f1", "author": "t", "state": "returned"}
    told = [it.has("case/1", {**papers, "approved": each}) for each in (True, False)]
    assert [True, False] == told
