"""Whatever may not be done after the window is refused with its paragraph, changes nothing, and is told of (¶4, ¶7).

Each attempt goes through the running system. After it, every row of every service that a command could have written is
what it was, and the audit of the service that refused names who tried.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import Engine, MetaData, Table, create_engine, select
from sqlalchemy.pool import NullPool

from gateway.errors import STATUS
from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.runtime import config
from services.common.runtime.app import Runtime
from services.common.runtime.config import SERVICES
from services.common.storage import tables as shared_tables
from services.common.storage.tables import audit_entry
from services.common.storage.unit_of_work import SYSTEM
from services.corrections.usecases.watch_clocks import WatchClocks, watch_clocks
from tests.cases.test_over_the_api import ask as ask_on_the_bus
from tests.gateway.academy import Academy, open_academy
from tests.support.stack import START, Stack, command, password_of
from tests.support.waiting import until

API = "/api/v1"
Answer = tuple[int, str, str]


@dataclass
class Scene:
    """The academy, and what the attempts need of it; each lesson has a day of its own."""

    academy: Academy
    groups: list[str] = field(default_factory=list)
    cadets: list[str] = field(default_factory=list)
    days: Iterator[int] = field(default_factory=count)
    clients: dict[str, httpx.Client] = field(default_factory=dict)

    def client(self, login: str) -> httpx.Client:
        """Somebody's, who signs in once."""
        if login not in self.clients:
            self.clients[login] = self.academy.client(login)
        return self.clients[login]

    def me(self, login: str) -> str:
        """The person's id."""
        return str(self.client(login).get(f"{API}/me").json()["id"])

    def at(self, day: date, days: float = 0) -> None:
        """Let it be nine o'clock, so many days after the day."""
        self.academy.stack.move_clock(f"{(day + timedelta(days=days)).isoformat()}T09:00:00")

    def lesson(self, value: Any = 58) -> tuple[str, date]:
        """A lesson held today in which the first cadet has the value; its window is open."""
        day = START.date() + timedelta(days=next(self.days))
        self.at(day)
        path = f"{API}/journals/{self.academy.journal}"
        teacher = self.client("t.first")
        lesson = str(command(teacher, "POST", f"{path}/lessons", {"date": str(day), "kind": "lecture"})["id"])
        mark = {"lesson": lesson, "cadet": self.cadets[0], "value": value, "version": 0}
        assert not command(teacher, "PUT", f"{path}/marks", {"marks": [mark]})["refused"]
        without_text = self.report(lesson, "removal", text=" ")
        until(lambda: _answer(_send(teacher, "/cases", without_text))[1] != "lesson_unknown" or None)
        return lesson, day

    def locked(self, value: Any = 58) -> tuple[str, date]:
        """The same on the third day, when nobody enters anything any more."""
        lesson, day = self.lesson(value)
        self.at(day, 3)
        return lesson, day

    def report(self, lesson: str, kind: str = "mark_correction", **other: Any) -> dict[str, Any]:
        """What a teacher sends about the first cadet's cell."""
        body = {"kind": kind, "journal": self.academy.journal, "lesson": lesson, "text": "Қате енгізілді."}
        body |= {} if kind == "removal" else {"cadet": self.cadets[0]}
        return body | ({"value": 75} if kind == "mark_correction" else {}) | other

    def case(self, *, approved: bool = False) -> str:
        """A case with its act, or with the head's decision."""
        lesson, _ = self.locked()
        case = str(self.done("t.first", "/cases", self.report(lesson))["id"])
        self.done("methodist", f"/cases/{case}/act", {"text": "Салыстырылды."})
        if approved:
            self.done("head", f"/cases/{case}/approve", {"password": password_of("head")})
        return case

    def expired(self) -> str:
        """A case whose decision nobody has carried out in time."""
        case = self.case(approved=True)
        self.academy.stack.move_clock((START + timedelta(days=100)).isoformat())
        head = self.client("head")
        until(lambda: head.get(f"{API}/cases/{case}").json()["state"] == "expired" or None)
        return case

    def request_of_the_heads_own(self) -> str:
        """A head who teaches asks to be let stand in."""
        self.at(START.date())
        days = {"since": str(START.date()), "until": str(START.date())}
        body = {"absent": self.me("t.first"), "substitute": self.me("boss"), "journals": [self.academy.journal]}
        return str(self.done("boss", "/substitutions", {**body, **days, "text": "Іссапар."})["id"])

    def move(self, cadet: int, since: str, kind: str = "transfer", to: int = 1) -> dict[str, Any]:
        """A notice about a cadet of the first group."""
        body = {"kind": kind, "cadet": self.cadets[cadet], "group": self.groups[0], "since": since, "text": "№ 12"}
        return body | ({"to_group": self.groups[to]} if kind == "transfer" else {})

    def filed(self, *notice: Any) -> str:
        """A notice that waits for IT."""
        return str(self.done("methodist", "/notices", self.move(*notice))["id"])

    def applied(self, *notice: Any) -> None:
        """One that IT has applied."""
        self.done("it", f"/notices/{self.filed(*notice)}/apply", {})

    def done(self, login: str, path: str, body: dict[str, Any]) -> Any:
        """What somebody may do."""
        return command(self.client(login), "POST", API + path, body)


