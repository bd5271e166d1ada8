"""What a spreadsheet's sheets hold, whatever kind of file they came in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal


@dataclass(frozen=True)
class CellError:
    """What a spreadsheet shows where it could not work out a value: #N/A, #REF!."""

    text: str


#: What a spreadsheet may hold in a cell; None and "" are empty.
Value = str | int | float | bool | date | time | timedelta | CellError | None

Line = tuple[int, Sequence[Value]]

#: Why a sheet is not read: nobody sees it, or it has no row of our headers.
Unread = Literal["hidden", "no_headers"]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One sheet: the rows that are not empty, with the spreadsheet's own numbers.

    ``sheet`` is "" in a file that has no sheets. ``hidden`` are the numbers of the rows that nobody sees.
    ``is_shown`` is False for a sheet that nobody sees; its rows are not looked at.
    """

    sheet: str
    lines: tuple[Line, ...]
    hidden: frozenset[int] = frozenset()
    is_shown: bool = True


def is_filled(value: Value) -> bool:
    """True for a cell with something in it."""
    return value is not None and bool(str(value).strip())


def in_ranges(numbers: Iterable[int]) -> str:
    """Numbers as people write them: "2, 5–8"."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
