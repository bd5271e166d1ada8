"""Marks into results (¶2): exact arithmetic, rounded half up once, at the printed figure."""

from enum import Enum
from typing import Final, TypeVar

from services.gradebook.contract import Value


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
