"""A service called by something that goes round the gateway: whatever that brings is refused, and nothing fails."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.system import BOOTED_AT
from gateway.messaging.bus import Bus, Context
from services.common.clocks.clock import DemoClock, SystemClock
from services.common.errors import Refused
from services.common.messaging import topology
from tests.common.process import Process
from tests.fuzz.altering import altered, altered_base64, few, other_types
from tests.gradebook.academy import TEACHER, Academy, make_academy
from tests.support.clocks import ALMATY, StillClock
from tests.support.databases import Databases
from tests.support.runtimes import session_key, token

LONGEST_HEADER = 8_000
MONDAY = date(2026, 10, 5)
METHODS = (
    "show_journal",
    "show_history",
    "record_marks",
    "hold_lesson",
    "correct_lesson",
    "name_examiners",
    "show_examiners",
    "examine_change",
    "seal_decision",
    "open_change",
    "record_make_up",
    "renew_key",
)


@pytest.fixture(scope="module")
def academy(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Academy:
    """A journal with a lesson."""
    made = make_academy(databases, tmp_path_factory.mktemp("gradebook"), StillClock())
    made.hold(MONDAY)
    return made


@pytest.fixture(scope="module")
def folder(academy: Academy) -> Path:
    """The process's data."""
    return academy.runtime.config.data


@pytest.fixture(scope="module")
def process(academy: Academy, folder: Path, broker: str) -> Iterator[Process]:
    """Gradebook itself."""
    DemoClock(ALMATY, folder / "clock.json", BOOTED_AT).move(academy.clock.now())
    topology.declare(broker, {})
    running = Process("gradebook", broker, academy.runtime.config.database("gradebook"), folder)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def sound(folder: Path) -> Context:
    """What the teacher's call brings."""
    signed = token(folder, TEACHER, SystemClock(ALMATY))
    return Context(auth_token=signed, session_key=session_key(folder, TEACHER))


def codes(process: Process, *calls: tuple[str, Any, Context]) -> list[str]:
    """The code of each call's refusal, "" for an answer; anything else is a failure of the test."""

    async def run(bus: Bus) -> list[str]:
        return [await _code(bus, *call) for call in calls]

    found: list[str] = process.with_bus(run)
    return found


async def _code(bus: Bus, method: str, body: Any, context: Context) -> str:
    try:
        await bus.call("gradebook", method, body, context=context)
    except Refused as refused:
        return refused.refusal.code
    return ""


@few
@given(data=st.data())
def test_altered_tokens_and_keys_open_nothing(
    process: Process, academy: Academy, sound: Context, data: st.DataObject
) -> None:
    """¶5: ten of each, and the sound ones in between still do."""
    body = {"journal": academy.journal}
    other_tokens = altered(sound.auth_token).filter(lambda text: text[:-1] != sound.auth_token[:-1])
    tokens = data.draw(st.lists(other_tokens.filter(_fits), min_size=10, max_size=10))
    keys = data.draw(st.lists(altered_base64(sound.session_key).filter(_fits), min_size=10, max_size=10))
    forged = [Context(auth_token=each, session_key=sound.session_key) for each in tokens]
    keyless = [Context(auth_token=sound.auth_token, session_key=each) for each in keys]
    found = codes(process, *(("show_journal", body, each) for each in (*forged, *keyless, sound)))
    assert {"token_invalid", "token_missing"} >= {*found[:10]}
    assert ({"session_key_missing"}, "") == ({*found[10:20]}, found[20])


def _fits(text: str) -> bool:
    """Whether the broker takes it as a header."""
    return len(text.encode(errors="replace")) <= LONGEST_HEADER and text.isprintable()


@few
@given(data=st.data())
def test_strange_bodies_are_refused(process: Process, academy: Academy, sound: Context, data: st.DataObject) -> None:
    """¶5: of another type, with a field of another type, with text in place of something sealed."""
    names = (
        "journal",
        "journals",
        "lesson",
        "cadet",
        "version",
        "sealed",
        "value",
        "marks",
        "date",
        "kind",
        "person",
        "people",
    )
    calls = []
    for method in METHODS:
        strange = data.draw(st.dictionaries(st.sampled_from(names), altered("aliev") | other_types(), max_size=3))
        body = {"journal": academy.journal, "command_id": str(uuid4())} | strange
        calls += [(method, body, sound), (method, data.draw(other_types()), sound)]
    found = codes(process, *calls, ("show_journal", {"journal": academy.journal}, sound))
    assert "" == found[-1]
