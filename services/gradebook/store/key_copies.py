"""The sealed copies of journals' keys: who holds which generation (¶5)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, delete, func, select
from sqlalchemy.orm import Session

from services.gradebook.store.models import (
    Journal,
    JournalKeyCopy,
    JournalKeyGeneration,
    Person,
)


def copies(session: Session, journal_id: str, person: str) -> dict[int, bytes]:
    """Somebody's copies of a journal's key, by generation (¶5)."""
    mine = (JournalKeyCopy.journal == journal_id) & (JournalKeyCopy.person == person)
    rows = session.execute(select(JournalKeyCopy.generation, JournalKeyCopy.sealed).where(mine))
    return {row.generation: row.sealed for row in rows}


def copies_of_many(session: Session, journals: Collection[str], person: str) -> dict[str, dict[int, bytes]]:
    """The same of several journals; those of which somebody has none are left out."""
    wanted = select(JournalKeyCopy.journal, JournalKeyCopy.generation, JournalKeyCopy.sealed)
    found: dict[str, dict[int, bytes]] = {}
    for row in session.execute(wanted.where(JournalKeyCopy.journal.in_(journals), JournalKeyCopy.person == person)):
        found.setdefault(row.journal, {})[row.generation] = row.sealed
    return found


def has_copy(session: Session, journal_id: str, person: str, public: bytes) -> bool:
    """Whether all of somebody's copies of a journal's key are sealed to this public key."""
    mine = (JournalKeyCopy.journal == journal_id) & (JournalKeyCopy.person == person)
    return {*session.scalars(select(JournalKeyCopy.public).where(mine))} == {public}


def has_key(session: Session, journal_id: str) -> bool:
    """True when anybody has a copy of the journal's key."""
    wanted = select(JournalKeyCopy.journal).where(JournalKeyCopy.journal == journal_id)
    return session.scalar(wanted.limit(1)) is not None


def openable(session: Session, journals: Collection[str], person: str) -> list[str]:
    """The journals whose key somebody has, or that nobody has a copy of since the first release."""
    held = select(JournalKeyCopy.journal).where(JournalKeyCopy.person == person)
    shared = select(JournalKeyCopy.journal)
    former = Journal.sealed_key.is_not(None) & Journal.id.not_in(shared)
    wanted = select(Journal.id).where(Journal.id.in_(journals), Journal.id.in_(held) | former)
    return [*session.scalars(wanted.order_by(Journal.id))]


@dataclass(frozen=True)
class Copy:
    """A copy of a journal's newest key: to which public key it is sealed."""

    public: bytes
    kept_until: date | None = None

    def is_promised(self, today: date) -> bool:
        """True while it waits for a substitution to begin (¶21)."""
        return self.kept_until is not None and self.kept_until >= today


def delete_copies(session: Session, journal_id: str, people: Collection[str]) -> None:
    """Take the journal's key from the people."""
    theirs = (JournalKeyCopy.journal == journal_id) & JournalKeyCopy.person.in_(people)
    session.execute(delete(JournalKeyCopy).where(theirs))


def attestations(session: Session, people: Collection[str]) -> Sequence[Row[str, str | None]]:
    """What auth has signed of each person's key and roles: id and attestation (¶5)."""
    return session.execute(select(Person.id, Person.voucher.label("attestation")).where(Person.id.in_(people))).all()


def newest_copies(session: Session, journals: Collection[str]) -> dict[str, dict[str, Copy]]:
    """Who holds each journal's newest key."""
    wanted = select(JournalKeyCopy).where(JournalKeyCopy.journal.in_(journals))
    found: dict[str, dict[str, Copy]] = {journal: {} for journal in journals}
    newest: dict[str, int] = {}
    for row in session.scalars(wanted.order_by(JournalKeyCopy.journal, JournalKeyCopy.generation.desc())):
        if row.generation == newest.setdefault(row.journal, row.generation):
            found[row.journal][row.person] = Copy(row.public, row.kept_until)
    return found


def newest_generation(session: Session, journal_id: str) -> int:
    """The number of a journal's newest key, 0 before the first one."""
    wanted = select(func.max(JournalKeyCopy.generation)).where(JournalKeyCopy.journal == journal_id)
    return session.scalar(wanted) or 0


def generations(session: Session, journal_id: str) -> Sequence[JournalKeyGeneration]:
    """A journal's keys, newest first."""
    wanted = select(JournalKeyGeneration).where(JournalKeyGeneration.journal == journal_id)
    return session.scalars(wanted.order_by(JournalKeyGeneration.generation.desc())).all()
