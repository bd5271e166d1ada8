"""The dates of the regulation, exactly; all in academy time."""

from datetime import date, datetime, time, timedelta, tzinfo

from services.common.errors import Refusal
from services.gradebook.refusals import Reasons

ENTRY_DAYS = timedelta(days=2)
LAST_SECOND = time(23, 59, 59)


def last_day(lesson_date: date) -> date:
    """¶17: the second calendar day after the lesson's date; calendar days, not working days."""
    return lesson_date + ENTRY_DAYS


def closes_at(lesson_date: date, zone: tzinfo | None) -> datetime:
    """¶17: the last second in which a lesson's marks may be entered, academy time."""
    return datetime.combine(last_day(lesson_date), LAST_SECOND, zone)


def is_open(lesson_date: date, now: datetime) -> bool:
    """¶17: true from the lesson's date to the end of the second day after it."""
    return lesson_date <= now.date() <= last_day(lesson_date)


def entry_refusal(lesson_date: date, now: datetime) -> Refusal | None:
    """¶17: after the window nobody enters or changes a mark."""
    if is_open(lesson_date, now):
        return None
    return Reasons.window_closed.refusal(closed_at=closes_at(lesson_date, now.tzinfo))
