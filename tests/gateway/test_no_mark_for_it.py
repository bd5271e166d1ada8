"""IT and moderators obtain no mark, wherever they ask (¶5, ¶7): every endpoint, page and paper, and the bus itself.

A journal and its case hold two marks that stand nowhere else. Whatever is answered is searched for them: as a value
of JSON, as a word of a page, of a stream, of a printed paper. The teacher's and the head's own answers hold them, so
that the search is known to find.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, get_type_hints
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select
from starlette.routing import Route

from gateway.api.endpoint import Endpoint
from gateway.api.table import DEMO, ENDPOINTS
from gateway.http.sessions import COOKIE
from gateway.messaging.bus import Context
from gateway.web.pages import routes
from services.common.errors import Refused
from services.common.storage.database import Database
from services.corrections.store.models import Case
from tests.cases.test_over_the_api import ask
from tests.gateway.academy import Academy, open_academy
from tests.gateway.papers.reading import words
from tests.support.records import close_term, issue
from tests.support.stack import Stack, command, password_of

API = "/api/v1"
BEFORE, AFTER = 73, 91
SENTINEL = re.compile(rf"(?<![\w.:-])(?:{BEFORE}|{AFTER})(?![\w.:-])")
PAPERS = ("report", "act", "decision", "permission")
EVERY = (*ENDPOINTS, *DEMO)
STREAM = "/events"
#: A picture, whose lines are numbers too.
DRAWN = ("qr",)
#: What ends the session with which all else is asked comes last.
LAST = ("/sessions/current", "/me/sessions/end-others")


@dataclass(frozen=True)
class Known:
    """The system, the ids that somebody may know of it, and the sealed change that corrections keeps."""

    academy: Academy
    ids: dict[str, str]
    sealed: str

    def session(self, login: str) -> httpx.Client:
        """Somebody's client, which a page takes for a browser too."""
        client = self.academy.stack.client(login)
        secret = client.headers["Authorization"].partition(" ")[2]
        client.headers["Cookie"] = f"{COOKIE}={secret}"
        return client


@pytest.fixture(scope="module")
def known(stack: Stack) -> Known:
    """A mark of 73 that shall be 91, approved; and a notice that paper and journal differ."""
    academy = open_academy(stack)
    stack.register("head", ("faculty_head", academy.faculty))
    stack.register("moderator", ("moderator", ""))
    stack.wait_for_events()
    path = f"{API}/journals/{academy.journal}"
    with academy.teacher() as teacher, academy.client("methodist") as methodist, academy.client("head") as head:
        lesson = command(teacher, "POST", f"{path}/lessons", {"date": "2026-10-05", "kind": "lecture"})["id"]
        shown = teacher.get(path).json()
        cadet = shown["cadets"][0]["id"]
        place = {"lesson": lesson, "cadet": cadet}
        command(teacher, "PUT", f"{path}/marks", {"marks": [{**place, "value": BEFORE, "version": 0}]})
        stack.wait_for_events()
        stack.move_clock("2026-10-09T10:30")
        place |= {"journal": academy.journal, "text": f"Дұрысы {AFTER} болатын."}
        report = {"kind": "mark_correction", "value": AFTER, **place}
        case = command(teacher, "POST", f"{API}/cases", report)["id"]
        notice = command(teacher, "POST", f"{API}/discrepancies", place)["id"]
        command(methodist, "POST", f"{API}/cases/{case}/act", {"text": f"Журналда {BEFORE} тұр."})
        approval = {"password": password_of("head"), "reason": f"{AFTER} дұрыс."}
        command(head, "POST", f"{API}/cases/{case}/approve", approval)
        opened = {"journal": academy.journal, "kind": "admission"}
        sheet = command(methodist, "POST", f"{API}/sheets", opened)["id"]
    close_term(stack, academy.foreign, "t.second", "2026-10-09", (AFTER, BEFORE))
    with stack.it() as it:
        people = {row["login"]: row["id"] for row in it.get(f"{API}/people").json()["people"]}
        contingent = it.get(f"{API}/contingents").json()["contingents"][0]["id"]
    ids = {"journal": academy.journal, "lesson": lesson, "cadet": cadet, "case": case, "discrepancy": notice}
    ids |= {
        "sheet": sheet,
        "record": issue(stack, academy.foreign)["id"],
        "group": shown["group"]["id"],
        "term": shown["term"]["id"],
        "contingent": contingent,
        "person": people["t.second"],
        "year": "2026",
        "kind": "report",
    }
    return Known(academy, ids, _sealed(stack, case))


