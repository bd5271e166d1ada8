"""A group's lessons week by week: how marks are spread, and who was missing why (¶1)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from services.gradebook.domain.figures import mean, quantile
from services.gradebook.domain.risks import LessonMark


@dataclass(frozen=True)
class Week:
    """From Monday on: how many points were given, their mean and quartiles, and how many cells hold each code."""

    monday: date
    given: int
    mean: Fraction | None
    lower: Fraction | None
    median: Fraction | None
    upper: Fraction | None
    codes: Mapping[str, int]


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def weeks(marks: Iterable[LessonMark]) -> list[Week]:
    """¶1: the weeks in which there were lessons, the first one first."""
    found: dict[date, list[LessonMark]] = {}
    for mark in marks:
        found.setdefault(monday_of(mark.date), []).append(mark)
    return [_week(monday, found[monday]) for monday in sorted(found)]


def _week(monday: date, marks: Sequence[LessonMark]) -> Week:
    points = sorted(mark.value for mark in marks if isinstance(mark.value, int))
    lower, median, upper = (quantile(points, Fraction(number, 4)) for number in (1, 2, 3))
    codes = Counter(str(mark.value) for mark in marks if isinstance(mark.value, str))
    return Week(monday, len(points), mean(points), lower, median, upper, dict(codes))
