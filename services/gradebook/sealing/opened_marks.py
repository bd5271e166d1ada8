"""Opening stored marks with a journal's key. A mark that was altered is reported, and hides no other (¶5)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol

from services.common.security.sealing import SealBrokenError
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Kind, Value
from services.gradebook.domain.results import UNREADABLE, Found, counting
from services.gradebook.domain.term_results import Entry, entry
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.store import marks
from services.gradebook.store.marks import StoredMakeUp, StoredMark

#: The damage of a mark that was altered in the database.
SEAL_BROKEN = "seal_broken"


class Opens(Protocol):
    """What opens marks: a journal's key, or what a cadet has for the own ones. Both raise ``SealBrokenError``."""

    def open(self, lesson: str, cadet: str, version: int, sealed: bytes) -> Value:
        """The value of one version of one cell."""

    def open_make_up(self, lesson: str, cadet: str, number: int, sealed: bytes) -> Value:
        """The make-up mark that stands beside a cell."""


def opened_mark(work: Work, mark: StoredMark | StoredMakeUp, key: JournalKey) -> Found:
    """The mark's value; ``UNREADABLE`` for one that was altered, which is reported (¶5)."""
    try:
        return _open(mark, key)
    except (SealBrokenError, TypeError):
        work.damaged(SEAL_BROKEN, mark.subject)
        return UNREADABLE


def _open(mark: StoredMark | StoredMakeUp, key: JournalKey) -> Value:
    if isinstance(mark, StoredMakeUp):
        return key.open_make_up(mark.lesson, mark.cadet, mark.number, mark.sealed)
    return key.open(mark.lesson, mark.cadet, mark.version, mark.sealed)


class CountedCell(NamedTuple):
    """What counts in a cell, with its column. A faculty has tens of thousands: a tuple is made the fastest."""

    lesson: str
    cadet: str
    kind: Kind
    date: date
    value: Found


def counted_cells(work: Work, journal_id: str, cadets: Collection[str], key: Opens) -> list[CountedCell]:
    """What counts in the cadets' cells: a make-up instead of the cell's own mark, nothing of removed lessons (¶19)."""
    rows = marks.counted_rows(work.session, journal_id, cadets)
    last = {(row.lesson, row.cadet): row for row in rows}
    return [CountedCell(row.lesson, row.cadet, row.kind, row.date, _counted(work, row, key)) for row in last.values()]


def counted_cells_of_many(
    work: Work, keys: Mapping[str, JournalKey | None], cadet: str = ""
) -> dict[str, list[CountedCell]]:
    """The same by journal, of everybody or of one cadet: a query for each kind of fact, however many journals."""
    columns = {row.id: row for row in marks.columns(work.session, keys)}
    made_up = {(row.lesson, row.cadet): row for row in marks.newest_make_ups(work.session, keys, cadet)}
    found: dict[str, list[CountedCell]] = {journal: [] for journal in keys}
    for row in marks.newest_seals(work.session, keys, cadet):
        column = columns.get(row.lesson)
        if column and (key := keys[column.journal]):
            value = _newest(work, key, row, made_up.get((row.lesson, row.cadet)))
            found[column.journal].append(CountedCell(row.lesson, row.cadet, column.kind, column.date, value))
    return found


def counted_entries(work: Work, journal_id: str, cadets: Collection[str], key: JournalKey) -> dict[str, list[Entry]]:
    """By cadet, what counts in results (¶2, ¶19)."""
    return entries_of(counted_cells(work, journal_id, cadets, key))


def entries_of(cells: Iterable[CountedCell], lessons: Collection[str] | None = None) -> dict[str, list[Entry]]:
    """By cadet, what counts; of some columns alone, where they are named."""
    found: dict[str, list[Entry]] = {}
    for cell in cells:
        if lessons is None or cell.lesson in lessons:
            found.setdefault(cell.cadet, []).append(entry(cell.kind, cell.date, cell.value))
    return found


def _counted(work: Work, row: Any, key: Opens) -> Found:
    own = ("mark", key.open, row.version, row.sealed)
    made_up = None if row.number is None else ("make-up", key.open_make_up, row.number, row.made_up)
    return _opened(work, row, counting(own, made_up))


def _newest(work: Work, key: JournalKey, row: Any, made_up: Any) -> Found:
    own = ("mark", key.open, row.version, row.sealed)
    again = made_up and ("make-up", key.open_make_up, made_up.number, made_up.sealed)
    return _opened(work, row, counting(own, again))


def _opened(work: Work, row: Any, counted: tuple[str, Callable[..., Value], int, bytes]) -> Found:
    kind, open_, number, sealed = counted
    try:
        return open_(row.lesson, row.cadet, number, sealed)
    except (SealBrokenError, TypeError):
        work.damaged(SEAL_BROKEN, f"{kind}/{row.lesson}/{row.cadet}/{number}")
        return UNREADABLE
