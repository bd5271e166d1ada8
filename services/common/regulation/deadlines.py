"""The regulation's days, exactly; all in academy time (¶17, ¶19)."""

from datetime import date, datetime, time, timedelta, tzinfo

#: ¶17: for how many calendar days after its date a lesson takes entries.
ENTRY_DAYS = timedelta(days=2)
#: ¶19: how long after a lesson a removal or a make-up is reported. What else looks back looks back as far.
TWO_WEEKS = timedelta(days=14)
_LAST_SECOND = time(23, 59, 59)
_SECOND = timedelta(seconds=1)


def end_of(day: date, zone: tzinfo | None) -> datetime:
    """A day's last second."""
    return datetime.combine(day, _LAST_SECOND, zone)


def latest_over(now: datetime) -> datetime:
    """¶4, ¶10, ¶17, ¶19: the latest of the last seconds that are over: each counts whole. SQL compares with it."""
    return now - _SECOND


def is_over(last_second: datetime, now: datetime) -> bool:
    """¶4, ¶10, ¶17, ¶19: whether the time that ends with this second has passed."""
    return last_second <= latest_over(now)


def last_entry_day(lesson_date: date) -> date:
    """¶17: the second calendar day after the lesson's date; calendar days, not working days."""
    return lesson_date + ENTRY_DAYS


def oldest_open_day(today: date) -> date:
    """¶17: the oldest date whose lessons still take entries."""
    return today - ENTRY_DAYS


def closes_at(lesson_date: date, zone: tzinfo | None) -> datetime:
    """¶17: the last second in which a lesson's marks may be entered."""
    return end_of(last_entry_day(lesson_date), zone)


def is_open(lesson_date: date, now: datetime) -> bool:
    """¶17: true from the lesson's date to the end of the second day after it."""
    return lesson_date <= now.date() <= last_entry_day(lesson_date)
