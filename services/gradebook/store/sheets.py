"""Grade sheets as they are kept: rows that are never changed; what a sheet is now follows from them (¶2, ¶4)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from services.common.storage.tolerant import UNREADABLE
from services.gradebook.contract import SheetState
from services.gradebook.domain.sheets import Column, SignedSheet, column_of, state_of
from services.gradebook.store.marks import Cell
from services.gradebook.store.models import (
    Journal,
    Lesson,
    Mark,
    OpenCase,
    Sheet,
    SheetAnnulment,
    SheetChange,
    SheetLine,
    SheetRevision,
    SheetSignature,
    Warrant,
)


@dataclass(frozen=True)
class Change:
    """What a warrant has changed under a signed sheet (¶4)."""

    warrant: str
    case: str


@dataclass(frozen=True)
class SheetHistory:
    """What has happened to a sheet, each oldest first. ``annulment``: that it was opened by mistake."""

    annulment: SheetAnnulment | None = None
    revisions: Sequence[SheetRevision] = ()
    signatures: Sequence[SheetSignature] = ()
    changes: Sequence[Change] = ()

    @property
    def state(self) -> SheetState:
        """Annulled, open, signed by the examiner, closed."""
        return state_of([each.role for each in self.signatures], annulled=self.annulment is not None)

    @property
    def newest(self) -> int:
        """The last revision's number, 0 before there is one."""
        return self.revisions[-1].number if self.revisions else 0

    @property
    def is_outdated(self) -> bool:
        """Whether a warrant has changed what the newest revision says."""
        return len(self.not_taken_in) > 0

    @property
    def not_taken_in(self) -> Sequence[Change]:
        """What warrants have changed since the newest revision."""
        return self.changes[self.revisions[-1].changes :] if self.revisions else ()

    @property
    def examiner(self) -> str:
        """Who has signed first, "" while nobody has."""
        return next((each.person for each in self.signatures if each.role == "examiner"), "")

    def cases_of(self, number: int) -> tuple[str, ...]:
        """By whose warrants the revision is another than the one before it (¶4)."""
        before = self.revisions[number - 2].changes if number > 1 else 0
        taken_in = self.changes[before : self.revisions[number - 1].changes]
        return tuple(dict.fromkeys(each.case for each in taken_in))


def number_of(sheet: Sheet) -> str:
    """The number as people say it."""
    return f"{sheet.number}/{sheet.year}"


def annulment_of(sheet: str) -> str:
    """How a sheet's annulment is named."""
    return f"sheet/{sheet}/annulment"


def openings(session: Session, journal_id: str, kind: str, lesson: str) -> tuple[int, bool]:
    """How often such a sheet of the journal was opened, and whether one of them is not annulled."""
    same = (Sheet.journal == journal_id) & (Sheet.kind == kind) & (Sheet.lesson == lesson)
    annulled = select(Sheet.id, SheetAnnulment.sheet).outerjoin(SheetAnnulment, SheetAnnulment.sheet == Sheet.id)
    rows = session.execute(annulled.where(same)).all()
    return len(rows), any(row.sheet is None for row in rows)


def sheets_of(session: Session, journals: Collection[str]) -> Sequence[Sheet]:
    """The journals' sheets, newest first."""
    wanted = select(Sheet).where(Sheet.journal.in_(journals))
    return session.scalars(wanted.order_by(Sheet.at.desc(), Sheet.year.desc(), Sheet.number.desc())).all()


def histories(session: Session, sheets: Collection[str]) -> dict[str, SheetHistory]:
    """By sheet, what has happened to it: four queries for all."""
    annulments = session.scalars(select(SheetAnnulment).where(SheetAnnulment.sheet.in_(sheets))).all()
    annulled = {each.sheet: each for each in annulments}
    revisions = select(SheetRevision).where(SheetRevision.sheet.in_(sheets)).order_by(SheetRevision.number)
    signatures = select(SheetSignature).where(SheetSignature.sheet.in_(sheets)).order_by(SheetSignature.role)
    changes = select(SheetChange.sheet, SheetChange.warrant, Warrant.case).join(
        Warrant, Warrant.id == SheetChange.warrant
    )
    changed = session.execute(changes.where(SheetChange.sheet.in_(sheets)).order_by(SheetChange.number)).all()
    made, signed = session.scalars(revisions).all(), session.scalars(signatures).all()
    return {
        sheet: SheetHistory(
            annulment=annulled.get(sheet),
            revisions=[each for each in made if each.sheet == sheet],
            signatures=[each for each in signed if each.sheet == sheet],
            changes=[Change(row.warrant, row.case) for row in changed if row.sheet == sheet],
        )
        for sheet in sheets
    }


