"""A decision is carried out exactly once, whichever process is killed at whichever moment (¶4, ¶10).

The decision, its application in the gradebook and the case's end are three transactions in two services, with the
broker between them. Each test kills something with ``kill -9`` somewhere on that way, while IT applies several cases.
"""

import random
import signal
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from threading import Timer
from typing import Any

import httpx
import pytest

from tests.gateway.academy import Academy, open_academy
from tests.support.databases import Databases
from tests.support.deaths import child, kill, kill_and_start, until_alive, until_all_answer
from tests.support.depth import seeds
from tests.support.node import Node
from tests.support.stack import START, command, password_of, running_stack
from tests.support.waiting import until

_DAYS = count()


def _deep(*values: str | float) -> Any:
    """A case of a test whose kind and whose victim the gate meets in other cases."""
    return pytest.param(*values, marks=pytest.mark.deep)


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory, databases: Databases, node: Node) -> Iterator[Academy]:
    """The system with a journal and a head in it."""
    with running_stack(tmp_path_factory.mktemp("killed"), databases, node.uri) as stack:
        made = open_academy(stack)
        stack.register("head", ("faculty_head", made.faculty))
        yield made


@pytest.fixture(autouse=True)
def all_answer(academy: Academy) -> None:
    """What an earlier test has killed is back."""
    until_all_answer(academy.stack)


@pytest.fixture
def approved(academy: Academy) -> list[str]:
    """Three locked cells of a lesson, each with an approved case that makes it 77; each test has a day of its own."""
    with academy.teacher() as teacher:
        lesson, cadets = _locked_lesson(academy, teacher)
        return [_approved_case(academy, teacher, lesson, cadet) for cadet in cadets]


def test_corrections_is_killed_right_after_its_answer(academy: Academy, approved: list[str]) -> None:
    """¶10: what IT was told is under way is carried out when the service is back."""
    _apply_while(academy, approved, lambda: kill_and_start(academy.stack, "services.corrections"))
    _assert_each_applied_once(academy, approved)


def test_the_gradebook_is_dead_when_it_applies(academy: Academy, approved: list[str]) -> None:
    """¶10: the warrant waits for it."""
    kill(academy.stack, "services.gradebook")
    _apply_while(academy, approved, lambda: None)
    _assert_each_applied_once(academy, approved)


def test_the_gradebook_is_killed_while_it_acts(academy: Academy, approved: list[str]) -> None:
    """¶4: the mark, its audit entry and its answer are one transaction, or none."""
    _apply_while(academy, approved, lambda: kill_and_start(academy.stack, "services.gradebook"))
    _assert_each_applied_once(academy, approved)


@pytest.mark.deep
@pytest.mark.parametrize("name", ["services.auth", "gateway"])
def test_who_lets_it_in_is_killed_right_after_the_answer(academy: Academy, approved: list[str], name: str) -> None:
    """¶4, ¶10: neither holds anything of a decision."""
    _apply_while(academy, approved, lambda: kill_and_start(academy.stack, name))
    _assert_each_applied_once(academy, approved)


@pytest.mark.parametrize(
    "victim", [_deep("services.corrections"), _deep("services.gradebook"), "gateway", _deep("broker")]
)
def test_a_make_up_is_permitted_and_entered_while_something_is_killed(
    academy: Academy, node: Node, victim: str
) -> None:
    """¶19: killed after the head's answer and after the teacher's: one permission, one mark, one end of the case."""
    death = _death(academy, node, victim)
    with academy.teacher() as teacher, academy.client("head") as head:
        lesson, cadets = _locked_lesson(academy, teacher)
        place = {"journal": academy.journal, "lesson": lesson, "cadet": cadets[0]}
        case = str(until(lambda: _created(teacher, "/api/v1/cases", {"kind": "make_up", "text": "Т", **place}))["id"])
        _insist(academy, lambda: _approve(head, case), death)
        body = {"command_id": f"enter-{case}", "lesson": lesson, "cadet": cadets[0], "value": 77}
        path = f"/api/v1/journals/{academy.journal}"
        _insist(academy, lambda: teacher.post(f"{path}/make-ups", json=body), death)
        _until_alive(academy, lambda: _state(teacher, case) == "applied")
        history = _json(academy, teacher, f"{path}/marks/{lesson}/{cadets[0]}/history")["versions"]
        assert [(77, True), (40, False)] == [(version["value"], version["make_up"]) for version in history]
        assert ["reported", "approved", "applied"] == _steps(academy, teacher, case)


