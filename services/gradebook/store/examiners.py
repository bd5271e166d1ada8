"""Who was named a journal's examiners, by whom and when: the newest naming holds (¶2, ¶3)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from services.gradebook.domain.columns import COLUMNS
from services.gradebook.store.models import Examiner, Lesson, Mark, Person


def named_now() -> Any:
    """A query of those whom the newest naming of each journal names."""
    later = aliased(Examiner)
    superseded = select(later.journal).where(later.journal == Examiner.journal, later.naming > Examiner.naming)
    return select(Examiner.journal, Examiner.person).where(~superseded.exists())


def examiners(session: Session, journals: Collection[str]) -> dict[str, list[str]]:
    """By journal, its examiners."""
    found: dict[str, list[str]] = {}
    for row in session.execute(named_now().where(Examiner.journal.in_(journals)).order_by(Examiner.person)):
        found.setdefault(row.journal, []).append(row.person)
    return found


def examined_journals(session: Session, person: str) -> set[str]:
    """The journals of which somebody is an examiner."""
    return set(session.scalars(named_now().where(Examiner.person == person)))


def is_examiner(session: Session, journal_id: str, person: str) -> bool:
    """Whether somebody is one of the journal's examiners."""
    return session.execute(_IS_ONE, {"journal": journal_id, "person": person}).first() is not None


def namings(session: Session, journal_id: str) -> Sequence[Examiner]:
    """Everybody who was ever named, the newest naming first."""
    wanted = select(Examiner).where(Examiner.journal == journal_id)
    return session.scalars(wanted.order_by(Examiner.naming.desc(), Examiner.person)).all()


def all_examined_journals(session: Session) -> Sequence[str]:
    """The journals for which examiners were ever named."""
    return session.scalars(select(Examiner.journal).distinct().order_by(Examiner.journal)).all()


def has_examination_marks(session: Session, journal_id: str) -> bool:
    """True when a cell of an examination was ever written, in a removed column too."""
    kinds = [each.name for each in COLUMNS.values() if each.entered_by == "examiners"]
    wanted = select(Mark.lesson).join(Lesson, Lesson.id == Mark.lesson)
    return session.scalar(wanted.where(Lesson.journal == journal_id, Lesson.kind.in_(kinds)).limit(1)) is not None


def teachers(session: Session) -> Sequence[Person]:
    """Who can be named: everybody who has the role teacher."""
    return session.scalars(select(Person).where(Person.active, Person.teaches.is_(True))).all()


def name(session: Session, journal_id: str, people: Collection[str], author: str, at: datetime) -> None:
    """Add a naming, which supersedes the former one."""
    newest = session.scalar(select(func.max(Examiner.naming)).where(Examiner.journal == journal_id)) or 0
    session.add_all(
        Examiner(journal=journal_id, naming=newest + 1, person=person, author=author, at=at)
        for person in sorted({*people})
    )


_IS_ONE = named_now().where(Examiner.journal == bindparam("journal"), Examiner.person == bindparam("person"))
