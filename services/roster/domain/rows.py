"""The rows of a contingent file, and what is wrong with them whatever the roster holds (¶14)."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from services.common.errors import Refusal
from services.roster.contract import COLUMNS, FileNote, RowError, RowWarning
from services.roster.domain.cells import Cell, read_cell
from services.roster.domain.headers import (
    HELP_SHEETS,
    find_columns,
    header_index,
    is_header,
    names_columns,
    other_columns,
)
from services.roster.domain.names import key
from services.roster.domain.tables import Line, Table, Value, in_ranges
from services.roster.refusals import Reasons

MAX_ROWS = 10_000
#: The longest list of names in a note, in characters.
LONGEST_LIST = 300


@dataclass(frozen=True, kw_only=True)
class Row:
    """A cadet of a group with a subject and who teaches it; ``row`` is the number in its ``sheet``."""

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
    sheet: str = ""

    @property
    def names(self) -> tuple[str, str, str]:
        """The cadet's name in three parts."""
        return self.family, self.given, self.patronymic


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a file says, and everything that can be seen in the file alone: errors, warnings, what was not read."""

    rows: tuple[Row, ...] = ()
    errors: tuple[RowError, ...] = ()
    warnings: tuple[RowWarning, ...] = ()
    notes: tuple[FileNote, ...] = ()


def read_tables(tables: Sequence[Table], filename: str = "") -> Sheet | Refusal:
    """Read every table that has our headers, below a title or not; what is not read is named (¶14)."""
    ours, others = _sorted_out(tables)
    if not ours:
        return Reasons.file_empty.refusal()
    parts = [_read_table(table, filename) for table in ours]
    if refusal := next((part for part in parts if isinstance(part, Refusal)), None):
        return refusal
    return _joined([part for part in parts if isinstance(part, Sheet)], _unread(others))


def in_order(errors: Sequence[RowError], sheets: Sequence[str] = ()) -> tuple[RowError, ...]:
    """Errors as one reads a file: sheet by sheet, row by row, column by column."""
    order = {sheet: index for index, sheet in enumerate(sheets)}
    return tuple(sorted(errors, key=lambda error: (order.get(error.sheet, 0), error.row, COLUMNS.index(error.column))))


def sheets_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """The sheets' names in their order."""
    return tuple(dict.fromkeys(row.sheet for row in rows))


def errors_between(rows: Sequence[Row]) -> list[RowError]:
    """Rows against earlier rows; an empty cell is an error of its own and agrees with everything."""
    return [error for rule in _AGREEMENTS for error in _disagreements(rule, rows)]


def _sorted_out(tables: Sequence[Table]) -> tuple[list[Table], list[Table]]:
    """Those that have our headers, or where there are none the one that comes nearest; and the others."""
    filled = [table for table in tables if table.lines]
    ours = [table for table in filled if is_header(table.lines[header_index(table.lines)][1])]
    ours = ours or sorted(filled, key=lambda table: -names_columns(table.lines))[:1]
    return ours, [table for table in tables if table not in ours]


def _read_table(table: Table, filename: str) -> Sheet | Refusal:
    index = header_index(table.lines)
    columns = find_columns(table.lines[index][1], table.sheet or filename)
    if isinstance(columns, Refusal):
        return columns
    read = [_read_row(table.sheet, line, columns) for line in table.lines[index + 1 :]]
    return Sheet(
        rows=tuple(row for row, _ in read),
        errors=tuple(error for row, cells in read for error in _cell_errors(row, cells)),
        warnings=tuple(_replaced(read)),
        notes=tuple(_notes(table, index)),
    )


def _joined(parts: Sequence[Sheet], unread: Sequence[FileNote]) -> Sheet | Refusal:
    rows = [row for part in parts for row in part.rows]
    if not rows:
        return Reasons.file_empty.refusal()
    if len(rows) > MAX_ROWS:
        return Reasons.file_too_many_rows.refusal(limit=MAX_ROWS)
    found = [error for part in parts for error in part.errors]
    return Sheet(
        rows=tuple(rows),
        errors=in_order([*found, *errors_between(rows)], sheets_of(rows)),
        warnings=tuple(warning for part in parts for warning in part.warnings),
        notes=(*unread, *(note for part in parts for note in part.notes)),
    )