@pytest.mark.parametrize(
    "victim", ["services.corrections", _deep("services.gradebook"), "services.auth", _deep("broker")]
)
def test_a_substitution_begins_and_ends_while_something_is_killed(academy: Academy, node: Node, victim: str) -> None:
    """¶21: killed after either answer of the head: the substitute enters after the one, not after the other."""
    death = _death(academy, node, victim)
    clients = [academy.client(login) for login in ("t.first", "t.second", "methodist", "head")]
    _teacher, substitute, methodist, head = clients
    day = _next_day(academy).date().isoformat()
    people = dict(zip(("absent", "substitute"), (str(_me(client)) for client in clients[:2]), strict=True))
    terms = {"journals": [academy.journal], "since": day, "until": day, "text": "Іссапар."}
    case = str(until(lambda: _created(methodist, "/api/v1/substitutions", people | terms))["id"])
    _insist(academy, lambda: _approve(head, case), death)
    path = f"/api/v1/journals/{academy.journal}"
    lesson = {"command_id": f"hold-{case}", "date": day, "kind": "lecture"}
    _until_alive(academy, lambda: substitute.post(f"{path}/lessons", json=lesson).status_code == 201)
    body = {"command_id": f"revoke-{case}", "reason": "Оралды."}
    revoke = f"/api/v1/substitutions/{case}/revoke"
    _insist(academy, lambda: head.post(revoke, json=body), death)
    _until_alive(academy, lambda: substitute.get(path).status_code == 403)
    assert ["reported", "approved", "applied", "revoked"] == _steps(academy, head, case)
    for client in clients:
        client.close()


@pytest.mark.parametrize(
    ("kind", "victim"),
    [
        ("late_lesson", "services.gradebook"),
        _deep("late_lesson", "services.corrections"),
        ("late_entry", "services.corrections"),
        _deep("late_entry", "broker"),
        ("removal", "services.gradebook"),
        ("discrepancy", "broker"),
    ],
)
def test_other_decisions_are_carried_out_once(academy: Academy, node: Node, kind: str, victim: str) -> None:
    """¶4, ¶10, ¶19, ¶20: killed after the head's answer and after IT's."""
    death = _death(academy, node, victim)
    with academy.teacher() as teacher, academy.client("head") as head, academy.stack.it() as it:
        day, case = _with_act(academy, teacher, kind)
        _insist(academy, lambda: _approve(head, case), death)
        body = {"command_id": f"apply-{case}"}
        _insist(academy, lambda: it.post(f"/api/v1/cases/{case}/apply", json=body), death)
        _until_alive(academy, lambda: _state(it, case) == "applied")
        assert ["act_drawn", "approved", "applying", "applied"] == _steps(academy, teacher, case)[1:]
        (lesson,) = _lessons(academy, teacher, day)
        assert (kind == "removal", kind in ("late_lesson", "late_entry")) == (
            lesson["state"] == "removed",
            lesson["opened_until"] is not None,
        )
        if kind == "discrepancy":
            place = _json(academy, teacher, f"/api/v1/cases/{case}")
            path = f"/api/v1/journals/{academy.journal}/marks/{place['lesson']}/{place['cadet']['id']}/history"
            assert [(77, case), (40, "")] == [
                (version["value"], version["case"]) for version in _json(academy, teacher, path)["versions"]
            ]


@pytest.mark.parametrize(("victim", "seconds"), [("services.gradebook", 0.1), _deep("services.corrections", 0.3)])
def test_a_decision_is_one_whoever_dies_while_it_is_made(academy: Academy, victim: str, seconds: float) -> None:
    """¶4, ¶13: the gradebook seals, corrections signs: sent until it is answered, there is one, carried out once."""
    with academy.teacher() as teacher, academy.client("head") as head:
        lesson, cadets = _locked_lesson(academy, teacher)
        case = _case_with_act(academy, teacher, lesson, cadets[0])
        dying = Timer(seconds, lambda: child(academy.stack, victim).signal(signal.SIGKILL))
        dying.start()
        _until_alive(academy, lambda: _approve(head, case).is_success)
        dying.join()
        papers = _json(academy, teacher, f"/api/v1/cases/{case}")["papers"]
    assert ["report", "act", "decision"] == [paper["kind"] for paper in papers]
    _apply_while(academy, [case], lambda: None)
    _assert_each_applied_once(academy, [case])


