"""Kazakhstan's working days (¶10): public holidays and transferred days by ``holidays``, and what IT has said."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache

import holidays
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.corrections.domain.workdays import is_working
from services.corrections.store.models import CalendarDay

_LANGUAGE = "kk"


@lru_cache(maxsize=64)
def _public(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """A year's holidays by name, and its weekend days that are worked."""
    calendar = holidays.country_holidays("KZ", years=year, language=_LANGUAGE)
    return dict(calendar), frozenset(day for day in calendar.weekend_workdays if day.year == year)


def holidays_of(year: int) -> dict[date, str]:
    """A year's public holidays, in Kazakh."""
    return _public(year)[0]


def transferred_of(year: int) -> frozenset[date]:
    """A year's weekend days that are worked for a day off elsewhere."""
    return _public(year)[1]


def days_between(session: Session, first: date, last: date) -> Sequence[CalendarDay]:
    """The days, both included, of which IT has said whether they are working days."""
    return session.scalars(select(CalendarDay).where(CalendarDay.day.between(first, last))).all()


def working_days(session: Session, since: date) -> Callable[[date], bool]:
    """A function that says whether a day from ``since`` on is a working day."""
    wanted = select(CalendarDay.day, CalendarDay.working).where(CalendarDay.day >= since)
    own = {
        row.day: row.working for row in session.execute(wanted.where(CalendarDay.day < since + timedelta(days=400)))
    }
    return lambda day: is_working(day, holidays_of(day.year), transferred_of(day.year), own)
