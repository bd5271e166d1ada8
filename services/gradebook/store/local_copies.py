"""gradebook's copies of what roster and auth own: an event replaces the rows that it is about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.gradebook.store.models import JournalTeacher, Member, Officer


def replace_officer(session: Session, person: str, faculties: Iterable[str]) -> None:
    """Keep the faculties of which somebody is a methodist or a head."""
    session.execute(delete(Officer).where(Officer.person == person))
    session.add_all(Officer(person=person, faculty=faculty) for faculty in faculties)


def replace_members(session: Session, group: str, members: Sequence[Mapping[str, Any]]) -> None:
    """Keep a group's members, past ones included, instead of the former ones."""
    session.execute(delete(Member).where(Member.group_id == group))
    if members:
        session.execute(insert(Member), [{"group_id": group, **each} for each in members])


def replace_teachers(session: Session, journal: str, teachers: Sequence[Mapping[str, Any]]) -> None:
    """Keep a journal's teachers, past ones included, instead of the former ones."""
    session.execute(delete(JournalTeacher).where(JournalTeacher.journal == journal))
    if teachers:
        session.execute(insert(JournalTeacher), [{"journal": journal, **each} for each in teachers])
