"""A term beside the one before, by plain calls (¶1)."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from services.gradebook.domain.trends import trend


@pytest.mark.parametrize(
    ("now", "before", "change", "difference"),
    [
        ([80, 70], [60], "higher", Fraction(15)),
        ([50], [60, 65], "lower", Fraction(25, 2)),
        ([60], [60], "same", Fraction()),
        ([67, 67, 66], [66], "higher", Fraction(67, 100)),
        ([1] * 1000 + [2], [1], "same", Fraction()),
    ],
)
def test_what_is_printed_adds_up(now: Sequence[int], before: Sequence[int], change: str, difference: Fraction) -> None:
    """¶1: the difference is that of the printed means, and what is printed alike is the same."""
    found = trend(now, before)
    assert found is not None
    assert (found.change, found.difference) == (change, difference)


@pytest.mark.parametrize(("now", "before"), [([], [60]), ([60], []), ([], [])])
def test_nothing_is_compared_with_nothing(now: Sequence[int], before: Sequence[int]) -> None:
    """¶1: both terms need points."""
    assert trend(now, before) is None
