"""What a group's summary rests on: its journals' examinations, and which of them have closed sheets (¶2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.common.regulation.spans import Span
from services.gradebook.contract import SheetCounts
from services.gradebook.domain.access import there_on
from services.gradebook.domain.columns import counts_as
from services.gradebook.domain.sheets import Column, column_of
from services.gradebook.store import sheets
from services.gradebook.store.marks import Cell
from services.gradebook.store.models import Journal, Sheet
from services.gradebook.store.sheets import SheetHistory

ClosedSheet = tuple[Sheet, SheetHistory]


@dataclass(frozen=True)
class SubjectBasis:
    """What a subject's column rests on; it holds no mark.

    ``examinations``: the journal's examination and its retakes by date; ``closed``: their closed sheets in that order;
    ``admission``: whether that of the admission is closed.
    """

    journal: Journal
    examinations: Sequence[Column]
    closed: Sequence[ClosedSheet]
    admission: bool
    counts: SheetCounts

    @property
    def examined(self) -> bool:
        """Whether it is known who is admitted."""
        return self.admission or bool(self.examinations)

    @property
    def is_closed(self) -> bool:
        """Whether each examination and retake has a closed sheet."""
        return bool(self.examinations) and len(self.closed) == len(self.examinations)


def subject_bases(
    session: Session, journals: Sequence[Journal], memberships: Mapping[str, Sequence[Span]]
) -> list[SubjectBasis]:
    """Each journal's, in a few queries for all."""
    ids = [each.id for each in journals]
    found, columns = sheets.sheets_of(session, ids), sheets.columns(session, ids)
    known = sheets.histories(session, [each.id for each in found])
    closed = [(each, known[each.id]) for each in found if known[each.id].state == "closed"]
    examinations = {
        journal: [each for each in columns.get(journal, ()) if counts_as(each.kind) == "examination"]
        for journal in ids
    }
    filled = sheets.filled_cells(session, [each.id for own in examinations.values() for each in own])
    return [
        SubjectBasis(
            journal=each,
            examinations=examinations[each.id],
            closed=_in_order(closed, each.id, examinations[each.id]),
            admission=any(sheet.journal == each.id and sheet.kind == "admission" for sheet, _ in closed),
            counts=_counts(examinations[each.id], memberships, filled),
        )
        for each in journals
    ]


def _in_order(closed: Sequence[ClosedSheet], journal: str, examinations: Sequence[Column]) -> list[ClosedSheet]:
    """The journal's closed sheets of examinations, in the order of their columns."""
    own = [each for each in closed if each[0].journal == journal and each[0].kind in ("examination", "retake")]
    return [
        each
        for column in examinations
        for each in own
        if column_of(each[0].kind, each[0].lesson, examinations) == column
    ]


def _counts(
    examinations: Sequence[Column], memberships: Mapping[str, Sequence[Span]], filled: Collection[Cell]
) -> SheetCounts:
    """Of the examination's cells; who is not admitted counts too. Only marks say who sits a retake."""
    held = [each for each in examinations if each.kind == "examination"]
    cells = {(each.id, cadet) for each in held for cadet in there_on(memberships, each.date)}
    done = len(cells & {*filled})
    return SheetCounts(expected=len(cells), filled=done, missing=len(cells) - done)
