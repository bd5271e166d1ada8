"""Opening stored marks with a journal's key. A mark that was altered is reported, and hides no other (¶5)."""

from collections.abc import Collection, Mapping
from typing import Any

from services.common.security.sealing import SealBrokenError
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Value
from services.gradebook.domain.results import UNREADABLE, Found, counting
from services.gradebook.domain.term_results import Entry, entry
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.store import marks
from services.gradebook.store.marks import Cell, StoredMakeUp, StoredMark


def opened_mark(work: Work, mark: StoredMark | StoredMakeUp, key: JournalKey) -> Found:
    """The mark's value; ``UNREADABLE`` for one that was altered, which is reported (¶5)."""
    try:
        return _open(mark, key)
    except SealBrokenError:
        work.damaged("seal_broken", mark.subject)
        return UNREADABLE


def _open(mark: StoredMark | StoredMakeUp, key: JournalKey) -> Value:
    if isinstance(mark, StoredMakeUp):
        return key.open_make_up(mark.lesson, mark.cadet, mark.number, mark.sealed)
    return key.open(mark.lesson, mark.cadet, mark.version, mark.sealed)


def counted_entries(work: Work, journal_id: str, cadets: Collection[str], key: JournalKey) -> dict[str, list[Entry]]:
    """By cadet, what counts in results: a make-up instead of its cell, nothing of removed lessons (¶2, ¶19)."""
    return entries_of(counted_cells(work, journal_id, cadets, key))


def counted_cells(work: Work, journal_id: str, cadets: Collection[str], key: JournalKey) -> dict[Cell, Entry]:
    """The same by cell."""
    rows = marks.counted_rows(work.session, journal_id, cadets)
    return {(row.lesson, row.cadet): entry(row.kind, row.date, _counted(work, row, key)) for row in rows}


def entries_of(cells: Mapping[Cell, Entry], lessons: Collection[str] | None = None) -> dict[str, list[Entry]]:
    """By cadet, what counts; of some columns alone, where they are named."""
    found: dict[str, list[Entry]] = {}
    for (lesson, cadet), each in cells.items():
        if lessons is None or lesson in lessons:
            found.setdefault(cadet, []).append(each)
    return found


def _counted(work: Work, row: Any, key: JournalKey) -> Found:
    own = ("mark", key.open, row.version, row.sealed)
    made_up = None if row.number is None else ("make-up", key.open_make_up, row.number, row.made_up)
    kind, open_, number, sealed = counting(own, made_up)
    try:
        return open_(row.lesson, row.cadet, number, sealed)
    except SealBrokenError:
        work.damaged("seal_broken", f"{kind}/{row.lesson}/{row.cadet}/{number}")
        return UNREADABLE
