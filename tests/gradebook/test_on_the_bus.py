"""The service as a process, called by tools that go round the gateway: it trusts no caller."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from deploy.system import BOOTED_AT
from services.common.clocks.clock import DemoClock, SystemClock
from services.common.errors import Refused
from services.common.messaging import topology
from services.common.security.tokens import Principal
from tests.common.process import Process
from tests.gradebook.academy import IT, METHODIST, STRANGER, TEACHER, Academy, cell, make_academy
from tests.support.clocks import ALMATY, StillClock
from tests.support.databases import Databases
from tests.support.runtimes import session_key, token

Call = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The process's data."""
    return tmp_path_factory.mktemp("gradebook")


@pytest.fixture(scope="module")
def held(databases: Databases, folder: Path) -> tuple[Academy, str]:
    """A journal with a lesson of Monday."""
    academy = make_academy(databases, folder, StillClock())
    return academy, academy.hold(date(2026, 10, 5))


@pytest.fixture(scope="module")
def process(held: tuple[Academy, str], broker: str, folder: Path) -> Iterator[Process]:
    """Gradebook itself, on Monday."""
    DemoClock(ALMATY, folder / "clock.json", BOOTED_AT).move(held[0].clock.now())
    topology.declare(broker, {})
    running = Process("gradebook", broker, held[0].runtime.config.database("gradebook"), folder)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def call(process: Process, folder: Path) -> Call:
    """Send a method any body, as anybody."""

    def send(method: str, body: Any, who: Principal | None = TEACHER) -> Any:
        signed = token(folder, who, SystemClock(ALMATY)) if who else ""
        return process.ask(method, body, signed, session_key=session_key(folder, who) if who else "")

    return send


def marks(academy: Academy, *cells: Any) -> dict[str, Any]:
    """A command."""
    return {"command_id": str(uuid4()), "journal": academy.journal, "marks": list(cells)}


def code(call: Call, *args: Any) -> str:
    """The code with which a call is refused."""
    with pytest.raises(Refused) as caught:
        call(*args)
    return caught.value.refusal.code


def test_a_mark_is_saved_and_a_bad_one_refused(call: Call, held: tuple[Academy, str]) -> None:
    """¶6: over the bus the rules are the same, and 1e2 is no whole number."""
    academy, lesson = held
    answer = call("record_marks", marks(academy, cell(lesson, "aliev", 75), cell(lesson, "baev", 1e2)))
    assert ["aliev"] == [each["cadet"] for each in answer["saved"]]
    assert [("baev", "not_a_mark", "¶6")] == [
        (each["cadet"], each["code"], each["rule"]) for each in answer["refused"]
    ]
    assert [{"cadet": "aliev", "value": "75.00", "broken": False}] == answer["means"]


@pytest.mark.parametrize("who", [STRANGER, METHODIST, IT])
def test_a_sound_token_opens_no_other_journal(call: Call, held: tuple[Academy, str], who: Principal) -> None:
    """¶3: whatever the gateway would have let through."""
    academy, lesson = held
    assert "not_your_journal" == code(call, "record_marks", marks(academy, cell(lesson, "baev", 75)), who)


@pytest.mark.parametrize("method", ["record_marks", "show_journal", "list_journals", "hold_lesson", "republish"])
def test_nothing_is_said_without_a_token(call: Call, method: str) -> None:
    """¶3: who does not say who asks is asked to sign in."""
    with pytest.raises(Refused) as caught:
        call(method, {}, None)
    assert "unauthenticated" == caught.value.refusal.kind


@pytest.mark.parametrize(
    "body", [None, 7, "x", [], {}, {"journal": 1}, {"command_id": "x", "journal": "j", "marks": "all"}], ids=repr
)
def test_garbage_is_refused_as_such(call: Call, body: Any) -> None:
    """A malformed message is an answer, not an accident, and the service lives on."""
    with pytest.raises(Refused) as caught:
        call("record_marks", body)
    assert "invalid" == caught.value.refusal.kind
    assert call("health", {})["database"]
