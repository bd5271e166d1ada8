"""Figures: exact fractions, rounded half up once, where they are printed (¶2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Figure:
    """A figure that is not negative, and with how many decimals it is printed."""

    exact: Fraction
    decimals: int

    @property
    def printed(self) -> Fraction:
        """The figure as it is printed: half up."""
        return Fraction(_units(self.exact, self.decimals), 10**self.decimals)

    @property
    def is_rounded(self) -> bool:
        """Whether printing has changed it."""
        return self.printed != self.exact

    def reaches(self, least: int) -> bool:
        """Whether the figure as it is printed is at least this."""
        scale: int = 10**self.decimals
        return _units(self.exact, self.decimals) >= least * scale

    def __str__(self) -> str:
        return with_decimals(self.exact, self.decimals)


def half_up(exact: Fraction) -> int:
    """The nearest whole number; the higher one of two."""
    return _units(exact, 0)


def _units(exact: Fraction, decimals: int) -> int:
    """The figure in units of its last decimal, half up; in whole numbers, for it is asked with each saved mark."""
    scale: int = 10**decimals
    return (2 * exact.numerator * scale + exact.denominator) // (2 * exact.denominator)


def with_decimals(exact: Fraction, decimals: int) -> str:
    """The fraction, half up, with exactly so many decimals: "76.20", "76"."""
    whole = _units(exact, decimals)
    if not decimals:
        return str(whole)
    return f"{whole // 10**decimals}.{whole % 10**decimals:0{decimals}d}"


def shortest(exact: Fraction, decimals: int) -> str:
    """The same without zeros that say nothing: "76.2"."""
    written = with_decimals(exact, decimals)
    return written.rstrip("0").rstrip(".") if "." in written else written


def mean(values: Sequence[int | Fraction]) -> Fraction | None:
    """The arithmetic mean; None of nothing."""
    return Fraction(sum(values)) / len(values) if values else None


def median(values: Sequence[Fraction]) -> Fraction | None:
    """The middle one, the mean of both where there are two; None of nothing."""
    return quantile(sorted(values), Fraction(1, 2))


def quantile(values: Sequence[int | Fraction], share: Fraction) -> Fraction | None:
    """The value below which the share of the sorted values lies, between two of them where it must be."""
    if not values:
        return None
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)