@pytest.mark.parametrize("login", ["it", "moderator"])
def test_nothing_that_the_gateway_answers_holds_a_mark(known: Known, login: str) -> None:
    """¶5, ¶7: read, then changed as far as they may, then read again."""
    with known.session(login) as client:
        for asked in (_reading(known), _commanding(known, login), _reading(known), _ending(known)):
            found = {name: hits for name, answer in _answers(client, asked) if (hits := _marks_in(answer))}
            assert {} == found
        assert 401 == client.get(f"{API}/me").status_code, "it was asked as somebody to the end"


@pytest.mark.parametrize("login", ["it", "moderator"])
def test_no_event_of_the_stream_holds_a_mark(known: Known, login: str) -> None:
    """¶5: what is pushed while a teacher writes one."""
    with known.session(login) as client, known.academy.teacher() as teacher:
        text = ""
        with suppress(httpx.ReadTimeout), client.stream("GET", API + STREAM, timeout=3) as stream:
            path = f"{API}/journals/{known.academy.journal}"
            body = {"date": "2026-10-09", "kind": "lecture" if login == "it" else "seminar"}
            lesson = command(teacher, "POST", f"{path}/lessons", body)["id"]
            mark = {"lesson": lesson, "cadet": known.ids["cadet"], "value": BEFORE, "version": 0}
            command(teacher, "PUT", f"{path}/marks", {"marks": [mark]})
            for line in stream.iter_lines():
                text += line
        assert [] == SENTINEL.findall(text)


@pytest.mark.parametrize("login", ["it", "moderator"])
def test_nothing_that_the_gradebook_answers_on_the_bus_holds_a_mark(known: Known, login: str) -> None:
    """¶5: with their own token and their own key, round the gateway."""
    found = {method: hits for method, answer in _on_the_bus(known, login) if (hits := _values(answer))}
    assert {} == found


def test_who_may_see_them_is_answered_with_them(known: Known) -> None:
    """Else nothing would be proved: in JSON, on a page, in a printed paper, on the bus."""
    journal, case = (known.ids[name] for name in ("journal", "case"))
    with known.session("t.first") as teacher, known.session("head") as head:
        asked = (f"{API}/journals/{journal}", f"/cases/{case}", f"{API}/cases/{case}/papers/report")
        record = (f"{API}/records/{known.ids['record']}", f"/records/{known.ids['record']}")
        assert [] == [path for path in asked if not _marks_in(teacher.get(path))]
        assert [] == [
            path for path in (f"{API}/cases/{case}", f"/cases/{case}", *record) if not _marks_in(head.get(path))
        ]
    told = dict(_on_the_bus(known, "t.first"))
    assert all(_values(told[method]) for method in ("show_journal", "show_history", "open_change"))


def test_every_endpoint_and_page_is_asked(known: Known) -> None:
    """The table whole, save the stream, which is listened to; and a case's, a journal's own address among them."""
    asked = [*_reading(known), *_commanding(known, "it"), *_ending(known)]
    assert {(each.method, each.path) for each in EVERY} - {("GET", STREAM)} == {name for name, *_ in asked if name}
    paths = {path for _, _, path, _ in asked}
    case, journal = (known.ids[name] for name in ("case", "journal"))
    papers = {f"/cases/{case}/papers/{kind}{end}" for kind in PAPERS for end in (".pdf", "")}
    assert {f"/journals/{journal}", f"/cases/{case}"} <= paths
    assert papers <= {path.removeprefix(API) for path in paths}


Asked = tuple[tuple[str, str] | None, str, str, dict[str, Any] | None]


def _reading(known: Known) -> Iterator[Asked]:
    for endpoint in EVERY:
        if endpoint.method == "GET" and endpoint.path != STREAM:
            yield from _calls(known, endpoint, None)
    for route in routes:
        assert isinstance(route, Route)
        for path in _filled(known, route.path, page=True):
            yield None, "GET", path, None


def _commanding(known: Known, login: str) -> Iterator[Asked]:
    for endpoint in EVERY:
        if endpoint.method != "GET" and endpoint.path not in LAST:
            yield from _calls(known, endpoint, _body(known, endpoint, login))


def _ending(known: Known) -> Iterator[Asked]:
    for endpoint in sorted((each for each in EVERY if each.path in LAST), key=lambda each: each.method != "POST"):
        yield from _calls(known, endpoint, {"command_id": str(uuid4())})


