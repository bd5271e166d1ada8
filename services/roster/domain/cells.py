"""One cell of a contingent file (¶14): what it says, and whether it may stand in its column."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache

from services.common.text.printable import unprintable
from services.roster.domain.alphabets import has_mixed_word, mended
from services.roster.domain.names import tidy
from services.roster.domain.tables import CellError, Value

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
#: Where a Latin letter in a Cyrillic word is a slip; numbers and logins stay as they are.
MENDED = PERSONAL | {"faculty", "department", "group", "subject"}

_NAME_SIGNS = frozenset(" -.'’ʼ`")


#: What a formula begins with, in whatever spreadsheet a name is opened later.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "−")
#: Text wrapped so that a spreadsheet leaves it alone: ="00042", '00042.
_WRAPPED = re.compile(r'="((?:[^"]|"")*)"|\'(.*)', re.DOTALL)
#: A fraction, or a long number that a spreadsheet has cut: 42.5, 1,23E+11.
_NO_NUMBER = re.compile(r"[0-9]+[.,][0-9]+|[0-9]+([.,][0-9]+)?[EeЕе]\+[0-9]+")


@dataclass(frozen=True)
class Cell:
    """A cell's text, and one of the contract's ``ROW_ERRORS`` or "" when nothing is wrong with it.

    ``written`` is what stood there before letters of another alphabet were replaced, "" when none were.
    """

    text: str
    fault: str = ""
    written: str = ""


def read_cell(column: str, value: Value) -> Cell:
    """Read a cell: 123.0 is "123"; what a spreadsheet has made a date, a truth value or an error is no name (¶14)."""
    raw = _as_text(value)
    if len(raw) > 2 * LONGEST[column] + 100:
        return Cell(raw[: LONGEST[column]], "cell_too_long")
    cell = _read_text(column, raw)
    fault = _fault_of(value)
    return replace(cell, fault=fault) if fault else cell


@lru_cache(maxsize=4096)
def _read_text(column: str, raw: str) -> Cell:
    """Kept for a while: a contingent says the same of a group, a subject and a cadet in many rows."""
    written = tidy(_unwrapped(raw))
    text = mended(written) if column in MENDED else written
    return Cell(text, _fault_in(column, text), written if text != written else "")


def _fault_of(value: Value) -> str:
    if isinstance(value, CellError):
        return "cell_error"
    return "cell_not_text" if isinstance(value, bool | date | time | timedelta) else ""


def _fault_in(column: str, text: str) -> str:
    return next((code for code, wrong in _FAULTS.items() if wrong(column, text)), "")


def _as_text(value: Value) -> str:
    if isinstance(value, CellError):
        return value.text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _unwrapped(text: str) -> str:
    found = _WRAPPED.fullmatch(text.strip())
    return (found[1] or found[2] or "").replace('""', '"') if found else text


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
    return (
        not all(known) or bool(text and not any(category[0] == "L" for category in categories)) or has_mixed_word(text)
    )


def is_formula(text: str) -> bool:
    """True for what a spreadsheet would take for a formula."""
    return text.startswith(_FORMULA)


def _is_formula(column: str, text: str) -> bool:
    """In a person's name its first sign is wrong anyway."""
    return column not in PERSONAL and is_formula(text)


def _is_no_number(column: str, text: str) -> bool:
    return column == "cadet_number" and bool(_NO_NUMBER.fullmatch(text))


_FAULTS: dict[str, Callable[[str, str], bool]] = {
    "cell_empty": _is_missing,
    "cell_too_long": _is_too_long,
    "cell_formula": _is_formula,
    "cell_characters": _has_wrong_characters,
    "cell_number": _is_no_number,
}