def test_the_broker_is_killed_on_the_way(academy: Academy, approved: list[str], node: Node) -> None:
    """¶10: nothing that was committed depends on the broker's life."""
    _apply_while(academy, approved, node.restart)
    _assert_each_applied_once(academy, approved)


@pytest.mark.parametrize("seed", seeds(gate=1, deep=20))
def test_anything_is_killed_at_any_moment(academy: Academy, approved: list[str], node: Node, seed: int) -> None:
    """¶4, ¶10: two of the three at random, at random moments within the time that an application takes."""
    chance = random.Random(seed)
    deaths: list[Callable[[], None]] = [
        lambda: kill_and_start(academy.stack, "services.corrections"),
        lambda: kill_and_start(academy.stack, "services.gradebook"),
        node.restart,
    ]

    def die() -> None:
        for death in chance.sample(deaths, 2):
            time.sleep(chance.uniform(0, 0.3))
            death()

    _apply_while(academy, approved, die)
    _assert_each_applied_once(academy, approved)


def _next_day(academy: Academy) -> datetime:
    """Of lessons that no other test has; three days on, the former one's window is over."""
    held = START + timedelta(days=3 * next(_DAYS))
    academy.stack.move_clock(held.isoformat())
    return held


def _locked_lesson(academy: Academy, teacher: httpx.Client, *, full: bool = True) -> tuple[str, list[str]]:
    """A lesson three days ago in which everybody got 40, or all but one; and the cadets."""
    held, path = _next_day(academy), f"/api/v1/journals/{academy.journal}"
    body = {"date": held.date().isoformat(), "kind": "lecture"}
    lesson = str(command(teacher, "POST", f"{path}/lessons", body)["id"])
    cadets = [cadet["id"] for cadet in teacher.get(path).json()["cadets"]]
    cells = [{"lesson": lesson, "cadet": cadet, "value": 40, "version": 0} for cadet in cadets[not full :]]
    assert not command(teacher, "PUT", f"{path}/marks", {"marks": cells})["refused"]
    academy.stack.move_clock((held + timedelta(days=3)).isoformat())
    return lesson, cadets


def _with_act(academy: Academy, teacher: httpx.Client, kind: str) -> tuple[str, str]:
    """A case about a lesson, the methodist's act in it; the lesson's date and the case."""
    if kind == "late_lesson":
        held = _next_day(academy)
        academy.stack.move_clock((held + timedelta(days=3)).isoformat())
        day = held.date().isoformat()
        asked: dict[str, Any] = {"held": {"date": day, "kind": "lecture"}, "open_days": 2}
        return day, _reported_with_act(academy, teacher, kind, asked)
    lesson, cadets = _locked_lesson(academy, teacher, full=kind != "late_entry")
    lessons = teacher.get(f"/api/v1/journals/{academy.journal}").json()["lessons"]
    day = str(next(each["date"] for each in lessons if each["id"] == lesson))
    if kind == "discrepancy":
        return day, _noticed_with_act(academy, teacher, lesson, cadets[0])
    return day, _reported_with_act(
        academy, teacher, kind, {"lesson": lesson, "open_days": 2 if kind == "late_entry" else 0}
    )


def _reported_with_act(academy: Academy, teacher: httpx.Client, kind: str, asked: dict[str, Any]) -> str:
    report = {"kind": kind, "journal": academy.journal, "text": "Уақытында енгізілмеген.", **asked}
    case = str(until(lambda: _created(teacher, "/api/v1/cases", report))["id"])
    with academy.client("methodist") as methodist:
        command(methodist, "POST", f"/api/v1/cases/{case}/act", {"text": "Салыстырылды."})
    return case


def _noticed_with_act(academy: Academy, teacher: httpx.Client, lesson: str, cadet: str) -> str:
    place = {"journal": academy.journal, "lesson": lesson, "cadet": cadet, "text": "Қағазда 77."}
    notice = until(lambda: _created(teacher, "/api/v1/discrepancies", place))["id"]
    act = {"discrepancy": notice, "text": "Салыстырылды.", "value": 77}
    with academy.client("methodist") as methodist:
        return str(command(methodist, "POST", "/api/v1/cases/from-discrepancy", act)["id"])


