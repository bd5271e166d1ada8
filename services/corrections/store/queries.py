"""Reading journals, groups and people: SQL without rules."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.regulation.spans import Span
from services.corrections.store.models import Examiner, Journal, Lesson, Member, Person


def lesson_of(session: Session, journal: str, lesson: str) -> Lesson | None:
    """The lesson, if it is one of the journal's."""
    found = session.get(Lesson, lesson)
    return found if found is not None and found.journal == journal else None


def memberships(session: Session, group: str, cadet: str) -> Sequence[Member]:
    """When the cadet is in the group."""
    wanted = select(Member).where(Member.group_id == group, Member.cadet == cadet)
    return session.scalars(wanted.order_by(Member.since)).all()


def spans(members: Sequence[Member]) -> list[Span]:
    """The memberships' dates."""
    return [Span(member.since, member.until) for member in members]


def heads(session: Session, faculty: str) -> Iterator[str]:
    """The heads of a faculty, deputies included, read only as far as they are needed."""
    for person in session.scalars(select(Person).where(Person.active)):
        if isinstance(person.roles, list) and {"role": "faculty_head", "faculty": faculty} in person.roles:
            yield person.id


def everybody(session: Session) -> Sequence[Person]:
    """Everybody who is or was a user."""
    return session.scalars(select(Person)).all()


def active_people(session: Session) -> Iterator[Person]:
    """Everybody who may sign in."""
    yield from session.scalars(select(Person).where(Person.active))


def journals_of(session: Session, faculties: Collection[str]) -> Sequence[Journal]:
    """The faculties' journals that are not withdrawn."""
    wanted = select(Journal).where(Journal.faculty_id.in_(faculties), ~Journal.withdrawn)
    return session.scalars(wanted).all()


def is_examiner(session: Session, journal: str, person: str) -> bool:
    """Whether somebody is one of the journal's examiners."""
    return session.get(Examiner, (journal, person)) is not None
