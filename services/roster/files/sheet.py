"""Reads one sheet of an XLSX file as a stream, within bounds (ECMA-376, part 1, 18.3).

One cell far out can ask for a huge table, and one long text can be repeated in every cell. Both are refused before
a table is made of them. Of a sheet without our headers only the first rows are read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.common.errors import Reason, Refused
from services.roster.domain.headers import HEADER_LINES, is_header
from services.roster.domain.rows import MAX_ROWS
from services.roster.domain.tables import CellError, Line, Table, Value
from services.roster.files.number_formats import Formats
from services.roster.files.xml_stream import Element
from services.roster.refusals import Reasons

MAX_COLUMNS = 100
#: The last row with a value; rows may be left empty in between.
MAX_HEIGHT = 3 * MAX_ROWS
#: The text of all cells together, repetitions counted, in characters.
MAX_TEXT = 32_000_000
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: A sign that XML cannot hold, as spreadsheets write it: _x000D_.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Book:
    """What the sheets of a workbook share."""

    texts: Sequence[str]
    formats: Formats


def read_sheet(name: str, document: Iterable[Element], book: Book) -> Table:
    """The rows that are not empty; only the first ones when there are no headers of ours among them.

    Raises ``Refused`` (file_formulas, file_merged_cells, file_too_many_rows, file_too_wide), ``ValueError``.
    """
    reader = _Reader(name, book)
    for each in document:
        if each.attributes is None:
            reader.end(each.tag, each.text)
        else:
            reader.start(each.tag, each.attributes)
        if reader.is_not_ours:
            break
    return reader.table()


class _Reader:
    def __init__(self, name: str, book: Book) -> None:
        self._name, self._book = name, book
        self._lines: list[Line] = []
        self._hidden: set[int] = set()
        self._header = 0
        self._row = self._column = self._size = 0
        self._cell: Mapping[str, str] = {}
        self._cells: list[Value] = []
        self._text: list[str] = []
        self._is_spoken = False
        self._wrong: list[tuple[int, Refused]] = []

    @property
    def is_not_ours(self) -> bool:
        """True once the first rows have been read without our headers."""
        return not self._header and len(self._lines) >= HEADER_LINES

    def table(self) -> Table:
        """The rows that were read.

        Raises ``Refused`` when a sheet with our headers holds what is not allowed below them.
        """
        self._end_row()
        for row, refused in self._wrong:
            if self._header and row >= self._header:
                raise refused
        return Table(sheet=self._name, lines=tuple(self._lines), hidden=frozenset(self._hidden))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in the start of an element: a row, a cell, or something that is not allowed."""
        if tag == "row":
            self._begin_row(attributes)
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "rPh":
            self._is_spoken = True
        elif tag == "f":
            self._refuse(Reasons.file_formulas, self._row)
        elif tag == "mergeCell":
            self._refuse(Reasons.file_merged_cells, _last_row(attributes["ref"]), attributes["ref"])

    def end(self, tag: str, text: str) -> None:
        """Take in the end of an element: a text, or a cell."""
        if tag == "rPh":
            self._is_spoken = False
        elif tag in ("v", "t") and not self._is_spoken:
            self._text.append(text)
        elif tag == "c":
            self._end_cell()

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._end_row()
        self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        if attributes.get("hidden") in ("1", "true"):
            self._hidden.add(self._row)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        """Go to the position that the cell names; a cell that names none follows the one before."""
        self._cell, self._text = attributes, []
        if found := _CELL.fullmatch(attributes.get("r", "")):
            self._column = _number(found[1])
            self._go_to_row(int(found[2]))
        else:
            self._column += 1

    def _go_to_row(self, row: int) -> None:
        if row != self._row:
            self._end_row()
            self._row = row

    def _end_cell(self) -> None:
        text = "".join(self._text)
        if not text:
            return
        value = self._value(text)
        if not self._fits(len(str(value))):
            return
        self._cells += [None] * (self._column - len(self._cells) - 1)
        self._cells[self._column - 1 :] = [value]

    def _fits(self, length: int) -> bool:
        """Whether the cell stands where a contingent has cells. Raises ``ValueError`` for too much text."""
        self._size += length
        if self._size > MAX_TEXT:
            raise ValueError("more text than a contingent can have")
        if self._row > MAX_HEIGHT:
            self._refuse(Reasons.file_too_many_rows, self._row)
        elif self._column > MAX_COLUMNS:
            self._refuse(Reasons.file_too_wide, self._row)
        return self._row <= MAX_HEIGHT and self._column <= MAX_COLUMNS

    def _value(self, text: str) -> Value:
        match self._cell.get("t", "n"):
            case "s":
                return self._book.texts[_index(text)]
            case "inlineStr" | "str":
                return unescaped(text)
            case "b":
                return text.strip() in ("1", "true")
            case "e":
                return CellError(text)
            case "d":
                return datetime.fromisoformat(text)
            case _:
                return self._book.formats.value(text, self._cell.get("s", ""))

    def _end_row(self) -> None:
        """Keep the row when it holds a value. The first row that names our columns has the headers."""
        cells, self._cells = self._cells, []
        if not any(cell is not None and str(cell).strip() for cell in cells):
            return
        self._lines.append((self._row, cells))
        if not self._header and is_header(cells):
            self._header = self._row

    def _refuse(self, reason: Reason, row: int, place: str = "") -> None:
        """Note a refusal. It is raised at the end, if the sheet turns out to be ours and the headers stand above."""
        if len(self._wrong) < MAX_ROWS:
            place = place or f"{_letters(self._column)}{self._row}"
            self._wrong.append((row, reason.refused(limit=MAX_ROWS, sheet=self._name, place=place)))


def unescaped(text: str) -> str:
    """The text with the signs that its escapes stand for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _index(text: str) -> int:
    if int(text) < 0:
        raise ValueError("no such text")
    return int(text)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _last_row(place: str) -> int:
    found = _CELL.fullmatch(place.rpartition(":")[2])
    return int(found[2]) if found else 0
