"""What a grade sheet says by the journal's marks: whom it lists, their results, and which cells are empty (¶2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.common.regulation.spans import Span
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Result, SheetCounts
from services.gradebook.domain.access import there_on
from services.gradebook.domain.policies import Version
from services.gradebook.domain.sheets import (
    Column,
    column_of,
    empty_cells,
    is_examined_again,
    is_owed,
    rests_on,
)
from services.gradebook.domain.term_results import TermResult, result_by
from services.gradebook.sealing import opened_marks
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.opened_marks import CountedCell
from services.gradebook.sealing.sheet_lines import opened_lines
from services.gradebook.store import queries, sheets
from services.gradebook.store.marks import Cell
from services.gradebook.store.models import Journal, Sheet, SheetRevision
from services.gradebook.usecases.journal_policy import kept_policy
from services.gradebook.views.results import results


@dataclass(frozen=True)
class SheetBasis:
    """What a sheet rests on; ``own``: the column that it is about. It holds no mark."""

    sheet: Sheet
    own: Column | None
    columns: Sequence[Column]
    memberships: Mapping[str, Sequence[Span]]
    filled: set[Cell]

    @property
    def has_column(self) -> bool:
        """Whether there is the column that the sheet is about."""
        return self.own is not None or self.sheet.kind == "admission"

    @property
    def before(self) -> set[str]:
        """The columns that decide who is listed and admitted."""
        return {each.id for each in self.columns} - {self.own.id if self.own else ""}

    def is_owed(self, cadet: str, *, admitted: bool) -> bool:
        """Whether the cadet still has to get a mark in the sheet's own column."""
        empty = self.own is not None and (self.own.id, cadet) not in self.filled
        return empty and is_owed(self.sheet.kind, admitted=admitted)


@dataclass(frozen=True)
class SheetFigures:
    """Everybody's results by the policy of this number, None where it does not read.

    ``owing``: whose cell in the sheet's own column has to be filled; ``empty``: how many cells have to be.
    """

    policy: int | None
    results: tuple[Result, ...]
    owing: frozenset[str]
    empty: int

    @property
    def unreadable(self) -> int:
        """How many lines say nothing, because a mark or the policy does not open or read (¶5)."""
        return sum(each.broken for each in self.results) or int(self.policy is None)


def sheet_basis(work: Work, journal: Journal, sheet: Sheet) -> SheetBasis:
    """What the sheet rests on now."""
    known = sheets.columns(work.session, [journal.id]).get(journal.id, [])
    own = column_of(sheet.kind, sheet.lesson, known)
    under = [each for each in known if rests_on(sheet.kind, own, each)]
    spans = queries.group_spans(work.session, [journal.group_id]).get(journal.group_id, {})
    return SheetBasis(sheet, own, under, spans, sheets.filled_cells(work.session, [each.id for each in under]))


def sheet_figures(work: Work, basis: SheetBasis, key: JournalKey | None, version: Version | None) -> SheetFigures:
    """What it would say now."""
    listed = there_on(basis.memberships, basis.own.date if basis.own else work.now.date())
    cells = opened_marks.counted_cells(work, basis.sheet.journal, listed, key) if key else []
    if version and basis.sheet.kind == "retake":
        before = _before(basis, cells, version, listed, work.now)
        listed = [each for each in listed if is_examined_again(version.policy, before[each])]
    return _figures(basis, cells, version, listed, work.now)


def standing_figures(work: Work, basis: SheetBasis, key: JournalKey, revision: SheetRevision) -> SheetFigures:
    """What stands on a revision; a line that was altered says nothing, and hides no other (¶5)."""
    lines = opened_lines(work, key, revision.sheet, revision.number)
    found = tuple(line or Result(cadet=cadet, broken=True) for cadet, line in lines.items())
    owing = frozenset(each.cadet for each in found if basis.is_owed(each.cadet, admitted=each.admitted))
    return SheetFigures(revision.policy, found, owing, len(owing))


def revised_figures(work: Work, basis: SheetBasis, key: JournalKey, first: SheetRevision) -> SheetFigures:
    """What it says with the marks of now: by the policy, of the cadets and as of the day of its first revision."""
    listed = [line.cadet for line in sheets.lines(work.session, first.sheet, first.number)]
    cells = opened_marks.counted_cells(work, basis.sheet.journal, listed, key)
    return _figures(basis, cells, kept_policy(work, first.policy), listed, first.at.astimezone(work.now.tzinfo))


def sheet_counts(basis: SheetBasis, listed: int | None) -> SheetCounts:
    """How many cells are filled, told without any mark (¶5); ``listed``: how many a signed sheet lists."""
    counted = [basis.own] if basis.own else basis.columns
    cells = {(each.id, cadet) for each in counted for cadet in there_on(basis.memberships, each.date)}
    filled = len(cells & basis.filled)
    expected = listed if basis.sheet.kind == "retake" else len(cells)
    return SheetCounts(
        expected=expected, filled=filled, missing=None if expected is None else max(expected - filled, 0)
    )


def _figures(
    basis: SheetBasis, cells: Sequence[CountedCell], version: Version | None, listed: Sequence[str], now: datetime
) -> SheetFigures:
    before = _before(basis, cells, version, listed, now)
    owing = frozenset(each for each in listed if basis.is_owed(each, admitted=before[each].admitted))
    empty = empty_cells(basis.columns, basis.memberships, basis.filled) if basis.sheet.kind == "admission" else 0
    entries = opened_marks.entries_of(cells, {each.id for each in basis.columns})
    policy = version.number if version else None
    return SheetFigures(policy, results(version, entries, listed, now), owing, len(owing) + empty)


def _before(
    basis: SheetBasis, cells: Sequence[CountedCell], version: Version | None, cadets: Sequence[str], now: datetime
) -> dict[str, TermResult]:
    """Everybody's results without the sheet's own column."""
    entries = opened_marks.entries_of(cells, basis.before)
    return {each: result_by(version, entries.get(each, ()), now) for each in cadets}
