"""The GPA: the credit-weighted mean of the letters' points (¶2)."""

from collections.abc import Iterable
from fractions import Fraction

#: With how many decimals it is printed.
GPA_DECIMALS = 2


def gpa(points_and_credits: Iterable[tuple[Fraction, int]]) -> Fraction | None:
    """¶2: exact, half up where it is printed; None without credits."""
    found = list(points_and_credits)
    weight = sum(credits for _, credits in found)
    return sum((points * credits for points, credits in found), Fraction()) / weight if weight else None
