"""One cell of a contingent file (¶14): what it says, and whether it may stand in its column."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from services.common.printable import unprintable
from services.roster.domain.names import tidy

#: What a spreadsheet may hold in a cell; None and "" are empty.
Value = str | int | float | bool | date | time | timedelta | None

#: The longest text of each column, in characters.
LONGEST = {
    "faculty": 200,
    "department": 200,
    "group": 60,
    "cadet_number": 40,
    "family": 100,
    "given": 100,
    "patronymic": 100,
    "subject": 200,
    "teacher": 200,
}
MAY_BE_EMPTY = frozenset({"patronymic"})
PERSONAL = frozenset({"family", "given", "patronymic"})

_NAME_SIGNS = frozenset(" -.'’ʼ`")


@dataclass(frozen=True)
class Cell:
    """A cell's text, and one of the contract's ``ROW_ERRORS`` or "" when nothing is wrong with it."""

    text: str
    fault: str = ""


def read_cell(column: str, value: Value) -> Cell:
    """Read a cell: 123.0 is "123"; what a spreadsheet has made a date or a truth value is no name (¶14)."""
    text = tidy(_as_text(value))
    if isinstance(value, bool | date | time | timedelta):
        return Cell(text, "cell_not_text")
    return Cell(text, next((code for code, wrong in _FAULTS.items() if wrong(column, text)), ""))


def _as_text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _is_missing(column: str, text: str) -> bool:
    return not text and column not in MAY_BE_EMPTY


def _is_too_long(column: str, text: str) -> bool:
    return len(text) > LONGEST[column]


def _has_wrong_characters(column: str, text: str) -> bool:
    """Invisible characters and what no paper prints; in people's names anything but letters and what joins them."""
    categories = [unicodedata.category(character) for character in text]
    if unprintable(text) or any(category.startswith("C") for category in categories):
        return True
    if column not in PERSONAL:
        return False
    known = (category[0] in "LM" or sign in _NAME_SIGNS for category, sign in zip(categories, text, strict=True))
    return not all(known) or bool(text and not any(category[0] == "L" for category in categories))


_FAULTS: dict[str, Callable[[str, str], bool]] = {
    "cell_empty": _is_missing,
    "cell_too_long": _is_too_long,
    "cell_characters": _has_wrong_characters,
}
