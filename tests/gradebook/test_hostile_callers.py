"""Gradebook on a real broker, called by who is nobody, by the wrong people and with rubbish (¶3)."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.common.security.tokens import Principal
from services.gradebook import contract
from services.gradebook.service import Service
from tests.gradebook.academy import IT, METHODIST, MODERATOR, STRANGER, TEACHER, Academy, cell, make_academy
from tests.support.clocks import ShownClock
from tests.support.databases import Databases
from tests.support.hostile import (
    HUGE,
    NO_FIELDS,
    NO_OBJECTS,
    NOBODY,
    Caller,
    filled_with,
    listening,
    methods,
    said_to_cadets,
)
from tests.support.runtimes import principal

MONDAY = date(2026, 10, 5)
METHODS = methods(Service)
#: Asked by who has no account (¶2).
PUBLIC = {"check_record"}
HEAD = principal("head-1", ("faculty_head", "faculty-1"))


@pytest.fixture(scope="module")
def academy(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Academy:
    """A journal with a lesson of Thursday, which is closed, and one of Monday, which is today."""
    clock = ShownClock()
    clock.move(days=-4)
    made = make_academy(databases, tmp_path_factory.mktemp("gradebook"), clock)
    made.hold(date(2026, 10, 1))
    made.clock.move(days=4)
    made.hold(MONDAY)
    return made


@pytest.fixture(scope="module")
def lessons(academy: Academy) -> dict[str, str]:
    """The lessons' ids by their dates."""
    return {each["date"]: each["id"] for each in academy.show()["lessons"]}


@pytest.fixture(scope="module")
def caller(academy: Academy, broker: str) -> Iterator[Caller]:
    """Gradebook itself, on Monday."""
    with listening(academy.runtime, broker) as called:
        yield called


@pytest.mark.parametrize("method", [each for each in METHODS if each not in PUBLIC])
def test_nobody_is_answered(caller: Caller, method: str) -> None:
    """¶3: without a token, with another's and with one that is over."""
    assert NOBODY == caller.said_to_nobody(method, {}, TEACHER)


def test_a_cadet_calls_nothing_of_it(caller: Caller) -> None:
    """¶3: but what shows the own record; new methods too."""
    assert {("forbidden", "not_for_cadets")} == said_to_cadets(
        caller, [each for each in METHODS if each not in {"show_own_study", *PUBLIC}]
    )


@pytest.mark.parametrize("method", METHODS)
def test_rubbish_is_refused_as_such(caller: Caller, method: str) -> None:
    """¶3: what is no request, and fields of other types; the service lives on."""
    fields = () if method in ("list_damages", "list_policies") else NO_FIELDS
    bodies = [*NO_OBJECTS, *(filled_with(contract, value) for value in fields)]
    assert {("invalid", "malformed")} == {*caller.said(method, bodies, TEACHER)}
    assert caller.process.ask("health", {})["database"]


def marks(academy: Academy, *cells: Any, command_id: str = "") -> dict[str, Any]:
    """A command."""
    return {"command_id": command_id or str(uuid4()), "journal": academy.journal, "marks": [*cells]}


def refused(caller: Caller, academy: Academy, *cells: Any) -> list[tuple[str, str]]:
    """Why cells are not written."""
    answer = caller.answer("record_marks", marks(academy, *cells), TEACHER)
    return [(each["code"], each["rule"]) for each in answer["refused"]]


@pytest.mark.parametrize("value", [HUGE, -HUGE, 101, -1, 1e2, 50.5, True, "75", "A", [75], {"value": 75}], ids=repr)
def test_no_other_value_is_a_mark(caller: Caller, academy: Academy, lessons: dict[str, str], value: Any) -> None:
    """¶6: whatever JSON can say."""
    assert [("not_a_mark", "¶6")] == refused(caller, academy, cell(lessons["2026-10-05"], "baev", value))


@pytest.mark.parametrize("version", [HUGE, 2**63, 2**31, -1, 0.0, "0", None, True], ids=repr)
def test_no_other_version_is_one(caller: Caller, academy: Academy, lessons: dict[str, str], version: Any) -> None:
    """¶4: nor is there a way round what was seen."""
    lesson = lessons["2026-10-05"]
    assert [("cell_malformed", "")] == refused(caller, academy, cell(lesson, "baev", 75, version))


