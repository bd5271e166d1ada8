"""A case whose row was altered hides no other, nor stops time for it (¶7, ¶10)."""

from typing import Any

import pytest

from services.common.errors import Refused
from tests.cases.desk import IT, METHODIST, MODERATOR, Desk
from tests.support.databases import ENGINE
from tests.support.hands import by_hand

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
