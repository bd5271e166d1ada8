"""The window of ¶17, to the second."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.clocks import zones
from services.common.regulation.deadlines import closes_at, is_open
from services.gradebook.domain.deadlines import entry_refusal
from tests.support.clocks import ALMATY

MONDAY = date(2026, 10, 5)


@pytest.mark.parametrize(
    ("now", "is_allowed"),
    [
        (datetime(2026, 10, 4, 23, 59, 59, tzinfo=ALMATY), False),
        (datetime(2026, 10, 5, 0, 0, 0, tzinfo=ALMATY), True),
        (datetime(2026, 10, 7, 23, 59, 59, 999999, tzinfo=ALMATY), True),
        (datetime(2026, 10, 8, 0, 0, 0, tzinfo=ALMATY), False),
    ],
)
def test_a_lesson_of_monday_is_open_until_the_end_of_wednesday(now: datetime, is_allowed: bool) -> None:
    """¶17: the window closes with the second calendar day after the lesson."""
    assert is_allowed is is_open(MONDAY, now)
    assert is_allowed is (entry_refusal(MONDAY, now) is None)


def test_the_refusal_names_the_paragraph_and_when_it_closed() -> None:
    """¶17: who comes too late is told since when."""
    refusal = entry_refusal(MONDAY, datetime(2026, 10, 8, 9, 0, tzinfo=ALMATY))
    assert refusal is not None
    assert ("conflict", "window_closed", "¶17") == (refusal.kind, refusal.code, refusal.rule)
    assert "2026-10-07T23:59:59+05:00" == refusal.params["closed_at"]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["Asia/Almaty", "Europe/Berlin", "UTC"]))
def test_the_last_second_is_open_and_the_next_is_not(day: date, zone: str) -> None:
    """¶17: whatever the date and the zone, the printed second is the last open one."""
    last = closes_at(day, zones.zone(zone))
    assert is_open(day, last)
    assert not is_open(day, last + timedelta(seconds=1))