def _unread(tables: Sequence[Table]) -> list[FileNote]:
    """The sheets that were passed over: the template's own help and empty ones are no loss."""
    hidden = [table.sheet for table in tables if not table.is_shown]
    other = [table.sheet for table in tables if table.lines and table.sheet not in HELP_SHEETS.values()]
    found = {"sheets_hidden": hidden, "sheets_without_headers": other}
    return [FileNote(code=code, params={"sheets": _listed(names)}) for code, names in found.items() if names]


def _notes(table: Table, header: int) -> Iterator[FileNote]:
    """What of a sheet was not read, and what was read though nobody sees it."""
    above = in_ranges(number for number, _ in table.lines[:header])
    hidden = in_ranges(number for number, _ in table.lines[header + 1 :] if number in table.hidden)
    others = _listed(other_columns(table.lines[header][1]))
    for code, name, what in (
        ("rows_above_headers", "rows", above),
        ("rows_hidden", "rows", hidden),
        ("columns_other", "columns", others),
    ):
        if what:
            yield FileNote(code=code, params={"sheet": table.sheet, name: what[:LONGEST_LIST]})


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)[:LONGEST_LIST]


def _read_row(sheet: str, line: Line, columns: dict[str, int]) -> tuple[Row, dict[str, Cell]]:
    number, values = line
    cells = {column: read_cell(column, _at(values, index)) for column, index in columns.items()}
    return _row(sheet, number, cells), cells


def _at(values: Sequence[Value], index: int) -> Value:
    return values[index] if index < len(values) else None


def _cell_errors(row: Row, cells: dict[str, Cell]) -> list[RowError]:
    return [
        RowError(
            sheet=row.sheet,
            row=row.row,
            column=column,
            code=cell.fault,
            params={"value": cell.text[:80]} if cell.text else {},
        )
        for column, cell in cells.items()
        if cell.fault
    ]


def _replaced(read: Iterable[tuple[Row, dict[str, Cell]]]) -> Iterator[RowWarning]:
    """Each text once in which letters were replaced, where it stands first, with how many rows have it."""
    found: dict[tuple[str, str], list[tuple[Row, Cell]]] = {}
    for row, cells in read:
        for column, cell in cells.items():
            if cell.written and not cell.fault:
                found.setdefault((column, cell.written), []).append((row, cell))
    for (column, written), cells_found in found.items():
        row, cell = cells_found[0]
        yield RowWarning(
            sheet=row.sheet,
            row=row.row,
            column=column,
            code="letters_replaced",
            params={"value": written, "like": cell.text, "rows": str(len(cells_found))},
        )


def _row(sheet: str, number: int, cells: dict[str, Cell]) -> Row:
    texts = {column: cell.text for column, cell in cells.items()}
    logins = re.split(r"[,;\s]+", texts.pop("teacher").casefold())
    return Row(sheet=sheet, row=number, teachers=tuple(dict.fromkeys(filter(None, logins))), **texts)


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
        "duplicate_row",
        "subject",
        lambda row: _keys(row.group, row.cadet_number, row.subject),
        lambda row: (row.sheet, row.row),
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


def _disagreements(rule: _Agreement, rows: Sequence[Row]) -> Iterator[RowError]:
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if not (all(of := rule.of(row)) and (same := rule.same(row))):
            continue
        earlier = first.setdefault(of, row)
        if rule.same(earlier) != same:
            yield RowError(
                sheet=row.sheet, row=row.row, column=rule.column, code=rule.code, params=location_of(earlier, row)
            )


def location_of(earlier: Row, row: Row) -> dict[str, str]:
    """Where an earlier row stands: its number, and its sheet when that is another."""
    first = {"first": str(earlier.row)}
    return first if earlier.sheet == row.sheet else {**first, "sheet": earlier.sheet}