@dataclass(frozen=True)
class Attempt:
    """``prepare`` makes what may be made, ``send`` is what ``who`` tries; ``service`` refuses it with ``answer``.

    ``told``: code and paragraph that the audit says, where whoever tries does not learn as much.
    """

    who: str
    prepare: Callable[[Scene], Any]
    send: Callable[[Scene, httpx.Client, Any], Answer]
    answer: Answer
    service: str = "corrections"
    action: str = "attempt.refused"
    told: tuple[str, str] | None = None


def post(path: str, **body: Any) -> Callable[[Scene, httpx.Client, Any], Answer]:
    """Send it to a path that names what was prepared."""
    return lambda _scene, client, made: _answer(_send(client, path.format(made), body))


def approve(login: str) -> Callable[[Scene, httpx.Client, Any], Answer]:
    """Approve what was prepared, with one's own right password."""
    return post("/cases/{}/approve", password=password_of(login))


def report(kind: str) -> Callable[[Scene, httpx.Client, Any], Answer]:
    """Report on the lesson that was prepared."""
    return lambda scene, client, made: _answer(_send(client, "/cases", scene.report(made[0], kind)))


def notice(*terms: Any) -> Callable[[Scene, httpx.Client, Any], Answer]:
    """File a notice."""
    return lambda scene, client, _made: _answer(_send(client, "/notices", scene.move(*terms)))


def enter(scene: Scene, client: httpx.Client, made: Any) -> Answer:
    """Write into the lesson that was prepared."""
    mark = {"lesson": made[0], "cadet": scene.cadets[0], "value": 99, "version": 1}
    body = {"command_id": str(uuid4()), "marks": [mark]}
    answer = client.put(f"{API}/journals/{scene.academy.journal}/marks", json=body)
    if answer.status_code != 200:
        return _answer(answer)
    cell = answer.json()["refused"][0]
    return answer.status_code, cell["code"], cell["rule"]


def apply_on_the_bus(scene: Scene, client: httpx.Client, made: Any) -> Answer:
    """Carry out what was prepared, without the gateway."""
    session = str(client.headers["Authorization"]).removeprefix("Bearer ")
    token = ask_on_the_bus(scene.academy, "auth", "issue_token", {"secret": session}, "")["token"]
    body = {"command_id": str(uuid4()), "case": made}
    with pytest.raises(Refused) as caught:
        ask_on_the_bus(scene.academy, "corrections", "apply_case", body, token)
    refusal = caught.value.refusal
    return STATUS[refusal.kind], refusal.code, refusal.rule


def day_15(scene: Scene) -> Any:
    """A lesson with an unsatisfactory mark, two weeks and a day ago."""
    made = scene.lesson(30)
    scene.at(made[1], 15)
    return made


def nothing(_scene: Scene) -> None:
    """Nothing is needed."""


