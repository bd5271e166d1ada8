"""A term beside the one before: whether study goes better (¶1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from services.gradebook.domain.figures import Figure
from services.gradebook.domain.policies import MOST_DECIMALS

Change = Literal["higher", "lower", "same"]


@dataclass(frozen=True)
class Trend:
    """Both figures, and by how much the new one is higher or lower: what is printed adds up."""

    now: Figure
    before: Figure

    @property
    def change(self) -> Change:
        """In a word."""
        if self.now.printed == self.before.printed:
            return "same"
        return "higher" if self.now.printed > self.before.printed else "lower"

    @property
    def difference(self) -> Fraction:
        """Between what is printed, without a sign."""
        return abs(self.now.printed - self.before.printed)


def trend(now: Iterable[int], before: Iterable[int]) -> Trend | None:
    """¶1: the means of two terms' points; None while one of them has none."""
    means = [_mean([*points]) for points in (now, before)]
    return Trend(*means) if all(means) else None  # type: ignore[arg-type]


def _mean(points: list[int]) -> Figure | None:
    return Figure(Fraction(sum(points), len(points)), MOST_DECIMALS) if points else None
