"""Corrections on a real broker, called by who is nobody, by the wrong people and with rubbish (¶4, ¶13)."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from services.common.security.tokens import Principal
from services.corrections import contract
from services.corrections.service import Service
from tests.corrections.academy import (
    HEAD,
    IT,
    JOURNAL,
    LESSON,
    METHODIST,
    MODERATOR,
    OTHER_HEAD,
    OTHER_METHODIST,
    TEACHER,
    Academy,
    make_academy,
)
from tests.support.clocks import ShownClock
from tests.support.databases import Databases
from tests.support.hostile import (
    HUGE,
    NO_FIELDS,
    NO_OBJECTS,
    NOBODY,
    Caller,
    Said,
    filled_with,
    listening,
    methods,
    said_to_cadets,
)

METHODS = methods(Service)
WITHOUT_FIELDS = ("list_own_cases", "list_colleagues", "oversee_methodists", "list_damages")
PEOPLE = (TEACHER, METHODIST, HEAD, IT, MODERATOR, OTHER_METHODIST, OTHER_HEAD)
PLACE = {"journal": JOURNAL, "lesson": LESSON, "cadet": "alieva", "text": "Қағазда 85."}
LATE = {"kind": "late_lesson", "journal": JOURNAL, "text": "Қосылмай қалған.", "open_days": 2}


@pytest.fixture(scope="module")
def academy(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Academy:
    """A journal with a lesson of Monday 5 October 2026."""
    return make_academy(databases, tmp_path_factory.mktemp("corrections"), ShownClock())


@pytest.fixture(scope="module")
def caller(academy: Academy, broker: str) -> Iterator[Caller]:
    """Corrections itself, on Monday."""
    with listening(academy.runtime, broker) as called:
        yield called


@pytest.mark.parametrize("method", METHODS)
def test_nobody_is_answered(caller: Caller, method: str) -> None:
    """¶4, ¶13: without a token, with another's and with one that is over."""
    assert NOBODY == caller.said_to_nobody(method, {}, TEACHER)


def test_a_cadet_calls_nothing_of_it(caller: Caller) -> None:
    """¶3: but what shows the own record; new methods too."""
    assert {("forbidden", "not_for_cadets")} == said_to_cadets(
        caller, [each for each in METHODS if each != "list_own_cases"]
    )


@pytest.mark.parametrize("method", METHODS)
def test_rubbish_is_refused_as_such(caller: Caller, method: str) -> None:
    """¶4, ¶13: what is no request, and fields of other types; the service lives on."""
    bodies = [*NO_OBJECTS, *(filled_with(contract, value) for value in NO_FIELDS if method not in WITHOUT_FIELDS)]
    assert {("invalid", "malformed")} == {*caller.said(method, bodies, TEACHER)}
    assert caller.process.ask("health", {})["database"]


def body(**other: Any) -> dict[str, Any]:
    """A command of its own."""
    return {"command_id": str(uuid4()), **other}


@pytest.mark.parametrize(
    ("method", "request_body", "allowed"),
    [
        ("file_discrepancy", PLACE, {TEACHER}),
        ("close_discrepancy", {"discrepancy": "filed", "reason": "Салыстырылды."}, {METHODIST}),
        ("set_working_day", {"day": "2026-10-10", "working": True, "reason": "Ауыстырылды."}, {IT}),
        ("show_discrepancy", {"discrepancy": "filed"}, {TEACHER, METHODIST, HEAD, MODERATOR}),
    ],
)
def test_each_method_is_for_its_roles(
    caller: Caller, academy: Academy, method: str, request_body: dict[str, Any], allowed: set[Principal]
) -> None:
    """¶3, ¶10, ¶20: a sound token of another role or faculty is refused."""
    filed = academy.file()["id"]
    sent = {name: filed if value == "filed" else value for name, value in request_body.items()}
    answers = {who: caller.said(method, [body(**sent)], who)[0][0] for who in PEOPLE}
    assert {*PEOPLE} - allowed == {who for who, kind in answers.items() if kind in ("forbidden", "not_found")}


@pytest.mark.parametrize(
    ("method", "request_body"),
    [
        ("file_report", {**PLACE, "kind": "late_entry", "cadet": None, "open_days": HUGE}),
        ("file_report", {**PLACE, "kind": "late_entry", "cadet": None, "open_days": -1}),
        ("file_report", {**LATE, "open_days": HUGE}),
        ("file_report", {**LATE, "held": {"date": "0000-00-00", "kind": "lecture"}}),
        ("file_report", {**LATE, "held": {"date": "2026-10-05"}}),
        ("file_report", {**LATE, "held": {"date": "2026-10-05", "kind": ["lecture"], "topic": None}}),
        ("file_report", {**LATE, "held": [HUGE]}),
        ("file_report", {**LATE, "lesson": "lesson-1"}),
        ("show_calendar", {"year": HUGE}),
        ("show_calendar", {"year": 0}),
        ("list_cases", {"limit": HUGE}),
        ("list_cases", {"offset": -HUGE}),
    ],
)
def test_what_is_out_of_all_bounds_is_invalid(caller: Caller, method: str, request_body: dict[str, Any]) -> None:
    """¶4: it is an answer, not an accident."""
    ((kind, _),) = caller.said(method, [body(**request_body)], TEACHER)
    assert "invalid" == kind


def test_a_commands_id_names_one_command(caller: Caller, academy: Academy) -> None:
    """¶4: the same again is answered again, another body under its id is refused, and nothing is filed twice."""
    before = len(academy.listed(METHODIST))
    first = body(**PLACE)
    again: list[Said] = [("", ""), ("", ""), ("conflict", "command_reused")]
    assert again == caller.said("file_discrepancy", [first, first, {**first, "text": "Қағазда 90."}], TEACHER)
    assert before + 1 == len(academy.listed(METHODIST))
