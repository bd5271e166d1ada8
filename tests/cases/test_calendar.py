"""IT may say of a day whether it is a working one, with a reason; the state's calendar says it of the others (¶10)."""

from typing import Any

import pytest

from services.common.messaging.envelope import Trace
from services.corrections.contract import SetWorkingDay, ShowCalendar
from services.corrections.usecases.keep_calendar import set_working_day, show_calendar
from tests.cases.desk import HEAD, IT, METHODIST, MODERATOR, TEACHER, Desk
from tests.cases.test_corrections_of_marks import code


def say(desk: Desk, day: str, working: bool, who: Any = IT, reason: str = "Ректордың бұйрығы № 12.") -> Any:
    """Somebody says what a day is."""
    body = {"command_id": f"calendar-{day}-{working}", "day": day, "working": working, "reason": reason}
    return desk.corrections.run_command(set_working_day, SetWorkingDay, body, who, Trace())


def special(desk: Desk, year: int) -> dict[str, tuple[bool, str]]:
    """A year's special days as anybody sees them: working or not, and who says so."""
    answer = desk.corrections.run_query(show_calendar, ShowCalendar, {"year": year}, TEACHER, Trace())
    return {day["day"]: (day["working"], (day["by"] or {}).get("id", "")) for day in answer["days"]}


def test_its_word_moves_due_times(desk: Desk) -> None:
    """¶10: a day off more, a Saturday worked instead, for what is decided afterwards."""
    lesson = desk.hold(58)
    desk.pass_days(3)  # Thursday the 8th
    say(desk, "2026-10-09", working=False)
    case = desk.approved(lesson)
    assert desk.case(case)["due_at"].startswith("2026-10-14T18:59:59")  # Monday to Wednesday, in UTC
    say(desk, "2026-10-10", working=True)
    other = desk.approved(lesson, cadet="baev")
    assert desk.case(other)["due_at"].startswith("2026-10-13T18:59:59")
    assert desk.case(case)["due_at"].startswith("2026-10-14T18:59:59")


@pytest.mark.parametrize("who", [TEACHER, METHODIST, HEAD, MODERATOR])
def test_only_it_says_so(desk: Desk, who: Any) -> None:
    """¶10: others read it."""
    assert "role_required" == code(say, desk, "2026-10-09", working=False, who=who)
    assert "2026-10-09" not in special(desk, 2026)


def test_a_reason_is_given(desk: Desk) -> None:
    """¶10."""
    assert "reason_required" == code(say, desk, "2026-10-09", working=False, reason=" ")


def test_the_states_days_and_its_own(desk: Desk) -> None:
    """¶10: 16 December is free, until IT says else; 4 May 2024, a Saturday, was worked in exchange."""
    assert (False, "") == special(desk, 2026)["2026-12-16"]
    assert (True, "") == special(desk, 2024)["2024-05-04"]
    say(desk, "2026-12-16", working=True)
    assert (True, IT.person) == special(desk, 2026)["2026-12-16"]
    say(desk, "2026-12-16", working=False)
    assert (False, IT.person) == special(desk, 2026)["2026-12-16"]
