"""A case whose row was altered hides no other, nor stops time for it (¶7, ¶10)."""

from typing import Any

import pytest

from services.common.errors import Refused
from tests.cases.desk import IT, METHODIST, MODERATOR, Desk
from tests.cases.forging import issued
from tests.support.databases import ENGINE
from tests.support.hands import by_hand

pytestmark = pytest.mark.on_postgresql

CHANGES = ["kind = 'other'", "state = 'other'"] + (["at = 'then'", "lesson_date = 7"] if ENGINE == "sqlite" else [])


def _alter(desk: Desk, case: str, change: str) -> None:
    by_hand(desk.corrections, "correction_case", f"UPDATE correction_case SET {change} WHERE id = :case", case=case)


def _second(desk: Desk) -> str:
    """A lesson of the next day."""
    desk.clock.move(days=1)
    return desk.hold(58)


@pytest.mark.parametrize("change", CHANGES)
def test_the_list_is_there_without_it(desk: Desk, change: str) -> None:
    """¶7: it is named by its number; by itself it is refused as damaged, not as a service that is away."""
    lesson, other = desk.hold(58, 70), _second(desk)
    desk.clock.move(days=4)
    altered, sound = desk.report(lesson), desk.report(other)
    _alter(desk, altered["id"], change)
    listed: Any = desk.cases(MODERATOR)
    assert [sound["id"]] == [each["id"] for each in listed["cases"]]
    assert [altered["number"]] == [each["name"] for each in listed["damaged"]]
    with pytest.raises(Refused, match="data_damaged"):
        desk.case(altered["id"], METHODIST)


def test_its_clock_stops_no_other(desk: Desk) -> None:
    """¶4: the decisions of others expire as ever."""
    lesson, other = desk.hold(58, 70), _second(desk)
    desk.clock.move(days=4)
    altered, sound = desk.approved(lesson), desk.approved(other)
    _alter(desk, altered, "kind = 'other'")
    desk.pass_days(60)
    assert "expired" == desk.case(sound, IT)["state"]


@pytest.mark.parametrize("statement", ["", "x.y.z"])
def test_a_case_whose_warrant_was_altered_waits_for_nobody(desk: Desk, statement: str) -> None:
    """¶4, ¶10: the gradebook refuses it, and the case goes back and says why."""
    lesson = desk.hold(58, 70)
    desk.clock.move(days=4)
    case = desk.approved(lesson)
    altered = "UPDATE correction_case SET warrant = :said WHERE id = :case"
    by_hand(desk.corrections, "correction_case", altered, said=statement, case=case)
    desk.apply(case)
    shown = desk.case(case, METHODIST)
    assert ("returned", "methodist") == (shown["state"], shown["returned_to"])
    assert "warrant_invalid" == shown["steps"][-1]["reason"]
    assert (58, None) == desk.value(lesson)


def test_a_forged_warrant_sends_no_sound_case_back(desk: Desk) -> None:
    """¶4: who can only write on the bus stops no decision so."""
    lesson = desk.hold(58, 70)
    desk.clock.move(days=4)
    case = desk.approved(lesson)
    desk.take_in(desk.gradebook, issued("x.y.z", case))
    desk.deliver()
    assert "approved" == desk.case(case, METHODIST)["state"]