def _calls(known: Known, endpoint: Endpoint, body: dict[str, Any] | None) -> Iterator[Asked]:
    for path in _filled(known, endpoint.path):
        yield (endpoint.method, endpoint.path), endpoint.method, API + path, body


def _filled(known: Known, path: str, *, page: bool = False) -> Iterator[str]:
    """The address with known ids in its places, once for each kind of paper."""
    kinds = PAPERS if "{kind}" in path else ("",)
    thing = path.split("/")[1].rstrip("s").replace("-", "_") if page else ""
    for kind in kinds:
        ids = {**known.ids, "kind": kind or "report", "id": known.ids.get("journal" if thing == "" else thing, "")}
        if thing == "people":
            ids["id"] = known.ids["person"]
        yield re.sub(r"\{(\w+)\}", lambda place: ids.get(place[1]) or str(uuid4()), path)  # noqa: B023


def _body(known: Known, endpoint: Endpoint, login: str) -> dict[str, Any]:
    """Whatever the command has a name for, as who tries it would fill it in."""
    mark = {"lesson": known.ids["lesson"], "cadet": known.ids["cadet"], "value": 1, "version": 0}
    said: dict[str, Any] = {**known.ids, "command_id": str(uuid4()), "marks": [mark], "value": 1, "text": "Т"}
    said |= {"reason": "Себеп", "password": password_of(login), "kind": "mark_correction", "journals": []}
    said |= {"date": "2026-10-05", "since": "2026-10-05", "until": "2026-10-06", "content": b64encode(b"x").decode()}
    names = get_type_hints(endpoint.body_shape or endpoint.request or object)
    return {name: value for name, value in said.items() if name in names or name == "command_id"}


def _answers(client: httpx.Client, asked: Iterator[Asked]) -> Iterator[tuple[str, httpx.Response]]:
    for _, method, path, body in asked:
        answer = client.request(method, path, json=body) if body is not None else client.request(method, path)
        assert answer.status_code < 500, f"{method} {path}: {answer.text}"
        yield f"{method} {path}", answer


def _marks_in(answer: httpx.Response) -> list[str]:
    """The marks that an answer holds, in whatever it is written."""
    kind = answer.headers.get("Content-Type", "")
    if "pdf" in kind:
        return SENTINEL.findall(words(answer.content))
    if "json" in kind:
        return _values(answer.json())
    return SENTINEL.findall(answer.text) if kind.startswith("text/") else []


def _values(value: Any) -> list[str]:
    """The marks among all values, and in the words, of what JSON can say."""
    if isinstance(value, dict):
        return [hit for name, each in value.items() if name not in DRAWN for hit in _values(each)]
    if isinstance(value, list | tuple):
        return [hit for each in value for hit in _values(each)]
    return SENTINEL.findall(str(value)) if isinstance(value, int | float | str) else []


def _on_the_bus(known: Known, login: str) -> Iterator[tuple[str, Any]]:
    """What the gradebook answers, or refuses with."""
    with known.session(login) as client:
        secret = client.headers["Authorization"].partition(" ")[2]
        issued = ask(known.academy, "auth", "issue_token", {"secret": secret}, "")
        ids = {name: known.ids[name] for name in ("journal", "lesson", "cadet")}
        place = {"lesson": ids["lesson"], "cadet": ids["cadet"]}
        journal, named = {"journal": ids["journal"]}, {"command_id": str(uuid4())}
        calls: dict[str, dict[str, Any]] = {
            "list_journals": {"term": ""},
            "show_journal": journal,
            "show_history": ids,
            "show_key": journal,
            "show_sheet": {"sheet": known.ids["sheet"]},
            "show_summary": {"group": known.ids["group"], "term": known.ids["term"]},
            "examine_change": {**ids, "kind": "mark_correction", "sealed": known.sealed},
            "open_change": {**ids, "version": 1, "sealed": known.sealed},
            "record_marks": {**journal, **named, "marks": [{**place, "value": 1, "version": 0}]},
            "record_make_up": {**ids, **named, "value": 1},
            "seal_decision": {**place, "journals": [ids["journal"]], "version": 1, "sealed": known.sealed},
        }
        context = Context(auth_token=issued["token"], session_key=issued["session_key"])
        for method, body in calls.items():
            try:
                yield method, ask(known.academy, "gradebook", method, body, context)
            except Refused as refused:
                yield method, [*refused.args]


def _sealed(stack: Stack, case: str) -> str:
    with Database(stack.environment["JURNAL_DB_CORRECTIONS"]).reading() as session:
        return str(session.scalar(select(Case.sealed).where(Case.id == case)))
