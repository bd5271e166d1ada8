"""A decision is carried out exactly once, whichever process is killed at whichever moment (¶4, ¶10).

The decision, its application in the gradebook and the case's end are three transactions in two services, with the
broker between them. Each test kills something with ``kill -9`` somewhere on that way, while IT applies several cases.
"""

import random
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import httpx
import pytest

from tests.gateway.academy import Academy, open_academy, until
from tests.gateway.conftest import Node, running_node
from tests.support.databases import Databases
from tests.support.stack import START, command, password_of, running_stack

WAIT_SECONDS = 120
_WEEKS = count()


@pytest.fixture(scope="module")
def broker_of_ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A broker that may be killed without harm to other tests."""
    with running_node(tmp_path_factory.mktemp("broker-of-cases")) as node:
        yield node


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory, databases: Databases, broker_of_ours: Node) -> Iterator[Academy]:
    """The system on that broker, with a journal in it."""
    uri = broker_of_ours.broker.uri
    with running_stack(tmp_path_factory.mktemp("killed"), databases, uri) as stack:
        made = open_academy(stack)
        stack.register("head", ("faculty_head", made.faculty))
        yield made


@pytest.fixture
def approved(academy: Academy) -> list[str]:
    """Three locked cells of a lesson, each with an approved case that makes it 77; each test has a day of its own."""
    held = START + timedelta(days=7 * next(_WEEKS))
    academy.stack.move_clock(held.isoformat())
    path = f"/api/v1/journals/{academy.journal}"
    with academy.teacher() as teacher:
        body = {"date": held.date().isoformat(), "kind": "lecture"}
        lesson = command(teacher, "POST", f"{path}/lessons", body)["id"]
        cadets = [cadet["id"] for cadet in teacher.get(path).json()["cadets"]]
        cells = [{"lesson": lesson, "cadet": cadet, "value": 40, "version": 0} for cadet in cadets]
        assert not command(teacher, "PUT", f"{path}/marks", {"marks": cells})["refused"]
        academy.stack.move_clock((held + timedelta(days=3)).isoformat())
        return [_approved_case(academy, teacher, lesson, cadet) for cadet in cadets]


def test_corrections_is_killed_right_after_its_answer(academy: Academy, approved: list[str]) -> None:
    """¶10: what IT was told is under way is carried out when the service is back."""
    _apply_while(academy, approved, lambda: _kill(academy, "services.corrections"))
    _assert_each_applied_once(academy, approved)


def test_the_gradebook_is_dead_when_it_applies(academy: Academy, approved: list[str]) -> None:
    """¶10: the warrant waits for it."""
    _kill(academy, "services.gradebook")
    _apply_while(academy, approved, lambda: None)
    _assert_each_applied_once(academy, approved)


def test_the_gradebook_is_killed_while_it_acts(academy: Academy, approved: list[str]) -> None:
    """¶4: the mark, its audit entry and its answer are one transaction, or none."""
    _apply_while(academy, approved, lambda: _kill(academy, "services.gradebook"))
    _assert_each_applied_once(academy, approved)


def test_the_broker_is_killed_on_the_way(academy: Academy, approved: list[str], broker_of_ours: Node) -> None:
    """¶10: nothing that was committed depends on the broker's life."""
    _apply_while(academy, approved, broker_of_ours.restart_broker)
    _assert_each_applied_once(academy, approved)


@pytest.mark.parametrize("seed", range(2))
def test_anything_is_killed_at_any_moment(
    academy: Academy, approved: list[str], broker_of_ours: Node, seed: int
) -> None:
    """¶4, ¶10: two of the three at random, at random moments within the time that an application takes."""
    chance = random.Random(seed)
    deaths: list[Callable[[], None]] = [
        lambda: _kill(academy, "services.corrections"),
        lambda: _kill(academy, "services.gradebook"),
        broker_of_ours.restart_broker,
    ]

    def die() -> None:
        for death in chance.sample(deaths, 2):
            time.sleep(chance.uniform(0, 0.3))
            death()

    _apply_while(academy, approved, die)
    _assert_each_applied_once(academy, approved)


def _approved_case(academy: Academy, teacher: httpx.Client, lesson: str, cadet: str) -> str:
    place = {"journal": academy.journal, "lesson": lesson, "cadet": cadet}
    report = {"kind": "mark_correction", "value": 77, "text": "Қате енгізілді.", **place}
    case = str(until(lambda: _created(teacher, "/api/v1/cases", report))["id"])
    with academy.client("methodist") as methodist:
        command(methodist, "POST", f"/api/v1/cases/{case}/act", {"text": "Салыстырылды."})
    with academy.client("head") as head:
        command(head, "POST", f"/api/v1/cases/{case}/approve", {"password": password_of("head")})
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
    """Wait until it holds, while what has died is started again."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "the system did not recover"
        for child in academy.stack.supervisor.children:
            if not child.alive:
                child.start()
        time.sleep(0.05)


def _kill(academy: Academy, name: str) -> None:
    """``kill -9``."""
    child = next(child for child in academy.stack.supervisor.children if child.name == name)
    child.signal(signal.SIGKILL)
    if child.process is not None:
        child.process.wait()
