"""Which days count for the three working days of ¶10."""

from collections.abc import Collection, Mapping
from datetime import date

SATURDAY = 5


def is_working(day: date, free: Collection[date], transferred: Collection[date], own: Mapping[date, bool]) -> bool:
    """¶10: what IT has said of the day holds; else Monday to Friday but public holidays, and days worked in exchange.

    ``free``: Kazakhstan's holidays; ``transferred``: weekend days that are worked for a day off elsewhere.
    """
    if day in own:
        return own[day]
    return day in transferred or (day.weekday() < SATURDAY and day not in free)