def test_the_rules_of_time_and_version_hold_here_too(
    caller: Caller, academy: Academy, lessons: dict[str, str]
) -> None:
    """¶4, ¶17: a closed column and a stale version, beside a cell that is written."""
    closed, today = lessons["2026-10-01"], lessons["2026-10-05"]
    assert [("window_closed", "¶17")] == refused(caller, academy, cell(closed, "aliev", 75), cell(today, "aliev", 75))
    assert [("version_stale", "¶4")] == refused(caller, academy, cell(today, "aliev", 80, 0))
    assert [] == refused(caller, academy, cell(today, "aliev", 80, 1))
    assert [("version_stale", "¶4")] == refused(caller, academy, cell(today, "aliev", 90, 1))
    assert [("version_stale", "¶4")] == refused(caller, academy, cell(today, "aliev", 90, 2**31 - 2))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-10-06", ("invalid", "lesson_in_future")),
        ("2026-10-02", ("conflict", "lesson_window_closed")),
        ("2026-08-31", ("invalid", "lesson_outside_term")),
        ("2026-10-05", ("conflict", "lesson_exists")),
        ("9999-12-31", ("invalid", "lesson_in_future")),
        ("2026-13-01", ("invalid", "malformed")),
        ("2026-10-04", ("", "")),
    ],
)
def test_a_lesson_has_been_held(caller: Caller, academy: Academy, day: str, said: tuple[str, str]) -> None:
    """¶17, ¶18: no lesson of tomorrow, and none of long ago."""
    body = {"command_id": str(uuid4()), "journal": academy.journal, "date": day, "kind": "lecture", "topic": ""}
    assert [said] == caller.said("hold_lesson", [body], TEACHER)


@pytest.mark.parametrize("who", [STRANGER, METHODIST, IT, MODERATOR], ids=lambda who: who.person)
@pytest.mark.parametrize("method", ["record_marks", "hold_lesson", "record_make_up"])
def test_who_does_not_teach_it_writes_nothing(
    caller: Caller, academy: Academy, lessons: dict[str, str], method: str, who: Principal
) -> None:
    """¶3: whatever role the token says."""
    place: dict[str, Any] = {"journal": academy.journal, "lesson": lessons["2026-10-05"], "cadet": "baev", "value": 75}
    day = {"date": "2026-10-03", "kind": "lecture", "topic": ""}
    body = {"command_id": str(uuid4()), "marks": [cell(place["lesson"], "baev", 75)], **place, **day}
    (said,) = caller.said(method, [body], who)
    assert "forbidden" == said[0]


@pytest.mark.parametrize(
    ("method", "body", "allowed"),
    [
        ("show_history", {"lesson": "l", "cadet": "c"}, {"teacher-1", "methodist-1", "head-1"}),
        ("show_key", {}, {"teacher-1", "methodist-1", "head-1", "it-1", "moderator-1"}),
        ("withdraw_journals", {"command_id": "withdraw-1", "journals": []}, {"it-1"}),
        ("republish", {"command_id": "republish-1"}, {"it-1"}),
    ],
)
def test_each_method_is_for_its_roles(
    caller: Caller, academy: Academy, method: str, body: dict[str, Any], allowed: set[str]
) -> None:
    """¶3, ¶5, ¶7: a sound token of another role is refused."""
    people = [TEACHER, METHODIST, HEAD, IT, MODERATOR, STRANGER]
    said = {who.person: caller.said(method, [{"journal": academy.journal, **body}], who)[0][0] for who in people}
    assert {who.person for who in people} - allowed == {who for who, kind in said.items() if kind == "forbidden"}


def test_a_commands_id_names_one_command(caller: Caller, academy: Academy, lessons: dict[str, str]) -> None:
    """¶4: the same again is answered again, another body under its id is refused."""
    lesson, id = lessons["2026-10-05"], str(uuid4())
    first = marks(academy, cell(lesson, "baev", 60), command_id=id)
    other = marks(academy, cell(lesson, "baev", 61, 1), command_id=id)
    day = {"command_id": id, "journal": academy.journal, "date": "2026-10-03", "kind": "lecture", "topic": ""}
    assert [("", ""), ("", ""), ("conflict", "command_reused")] == caller.said(
        "record_marks", [first, first, other], TEACHER
    )
    assert [("conflict", "command_reused")] == caller.said("hold_lesson", [day], TEACHER)
    assert [60] == [each["value"] for each in academy.show()["marks"] if each["cadet"] == "baev"]