STATE = (409, "case_state_wrong", "¶13")
NOT_YOURS = (403, "case_not_yours", "¶13")
ATTEMPTS = {
    "another faculty's head approves": Attempt(
        "other.head", Scene.case, approve("other.head"), (404, "case_unknown", "¶4"), told=NOT_YOURS[1:]
    ),
    "its reporter approves": Attempt("t.first", Scene.case, approve("t.first"), NOT_YOURS),
    "its reporter, a head, approves": Attempt(
        "boss", Scene.request_of_the_heads_own, approve("boss"), (403, "case_own", "¶4")
    ),
    "the head approves twice": Attempt("head", lambda scene: scene.case(approved=True), approve("head"), STATE),
    "the head approves what has expired": Attempt("head", Scene.expired, approve("head"), STATE),
    "IT applies what has expired": Attempt("it", Scene.expired, post("/cases/{}/apply"), STATE),
    "IT applies without a decision": Attempt("it", Scene.case, post("/cases/{}/apply"), STATE),
    "IT applies without a decision, on the bus": Attempt("it", Scene.case, apply_on_the_bus, STATE),
    "a teacher applies": Attempt(
        "t.first",
        lambda scene: scene.case(approved=True),
        post("/cases/{}/apply"),
        (403, "case_not_yours", "¶10"),
    ),
    "a report on an open lesson": Attempt(
        "t.first", Scene.lesson, report("mark_correction"), (409, "window_open", "¶4")
    ),
    "a make-up reported on day 15": Attempt("t.first", day_15, report("make_up"), (409, "report_too_late", "¶19")),
    "a removal reported on day 15": Attempt("t.first", day_15, report("removal"), (409, "report_too_late", "¶19")),
    "a make-up of a passed mark": Attempt(
        "t.first", lambda scene: scene.locked(50), report("make_up"), (409, "mark_passed", "¶19")
    ),
    "a mark on day 3": Attempt(
        "t.first", Scene.locked, enter, (200, "window_closed", "¶17"), "gradebook", "marks.refused"
    ),
    "a mark by another teacher": Attempt(
        "t.second", Scene.lesson, enter, (403, "not_your_journal", "¶3"), "gradebook"
    ),
    "a mark by IT": Attempt("it", Scene.lesson, enter, (403, "not_your_journal", "¶3"), "gradebook"),
    "a transfer to the same group": Attempt(
        "methodist", nothing, notice(0, "2026-10-06", "transfer", 0), (409, "same_group", "¶15"), "roster"
    ),
    "a transfer of an expelled cadet": Attempt(
        "methodist",
        lambda scene: scene.applied(1, "2026-09-20", "expulsion"),
        notice(1, "2026-10-06"),
        (409, "cadet_expelled", "¶15"),
        "roster",
    ),
    "a transfer dated before the previous one": Attempt(
        "methodist",
        lambda scene: scene.applied(2, "2026-10-20"),
        notice(2, "2026-10-19"),
        (409, "dated_before_previous", "¶15"),
        "roster",
    ),
    "a notice filed by IT": Attempt("it", nothing, notice(0, "2026-10-06"), (403, "role_required", "¶15"), "roster"),
    "a notice applied by its methodist": Attempt(
        "methodist",
        lambda scene: scene.filed(0, "2026-10-06", "expulsion"),
        post("/notices/{}/apply"),
        (403, "role_required", "¶11"),
        "roster",
    ),
    "a notice applied by a teacher": Attempt(
        "t.first",
        lambda scene: scene.filed(0, "2026-10-06", "expulsion"),
        post("/notices/{}/apply"),
        (403, "role_required", "¶11"),
        "roster",
    ),
    "an account made by a methodist": Attempt(
        "methodist",
        nothing,
        post("/people", login="new", family="Б", given="Б", roles=[], password=""),
        (403, "role_required", "¶4"),
        "auth",
    ),
    "a journal's key renewed by its teacher": Attempt(
        "t.first",
        lambda scene: scene.academy.journal,
        post("/journals/{}/key"),
        (403, "role_required", "¶5"),
        "gradebook",
    ),
}


