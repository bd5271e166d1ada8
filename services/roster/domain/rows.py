"""The rows of a contingent file, and what is wrong with them whatever the roster holds (¶14)."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from services.common.errors import Refusal
from services.roster.contract import COLUMNS, RowError
from services.roster.domain.cells import Cell, Value, read_cell
from services.roster.domain.headers import find_columns
from services.roster.domain.names import key

MAX_ROWS = 10_000


@dataclass(frozen=True, kw_only=True)
class Row:
    """A cadet of a group with a subject and who teaches it; ``row`` is the spreadsheet's own number."""

    row: int
    faculty: str
    department: str
    group: str
    cadet_number: str
    family: str
    given: str
    patronymic: str
    subject: str
    teachers: tuple[str, ...]

    @property
    def names(self) -> tuple[str, str, str]:
        """The cadet's name in three parts."""
        return self.family, self.given, self.patronymic


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a file says, and every error that can be seen in the file alone."""

    rows: tuple[Row, ...]
    errors: tuple[RowError, ...]


def read_sheet(grid: Sequence[Sequence[Value]]) -> Sheet | Refusal:
    """Read a table whose first row that is not empty has the headers (¶14)."""
    filled = [(number, cells) for number, cells in enumerate(grid, 1) if any(map(_is_filled, cells))]
    if len(filled) < 2:
        return Refusal("invalid", "file_empty", "¶14")
    if len(filled) > MAX_ROWS + 1:
        return Refusal("invalid", "file_too_many_rows", "¶14", {"limit": str(MAX_ROWS)})
    columns = find_columns([str(cell or "") for cell in filled[0][1]])
    return columns if isinstance(columns, Refusal) else _read_rows(filled[1:], columns)


def in_order(errors: Sequence[RowError]) -> tuple[RowError, ...]:
    """Errors as one reads a table: row by row, column by column."""
    return tuple(sorted(errors, key=lambda error: (error.row, COLUMNS.index(error.column))))


def _is_filled(value: Value) -> bool:
    return value is not None and bool(str(value).strip())


def _read_rows(filled: Sequence[tuple[int, Sequence[Value]]], columns: dict[str, int]) -> Sheet:
    rows, errors = [], []
    for number, values in filled:
        cells = {column: read_cell(column, _at(values, place)) for column, place in columns.items()}
        errors += _cell_errors(number, cells)
        rows.append(_row(number, cells))
    return Sheet(rows=tuple(rows), errors=in_order([*errors, *_errors_between(rows)]))


def _at(values: Sequence[Value], place: int) -> Value:
    return values[place] if place < len(values) else None


def _cell_errors(number: int, cells: dict[str, Cell]) -> list[RowError]:
    return [
        RowError(row=number, column=column, code=cell.fault, params={"value": cell.text[:80]} if cell.text else {})
        for column, cell in cells.items()
        if cell.fault
    ]


def _row(number: int, cells: dict[str, Cell]) -> Row:
    texts = {column: cell.text for column, cell in cells.items()}
    logins = re.split(r"[,;\s]+", texts.pop("teacher").casefold())
    return Row(row=number, teachers=tuple(dict.fromkeys(filter(None, logins))), **texts)


@dataclass(frozen=True)
class _Agreement:
    """Rows that have ``of`` in common must have ``same`` in common too, else ``code`` at ``column``."""

    code: str
    column: str
    of: Callable[[Row], tuple[str, ...]]
    same: Callable[[Row], Hashable]


def _keys(*texts: str) -> tuple[str, ...]:
    return tuple(map(key, texts))


_AGREEMENTS = (
    _Agreement(
        "duplicate_row", "subject", lambda row: _keys(row.group, row.cadet_number, row.subject), lambda row: row.row
    ),
    _Agreement(
        "cadet_names_differ", "cadet_number", lambda row: _keys(row.cadet_number), lambda row: _keys(*row.names)
    ),
    _Agreement(
        "subject_in_other_department",
        "department",
        lambda row: _keys(row.faculty, row.subject),
        lambda row: key(row.department),
    ),
)


def _errors_between(rows: Sequence[Row]) -> Iterator[RowError]:
    """Rows against earlier rows; an empty cell is an error of its own and agrees with everything."""
    for rule in _AGREEMENTS:
        first: dict[tuple[str, ...], Row] = {}
        for row in rows:
            if not (all(of := rule.of(row)) and (same := rule.same(row))):
                continue
            earlier = first.setdefault(of, row)
            if rule.same(earlier) != same:
                yield RowError(row=row.row, column=rule.column, code=rule.code, params={"first": str(earlier.row)})
