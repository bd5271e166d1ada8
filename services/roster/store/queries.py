"""Reads roster's tables. There are no rules here: who may see what is decided by whoever asks."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from services.common.storage.tolerant import reads, said
from services.common.text.names import Called, called
from services.roster.store.models import (
    Cadet,
    CadetName,
    Contingent,
    Faculty,
    Group,
    Journal,
    Membership,
    Notice,
    TeachingAssignment,
    Term,
)


def all_faculties(session: Session) -> Sequence[Faculty]:
    """Every faculty, in no particular order."""
    return session.scalars(select(Faculty)).all()


def faculty_names(session: Session) -> Sequence[str]:
    """The name of every faculty."""
    return session.scalars(select(Faculty.name)).all()


def all_terms(session: Session) -> Sequence[Term]:
    """Every term, the newest first."""
    return session.scalars(select(Term).order_by(Term.starts.desc())).all()


def groups_with_faculties(session: Session) -> Iterator[tuple[Group, Faculty]]:
    """Every group with its faculty."""
    query = select(Group, Faculty).join(Faculty, Group.faculty == Faculty.id)
    return ((group, faculty) for group, faculty in session.execute(query))


def cadets_per_group(session: Session, day: date) -> dict[str, int]:
    """How many cadets each group has on the day."""
    lasts = (Membership.since <= day) & ((Membership.until.is_(None)) | (Membership.until > day))
    query = select(Membership.group, func.count(Membership.cadet.distinct())).where(lasts).group_by(Membership.group)
    return {row[0]: row[1] for row in session.execute(query)}


def group_ids(session: Session) -> Sequence[str]:
    """The id of every group."""
    return session.scalars(select(Group.id)).all()


def journal_ids(session: Session) -> Sequence[str]:
    """The id of every journal."""
    return session.scalars(select(Journal.id)).all()


def journals_of_group(session: Session, group: str) -> Sequence[str]:
    """The ids of the group's journals."""
    return session.scalars(select(Journal.id).where(Journal.group == group)).all()


def journals_of_contingent(session: Session, contingent: str) -> Sequence[str]:
    """The ids of the journals that the submission has added."""
    return session.scalars(select(Journal.id).where(Journal.contingent == contingent)).all()


def journals_of_teacher(session: Session, person: str) -> Sequence[str]:
    """The ids of the journals that the person teaches or has taught."""
    return session.scalars(select(TeachingAssignment.journal).where(TeachingAssignment.person == person)).all()


def contingents(session: Session, state: str) -> Sequence[Contingent]:
    """The submissions in this state, or all of them for "", the newest first."""
    query = select(Contingent).order_by(Contingent.uploaded_at.desc(), Contingent.id)
    return session.scalars(query.where(Contingent.state == state) if state else query).all()


def file_being_undone(session: Session) -> str | None:
    """The file name of a submission whose undo has begun and not ended."""
    return session.scalar(select(Contingent.filename).where(Contingent.undoing).limit(1))


def all_notices(session: Session) -> Sequence[Notice]:
    """Every notice, the newest first."""
    return session.scalars(select(Notice).order_by(Notice.at.desc(), Notice.id)).all()


def recent_notices_of(session: Session, author: str, since: datetime) -> Sequence[Notice]:
    """The author's notices that were filed or decided on since then."""
    is_recent = or_(Notice.at >= since, Notice.decided_at >= since)
    return session.scalars(select(Notice).where(Notice.author == author, is_recent)).all()


def count_filed_notices(session: Session, author: str, faculties: Collection[str] | None) -> int:
    """How many notices wait for IT: those of the author or of the faculties' groups, all of them for None."""
    query = select(func.count()).select_from(Notice)
    query = query.where(Notice.state == "filed", _is_of(author, faculties))
    return session.scalar(query) or 0


def _is_of(author: str, faculties: Collection[str] | None) -> ColumnElement[bool]:
    if faculties is None:
        return true()
    groups = select(Group.id).where(Group.faculty.in_(faculties))
    return or_(Notice.author == author, Notice.group.in_(groups), Notice.to_group.in_(groups))


def names_of_members(session: Session, groups: Iterable[str]) -> dict[str, list[tuple[str, Called]]]:
    """By group, everybody who is or was in it, under each of their names; rows that do not read are left out."""
    query = select(Membership.group, CadetName, Cadet.number).join(CadetName, CadetName.cadet == Membership.cadet)
    rows = session.execute(query.join(Cadet, Cadet.id == Membership.cadet).where(Membership.group.in_(groups)))
    found: dict[str, list[tuple[str, Called]]] = {}
    for group, name, number in ((group, name, said(number, "")) for group, name, number in rows if reads(name)):
        found.setdefault(group, []).append((name.cadet, called(name.family, name.given, name.patronymic, number)))
    return found
