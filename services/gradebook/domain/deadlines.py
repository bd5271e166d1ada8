"""Until when marks are entered; all in academy time."""

from datetime import date, datetime, timedelta

from services.common.errors import Refusal
from services.common.regulation.deadlines import closes_at, end_of, is_open
from services.gradebook.refusals import Reasons


def entry_refusal(lesson_date: date, now: datetime) -> Refusal | None:
    """¶17: after the window nobody enters or changes a mark."""
    if is_open(lesson_date, now):
        return None
    return Reasons.window_closed.refusal(closed_at=closes_at(lesson_date, now.tzinfo))


def late_entry_until(opened: datetime, days: int) -> datetime:
    """¶4: a column that is opened again takes entries until the end of the last of these days."""
    return end_of((opened + timedelta(days=days)).date(), opened.tzinfo)
