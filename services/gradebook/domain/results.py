"""Marks into results (¶2): exact arithmetic, rounded half up once, at the printed figure."""

from collections.abc import Iterable
from fractions import Fraction

from services.gradebook.contract import Value


def current_mean(values: Iterable[Value]) -> str | None:
    """¶2: the arithmetic mean of the points, two decimals; codes and empty cells do not count, 0 does."""
    points = [value for value in values if isinstance(value, int)]
    return rounded(Fraction(sum(points), len(points))) if points else None


def rounded(exact: Fraction) -> str:
    """A fraction that is not negative, half up to two decimals, without binary floating point."""
    hundredths = int(exact * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"