def _lessons(academy: Academy, teacher: httpx.Client, day: str) -> list[Any]:
    lessons = _json(academy, teacher, f"/api/v1/journals/{academy.journal}")["lessons"]
    return [each for each in lessons if each["date"] == day]


def _insist(academy: Academy, send: Callable[[], httpx.Response], death: Callable[[], None]) -> None:
    """Send a command until it is answered; then something dies, and it is sent until it is answered again."""
    _until_alive(academy, lambda: send().is_success)
    death()
    _until_alive(academy, lambda: send().is_success)


def _approve(head: httpx.Client, case: str) -> httpx.Response:
    body = {"command_id": f"approve-{case}", "password": password_of("head")}
    return head.post(f"/api/v1/cases/{case}/approve", json=body)


def _steps(academy: Academy, client: httpx.Client, case: str) -> list[str]:
    return [step["action"] for step in _json(academy, client, f"/api/v1/cases/{case}")["steps"]]


def _me(client: httpx.Client) -> str:
    return str(client.get("/api/v1/me").json()["id"])


def _approved_case(academy: Academy, teacher: httpx.Client, lesson: str, cadet: str) -> str:
    case = _case_with_act(academy, teacher, lesson, cadet)
    with academy.client("head") as head:
        command(head, "POST", f"/api/v1/cases/{case}/approve", {"password": password_of("head")})
    return case


def _case_with_act(academy: Academy, teacher: httpx.Client, lesson: str, cadet: str) -> str:
    place = {"journal": academy.journal, "lesson": lesson, "cadet": cadet}
    report = {"kind": "mark_correction", "value": 77, "text": "Қате енгізілді.", **place}
    case = str(until(lambda: _created(teacher, "/api/v1/cases", report))["id"])
    with academy.client("methodist") as methodist:
        command(methodist, "POST", f"/api/v1/cases/{case}/act", {"text": "Салыстырылды."})
    return case


def _created(client: httpx.Client, path: str, body: dict[str, Any]) -> Any:
    """What was made, once the lesson's event has arrived."""
    answer = client.post(path, json=body)
    return answer.json() if answer.status_code == 201 else None


def _apply_while(academy: Academy, cases: list[str], death: Callable[[], None]) -> None:
    """IT applies each case, sending the same command until it is answered; after the first answer something dies."""
    with academy.stack.it() as it:
        for place, case in enumerate(cases):
            body = {"command_id": f"apply-{case}"}
            _until_alive(academy, lambda: it.post(f"/api/v1/cases/{case}/apply", json=body).status_code == 200)  # noqa: B023
            if place == 0:
                death()


def _assert_each_applied_once(academy: Academy, cases: list[str]) -> None:
    until_all_answer(academy.stack)
    with academy.stack.it() as it:
        for case in cases:
            _until_alive(academy, lambda: _state(it, case) == "applied")  # noqa: B023
    with academy.teacher() as teacher:
        for case in cases:
            shown = _json(academy, teacher, f"/api/v1/cases/{case}")
            place = f"{shown['lesson']}/{shown['cadet']['id']}"
            history = _json(academy, teacher, f"/api/v1/journals/{academy.journal}/marks/{place}/history")["versions"]
            assert [(77, case), (40, "")] == [(version["value"], version["case"]) for version in history]
            assert 1 == [step["action"] for step in shown["steps"]].count("applied")


def _json(academy: Academy, client: httpx.Client, path: str) -> Any:
    _until_alive(academy, lambda: client.get(path).status_code == 200)
    return client.get(path).json()


def _state(client: httpx.Client, case: str) -> str:
    answer = client.get(f"/api/v1/cases/{case}")
    return str(answer.json().get("state", "")) if answer.status_code == 200 else ""


def _until_alive(academy: Academy, holds: Callable[[], bool]) -> None:
    until_alive(academy.stack, lambda: holds() or None)


def _death(academy: Academy, broker: Node, victim: str) -> Callable[[], None]:
    return broker.restart if victim == "broker" else lambda: kill_and_start(academy.stack, victim)