@pytest.fixture(scope="module")
def scene(stack: Stack) -> Iterator[Scene]:
    """The small academy with its heads."""
    made = open_academy(stack)
    stack.register("head", ("faculty_head", made.faculty))
    stack.register("boss", ("faculty_head", made.faculty), ("teacher", made.faculty))
    with stack.it() as it:
        other = command(it, "POST", f"{API}/faculties", {"name": "Басқа факультет"})["id"]
    stack.register("other.head", ("faculty_head", other))
    stack.wait_for_events()
    opened = Scene(made)
    places = {"t.first": made.journal, "t.second": made.foreign}
    shown = [opened.client(login).get(f"{API}/journals/{journal}").json() for login, journal in places.items()]
    opened.groups = [each["group"]["id"] for each in shown]
    opened.cadets = [each["id"] for each in shown[0]["cadets"]]
    yield opened
    for client in opened.clients.values():
        client.close()


@pytest.mark.parametrize("name", ATTEMPTS)
def test_what_may_not_be_done_is_refused_and_told_of(scene: Scene, name: str) -> None:
    """¶4, ¶7, ¶10, ¶13, ¶15, ¶17, ¶19: with its paragraph; nothing is changed, and the audit names who tried."""
    attempt = ATTEMPTS[name]
    made = attempt.prepare(scene)
    client, me = scene.client(attempt.who), scene.me(attempt.who)
    before, told = _at_rest(scene), _told(scene, attempt, me)
    assert attempt.answer == attempt.send(scene, client, made)
    assert before == _rows(scene)
    fresh = _told(scene, attempt, me)[len(told) :]
    assert [attempt.told or attempt.answer[1:]] == [(each["code"], each["rule"]) for each in fresh]


def _send(client: httpx.Client, path: str, body: dict[str, Any]) -> httpx.Response:
    return client.post(API + path, json={"command_id": str(uuid4()), **body})


def _answer(response: httpx.Response) -> Answer:
    error = response.json()["error"]
    return response.status_code, error["code"], error["rule"]


def _told(scene: Scene, attempt: Attempt, person: str) -> list[dict[str, Any]]:
    """What the service's audit knows of this person's attempts, oldest first."""
    mine = (audit_entry.c.action == attempt.action) & (audit_entry.c.actor == person)
    engine, _ = _database(scene.academy.stack.environment[f"JURNAL_DB_{attempt.service.upper()}"])
    with engine.connect() as connection:
        wanted = select(audit_entry.c.facts).where(mine).order_by(audit_entry.c.sequence)
        return [json.loads(facts) for facts in connection.scalars(wanted)]


def _clock_heard(scene: Scene) -> None:
    """The clock was moved: what is over by now is noticed now, not in the middle of the attempt."""
    corrections = Runtime.of("corrections", config.load(scene.academy.stack.environment))
    corrections.run_command(watch_clocks, WatchClocks, {}, SYSTEM, Trace())
    corrections.unit.database.close()


def _at_rest(scene: Scene) -> dict[str, Any]:
    """Every row, once all events have been taken in: nothing waits and nothing moves."""
    _clock_heard(scene)
    last: dict[str, Any] = {}

    def still() -> dict[str, Any] | None:
        nonlocal last
        before, last = last, _rows(scene)
        return last if before == last else None

    return until(still)


def _rows(scene: Scene) -> dict[str, Any]:
    """What the services hold, without what each has for its own running, and without who is signed in."""
    rows: dict[str, Any] = {}
    for service in SERVICES:
        engine, tables = _database(scene.academy.stack.environment[f"JURNAL_DB_{service.upper()}"])
        with engine.connect() as connection:
            for table in tables:
                rows[f"{service}.{table.name}"] = sorted(map(repr, connection.execute(table.select())))
    return rows


@cache
def _database(url: str) -> tuple[Engine, list[Table]]:
    engine, known = create_engine(url, poolclass=NullPool), MetaData()
    known.reflect(engine)
    return engine, [table for table in known.tables.values() if table.name not in OF_NO_CONCERN]


#: The mechanism's own tables, save those through which something would still change; and sessions.
OF_NO_CONCERN = {*shared_tables.metadata.tables, "sign_in_session", "alembic_version"} - {"outbox", "parked_event"}