def history(session: Session, sheet: str) -> SheetHistory:
    """What has happened to one sheet."""
    return histories(session, [sheet])[sheet]


def columns(session: Session, journals: Collection[str]) -> dict[str, list[Column]]:
    """By journal, its columns that read and are not removed, by date."""
    wanted = select(Lesson.journal, Lesson.id, Lesson.kind, Lesson.date).where(Lesson.journal.in_(journals))
    found: dict[str, list[Column]] = {}
    for row in session.execute(wanted.where(~Lesson.removed).order_by(Lesson.date, Lesson.at)):
        if UNREADABLE not in (row.kind, row.date):
            found.setdefault(row.journal, []).append(Column(row.id, row.kind, row.date))
    return found


def signed_sheets(session: Session, journal_id: str) -> list[tuple[Sheet, SignedSheet]]:
    """The journal's sheets that have a signature."""
    signed = select(SheetSignature.sheet)
    rows = session.scalars(select(Sheet).where(Sheet.journal == journal_id, Sheet.id.in_(signed))).all()
    known = columns(session, [journal_id]).get(journal_id, []) if rows else []
    return [(row, SignedSheet(number_of(row), row.kind, column_of(row.kind, row.lesson, known))) for row in rows]


def filled_cells(session: Session, lessons: Collection[str]) -> set[Cell]:
    """The cells of the lessons that are filled."""
    wanted = select(Mark.lesson, Mark.cadet).where(Mark.lesson.in_(lessons), Mark.filled)
    return {(row.lesson, row.cadet) for row in session.execute(wanted)}


def lines(session: Session, sheet: str, revision: int) -> Sequence[SheetLine]:
    """The lines of a sheet's revision."""
    mine = (SheetLine.sheet == sheet) & (SheetLine.revision == revision)
    return session.scalars(select(SheetLine).where(mine).order_by(SheetLine.cadet)).all()


def lines_of_cadet(session: Session, journals: Collection[str], cadet: str) -> Sequence[SheetLine]:
    """The cadet's lines on every revision of the journals' sheets."""
    mine = select(SheetLine).join(Sheet, Sheet.id == SheetLine.sheet)
    return session.scalars(mine.where(Sheet.journal.in_(journals), SheetLine.cadet == cadet)).all()


def lists_any(session: Session, sheet: str, cadets: Collection[str] | None) -> bool:
    """Whether the sheet's first revision lists one of the cadets; None: anybody."""
    wanted = select(SheetLine.cadet).where(SheetLine.sheet == sheet, SheetLine.revision == 1)
    if cadets is not None:
        wanted = wanted.where(SheetLine.cadet.in_(cadets))
    return session.scalar(wanted.limit(1)) is not None


def add_change(session: Session, change: SheetChange) -> None:
    """Append a change; its number is the sheet's next one."""
    newest = select(func.max(SheetChange.number)).where(SheetChange.sheet == change.sheet)
    change.number = (session.scalar(newest) or 0) + 1
    session.add(change)
    session.flush()


def add_revision(session: Session, revision: SheetRevision, sealed: Mapping[str, bytes]) -> None:
    """Append a revision with its sealed lines, by cadet."""
    session.add(revision)
    session.flush()
    rows = [{"cadet": cadet, "sealed": line} for cadet, line in sealed.items()]
    if rows:
        session.execute(
            insert(SheetLine), [{"sheet": revision.sheet, "revision": revision.number} | row for row in rows]
        )


def has_open_case(session: Session, journal_id: str) -> bool:
    """Whether a case on the journal is not over, as far as corrections has told (¶4)."""
    return session.scalar(select(OpenCase.case).where(OpenCase.journal == journal_id).limit(1)) is not None


def hold_journals(session: Session, ids: Iterable[str]) -> None:
    """Nobody signs a sheet of the journals before this transaction ends; their other writers do not wait."""
    session.execute(select(Journal.id).where(Journal.id.in_([*ids])).order_by(Journal.id).with_for_update(read=True))
