"""Electronic records as they are kept: rows that are never changed; what a record is now follows from others (¶2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import Session, aliased

from services.common.storage.tolerant import said
from services.gradebook.domain.change_kinds import REMOVING
from services.gradebook.domain.records import State, state_of
from services.gradebook.store.models import (
    Journal,
    Lesson,
    MakeUp,
    MarkVersion,
    Record,
    RecordLine,
    RecordRevocation,
    SheetChange,
    SheetRevision,
    Warrant,
)

#: What a record is searched by.
Searched = Row[Any]
_READ_AT_ONCE = 500


@dataclass(frozen=True)
class RecordHistory:
    """What has become of a record. ``superseded``: when something came that it does not say, each time."""

    revocation: RecordRevocation | None = None
    superseded: Sequence[datetime | None] = ()

    @property
    def state(self) -> State:
        """What it is, and since when it is not valid."""
        return state_of([said(self.revocation.at, None)] if self.revocation else [], self.superseded)


def number_of(record: Record | Searched) -> str:
    """The number as people say it."""
    return f"{record.number}/{record.year}"


def revocation_of(record: str) -> str:
    """How a record's revocation is named."""
    return f"record/{record}/revocation"


def next_edition(session: Session, cadet: str) -> int:
    """How many records of the cadet there are with the next one. Where two take it, one command runs again."""
    return (session.scalar(select(func.max(Record.edition)).where(Record.cadet == cadet)) or 0) + 1


@dataclass(frozen=True)
class Those:
    """The records of some faculties (None: of all), of one cadet where it is named."""

    faculties: Collection[str] | None
    cadet: str

    def within(self, wanted: Any) -> Any:
        """The same query of them alone."""
        if self.faculties is not None:
            wanted = wanted.where(Record.faculty_id.in_(self.faculties))
        return wanted.where(Record.cadet == self.cadet) if self.cadet else wanted


def count(session: Session, those: Those) -> int:
    """How many there are."""
    found: int = session.scalar(those.within(select(func.count()).select_from(Record))) or 0
    return found


def newest(session: Session, those: Those, most: int) -> Sequence[Record]:
    """The newest of them."""
    return session.scalars(_in_order(those.within(select(Record))).limit(most)).all()


def named(session: Session, ids: Collection[str]) -> Sequence[Record]:
    """The records with these ids, newest first."""
    return session.scalars(_in_order(select(Record).where(Record.id.in_(ids)))).all()


def searched(session: Session, those: Those) -> Iterable[Searched]:
    """What they are searched by, newest first: no database folds the cases of Kazakh letters as the other does."""
    columns = Record.id, Record.cadet_name, Record.cadet_number, Record.number, Record.year
    return session.execute(_in_order(those.within(select(*columns))).execution_options(yield_per=_READ_AT_ONCE))


def _in_order(wanted: Any) -> Any:
    return wanted.order_by(Record.at.desc(), Record.year.desc(), Record.number.desc())


def signed_as(session: Session, signature: bytes) -> Record | None:
    """The record whose code has this signature."""
    return session.scalar(select(Record).where(Record.signature == signature))


def lines(session: Session, record: str) -> Sequence[RecordLine]:
    """What stands on it, in its order."""
    return session.scalars(select(RecordLine).where(RecordLine.record == record).order_by(RecordLine.place)).all()


def history(session: Session, record: str) -> RecordHistory:
    """What has become of it."""
    return histories(session, [record])[record]


def histories(session: Session, records: Collection[str]) -> Mapping[str, RecordHistory]:
    """By record, what has become of it: three queries for all."""
    wanted = select(RecordRevocation).where(RecordRevocation.record.in_(records))
    revoked = {each.record: each for each in session.scalars(wanted)}
    superseded = [_followed(session, records), _changed(session, records)]
    return {
        each: RecordHistory(revoked.get(each), [said(found[each], None) for found in superseded if each in found])
        for each in records
    }


def _followed(session: Session, records: Collection[str]) -> dict[str, datetime]:
    """When the cadet's next record was issued."""
    later = aliased(Record)
    follows = (later.cadet == Record.cadet) & (later.edition == Record.edition + 1)
    wanted = select(Record.id, later.at).join(later, follows).where(Record.id.in_(records))
    return dict(session.execute(wanted).all())


def _changed(session: Session, records: Collection[str]) -> dict[str, datetime]:
    """When a warrant first changed the cadet's cells under the revision of a sheet on which a line rests (¶4)."""
    revision = (SheetRevision.sheet == RecordLine.sheet) & (SheetRevision.number == RecordLine.revision)
    later = (SheetChange.sheet == RecordLine.sheet) & (SheetChange.number > SheetRevision.changes)
    wanted = select(RecordLine.record, func.min(SheetChange.at)).join(SheetRevision, revision).join(SheetChange, later)
    wanted = wanted.join(Record, Record.id == RecordLine.record).join(Warrant, Warrant.id == SheetChange.warrant)
    wanted = wanted.where(RecordLine.record.in_(records), or_(_cell_changed(), _made_up()))
    return dict(session.execute(wanted.group_by(RecordLine.record)).all())


def _cell_changed() -> ColumnElement[bool]:
    """Whether the warrant has written a version of one of the cadet's cells, or struck one out with its lesson."""
    own = (Lesson.journal == RecordLine.journal) & (MarkVersion.cadet == Record.cadet)
    by_it = or_(MarkVersion.warrant == SheetChange.warrant, Warrant.kind.in_(REMOVING) & Lesson.removed)
    return select(Lesson.id).join(MarkVersion, MarkVersion.lesson == Lesson.id).where(own, by_it).exists()


def _made_up() -> ColumnElement[bool]:
    """Whether one of the cadet's make-ups is the warrant's (¶19)."""
    return select(MakeUp.lesson).where(MakeUp.warrant == SheetChange.warrant, MakeUp.cadet == Record.cadet).exists()


def journals_of(session: Session, groups: Collection[str], today: date) -> Sequence[Journal]:
    """The groups' journals of terms that have begun."""
    wanted = select(Journal).where(~Journal.withdrawn, Journal.group_id.in_(groups), Journal.term_starts <= today)
    return session.scalars(wanted.order_by(Journal.term_starts, Journal.id)).all()


def faculty_of(session: Session, group: str) -> tuple[str, str] | None:
    """Id and name of the faculty to which a group belongs, by its newest journal; None where it has none."""
    wanted = select(Journal.faculty_id, Journal.faculty_name).where(~Journal.withdrawn, Journal.group_id == group)
    row = session.execute(wanted.order_by(Journal.term_starts.desc(), Journal.id)).first()
    return (row.faculty_id, row.faculty_name) if row else None
