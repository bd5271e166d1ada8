"""What cadets have of journals' keys: copies sealed to them, and marks sealed once more under their keys (¶5)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import LargeBinary, Row, func, insert, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from services.gradebook.store.models import (
    CadetKeyCopy,
    CadetMarkCopy,
    CadetSwitch,
    Journal,
    JournalKeyCopy,
    Lesson,
    MakeUp,
    Mark,
    MarkVersion,
    Member,
    Person,
)

#: A lesson, whether it is a make-up, and the number of the version or make-up.
CopyPlace = tuple[str, bool, int]


@dataclass(frozen=True)
class CadetAccount:
    """A cadet of a journal's group who signs in; ``attestation`` is what auth has signed of the account (¶5)."""

    journal: str
    cadet: str
    person: str
    public: bytes
    attestation: str | None = field(repr=False)


def is_switched_on(session: Session) -> bool:
    """Whether cadets may sign in, as far as auth has told."""
    return session.scalar(select(CadetSwitch.id).where(CadetSwitch.id == 1, CadetSwitch.on)) is not None


def is_in_term() -> Any:
    """A condition: the cadet is or was in the journal's group in its term (¶15)."""
    return (
        (Member.group_id == Journal.group_id)
        & (Member.since <= Journal.term_ends)
        & or_(Member.until.is_(None), Member.until > Journal.term_starts)
    )


def accounts(session: Session, journals: Collection[str]) -> list[CadetAccount]:
    """The accounts of the cadets of the journals' groups, as the rows say."""
    rows: Iterable[Any] = session.execute(_accounts(journals))
    return [CadetAccount(*row) for row in rows]


def accounts_without_copy(
    session: Session, journals: Collection[str], damaged: Collection[tuple[str, str]]
) -> list[CadetAccount]:
    """Those of them without a copy of the newest generation for their present key, of journals that have a key.

    ``damaged``: journal and person of copies that are known to be damaged, and count as none.
    """
    newest = select(JournalKeyCopy.journal, func.max(JournalKeyCopy.generation).label("number"))
    keys = newest.where(JournalKeyCopy.journal.in_(journals)).group_by(JournalKeyCopy.journal).subquery()
    same = (CadetKeyCopy.journal == Journal.id) & (CadetKeyCopy.cadet == Person.cadet)
    same &= (CadetKeyCopy.generation == keys.c.number) & (CadetKeyCopy.person == Person.id)
    wanted = _accounts(journals).join(keys, keys.c.journal == Journal.id)
    wanted = wanted.outerjoin(CadetKeyCopy, same & (CadetKeyCopy.public == Person.public_key))
    is_damaged = tuple_(Journal.id, Person.id).in_([*damaged])
    rows: Iterable[Any] = session.execute(wanted.where(or_(CadetKeyCopy.journal.is_(None), is_damaged)))
    return [CadetAccount(*row) for row in rows]


def _accounts(journals: Collection[str]) -> Any:
    columns = Journal.id, Person.cadet, Person.id, Person.public_key, Person.voucher
    wanted = select(*columns).join(Member, is_in_term()).join(Person, Person.cadet == Member.cadet)
    return wanted.where(Journal.id.in_(journals), Person.active, Person.public_key.is_not(None)).distinct()


def copies(session: Session, journal: str, cadet: str, person: str, public: bytes) -> dict[int, bytes]:
    """The copies of somebody's cadet's key of a journal that are sealed to this key of theirs, by generation."""
    mine = (CadetKeyCopy.journal == journal) & (CadetKeyCopy.cadet == cadet) & (CadetKeyCopy.person == person)
    wanted = select(CadetKeyCopy.generation, CadetKeyCopy.sealed).where(mine, CadetKeyCopy.public == public)
    return {row.generation: row.sealed for row in session.execute(wanted)}


def marks_without_copy(
    session: Session, journals: Collection[str], cadets: Collection[str], for_cadets: bytes
) -> Sequence[Row[Any]]:
    """The cells' newest versions and the make-ups that have no copy for their cadets.

    ``for_cadets``: with what a mark begins that needs none.
    """
    found: list[Row[Any]] = []
    for table, number, make_up in ((MarkVersion, MarkVersion.version, False), (MakeUp, MakeUp.number, True)):
        wanted = _without_copy(table, number, make_up=make_up)
        wanted = wanted.where(Lesson.journal.in_(journals), Mark.cadet.in_(cadets))
        found += session.execute(wanted.where(func.substr(table.sealed, 1, 1, type_=LargeBinary) != for_cadets))
    return found


def _without_copy(table: Any, number: Any, *, make_up: bool) -> Any:
    copied = (CadetMarkCopy.lesson == table.lesson) & (CadetMarkCopy.cadet == table.cadet)
    copied &= (CadetMarkCopy.number == number) & (CadetMarkCopy.make_up.is_(make_up))
    columns = table.lesson, table.cadet, literal(make_up).label("make_up"), number.label("number"), table.sealed
    wanted = select(*columns).select_from(Mark).join(Lesson, Lesson.id == Mark.lesson)
    same = (table.lesson == Mark.lesson) & (table.cadet == Mark.cadet)
    wanted = wanted.join(table, same if make_up else same & (number == Mark.version))
    return wanted.outerjoin(CadetMarkCopy, copied).where(CadetMarkCopy.lesson.is_(None))


def mark_subject(lesson: str, cadet: str, number: int, *, make_up: bool) -> str:
    """The name of a version, or of a make-up, in damages."""
    return f"{'make-up' if make_up else 'mark'}/{lesson}/{cadet}/{number}"


def own_copies(session: Session, journal: str, cadet: str) -> dict[CopyPlace, bytes]:
    """What was sealed once more for a cadet: by lesson, whether it is a make-up, and its number."""
    wanted = select(CadetMarkCopy).join(Lesson, Lesson.id == CadetMarkCopy.lesson)
    rows = session.scalars(wanted.where(Lesson.journal == journal, CadetMarkCopy.cadet == cadet))
    return {(row.lesson, row.make_up, row.number): row.sealed for row in rows}


def add_copies(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Keep what was sealed once more."""
    if made := [*rows]:
        session.execute(insert(CadetMarkCopy), made)


def own_journals(session: Session, cadet: str) -> Sequence[Journal]:
    """The journals of the groups in which a cadet is or was in their terms, the newest term first."""
    wanted = select(Journal).join(Member, is_in_term()).where(Member.cadet == cadet, ~Journal.withdrawn).distinct()
    return session.scalars(wanted.order_by(Journal.term_starts.desc(), Journal.id)).all()
