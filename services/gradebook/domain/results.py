"""Marks into results (¶2): exact arithmetic, rounded half up once, at the printed figure."""

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Final, TypeVar

from services.gradebook.contract import Value
from services.gradebook.domain.figures import with_decimals


class Unreadable(Enum):
    """Stands for a mark that is there and does not open (¶5)."""

    MARK = "unreadable"


UNREADABLE: Final = Unreadable.MARK
#: A mark as it was found.
Found = Value | Unreadable
M = TypeVar("M")


def value_or_none(value: Found) -> Value:
    """The mark's value; None where the mark does not open."""
    return None if isinstance(value, Unreadable) else value


def counting(own: M, made_up: M | None) -> M:
    """¶19: a make-up counts instead of the cell's own mark."""
    return own if made_up is None else made_up


def current_mean(values: Iterable[Found]) -> str | None:
    """¶2: the arithmetic mean of the points, two decimals; codes and empty cells do not count, 0 does.

    ¶5: None where one of them does not open, for the mean of the others is none.
    """
    found = list(values)
    points = [] if UNREADABLE in found else [value for value in found if isinstance(value, int)]
    return with_decimals(Fraction(sum(points), len(points)), 2) if points else None
