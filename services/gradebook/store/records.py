"""Electronic records as they are kept: rows that are never changed; what a record is now follows from others (¶2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from services.gradebook.contract import RecordState
from services.gradebook.domain.records import state_of
from services.gradebook.store.models import (
    Journal,
    Record,
    RecordLine,
    RecordRevocation,
    SheetChange,
    SheetRevision,
)


@dataclass(frozen=True)
class RecordHistory:
    """What has become of a record."""

    revocation: RecordRevocation | None = None
    superseded: datetime | None = None

    @property
    def state(self) -> tuple[RecordState, datetime | None]:
        """What it is, and since when it is not valid."""
        return state_of(self.revocation.at if self.revocation else None, self.superseded)


def number_of(record: Record) -> str:
    """The number as people say it."""
    return f"{record.number}/{record.year}"


def next_edition(session: Session, cadet: str) -> int:
    """How many records of the cadet there are with the next one. Where two take it, one command runs again."""
    return (session.scalar(select(func.max(Record.edition)).where(Record.cadet == cadet)) or 0) + 1


def listed(session: Session, faculties: Collection[str] | None, cadet: str) -> Sequence[Record]:
    """The records of some faculties (None: of all), of one cadet where it is named, newest first."""
    wanted = select(Record)
    if faculties is not None:
        wanted = wanted.where(Record.faculty_id.in_(faculties))
    if cadet:
        wanted = wanted.where(Record.cadet == cadet)
    return session.scalars(wanted.order_by(Record.at.desc(), Record.year.desc(), Record.number.desc())).all()


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
        each: RecordHistory(
            revoked.get(each), min((found[each] for found in superseded if each in found), default=None)
        )
        for each in records
    }


def _followed(session: Session, records: Collection[str]) -> dict[str, datetime]:
    """When the cadet's next record was issued."""
    later = aliased(Record)
    follows = (later.cadet == Record.cadet) & (later.edition == Record.edition + 1)
    wanted = select(Record.id, later.at).join(later, follows).where(Record.id.in_(records))
    return dict(session.execute(wanted).all())


def _changed(session: Session, records: Collection[str]) -> dict[str, datetime]:
    """When a warrant first changed a sheet under the revision on which a line rests (¶4)."""
    revision = (SheetRevision.sheet == RecordLine.sheet) & (SheetRevision.number == RecordLine.revision)
    later = (SheetChange.sheet == RecordLine.sheet) & (SheetChange.number > SheetRevision.changes)
    wanted = select(RecordLine.record, func.min(SheetChange.at)).join(SheetRevision, revision).join(SheetChange, later)
    found = session.execute(wanted.where(RecordLine.record.in_(records)).group_by(RecordLine.record))
    return dict(found.all())


def journals_of(session: Session, groups: Collection[str], today: date) -> Sequence[Journal]:
    """The groups' journals of terms that have begun."""
    wanted = select(Journal).where(~Journal.withdrawn, Journal.group_id.in_(groups), Journal.term_starts <= today)
    return session.scalars(wanted.order_by(Journal.term_starts, Journal.id)).all()


def faculty_of(session: Session, group: str) -> tuple[str, str] | None:
    """Id and name of the faculty to which a group belongs, by its newest journal; None where it has none."""
    wanted = select(Journal.faculty_id, Journal.faculty_name).where(~Journal.withdrawn, Journal.group_id == group)
    row = session.execute(wanted.order_by(Journal.term_starts.desc(), Journal.id)).first()
    return (row.faculty_id, row.faculty_name) if row else None
