"""Finds and deletes what a submission has added (¶14)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, delete, or_, select
from sqlalchemy.orm import Session

from services.roster.store.models import (
    Base,
    Cadet,
    CadetName,
    Contingent,
    Department,
    Group,
    Journal,
    Membership,
    Notice,
    Subject,
    TeachingAssignment,
    Term,
)


def is_built_upon(session: Session, contingent: str) -> bool:
    """Whether something that came later rests on what the submission has added.

    That is another submission's journal with a member added by this one, another submission's teacher of a journal
    added by this one, or a notice.
    """
    overlaps = (Term.ends >= Membership.since) & or_(Membership.until.is_(None), Term.starts < Membership.until)
    members = (
        select(Journal.id)
        .join(Membership, Membership.group == Journal.group)
        .join(Term, Journal.term == Term.id)
        .where(Membership.contingent == contingent, Journal.contingent != contingent, overlaps)
    )
    teachers = (
        select(Journal.id)
        .join(TeachingAssignment, TeachingAssignment.journal == Journal.id)
        .where(Journal.contingent == contingent, TeachingAssignment.contingent != contingent)
    )
    return any(session.scalar(query.limit(1)) for query in (members, teachers, *_notices_since(contingent)))


def _notices_since(contingent: str) -> tuple[Select[Any], Select[Any]]:
    """Queries for notices that changed the submission's members or brought somebody into its groups (¶15)."""
    since = select(Contingent.decided_at).where(Contingent.id == contingent).scalar_subquery()
    applied = select(Notice.id).where(Notice.state == "applied", Notice.decided_at >= since)
    of_members = applied.join(Membership, Membership.cadet == Notice.cadet).where(Membership.contingent == contingent)
    into_groups = (
        select(Membership.notice)
        .join(Group, Membership.group == Group.id)
        .where(Group.contingent == contingent, Membership.notice.is_not(None))
    )
    return of_members, into_groups


def journals_assigned_by(session: Session, contingent: str) -> set[str]:
    """The journals to which the submission has assigned a teacher."""
    assigned = TeachingAssignment.contingent == contingent
    return set(session.scalars(select(TeachingAssignment.journal).where(assigned)))


def delete_links(session: Session, contingent: str) -> None:
    """Delete the submission's teaching assignments, journals and memberships."""
    for table in (TeachingAssignment, Journal, Membership):
        session.execute(delete(table).where(table.contingent == contingent))


def touched_groups(session: Session, contingent: str) -> set[str]:
    """The groups that the submission has added, or to which it has added members."""
    joined = session.scalars(select(Membership.group).where(Membership.contingent == contingent))
    return {*joined, *session.scalars(select(Group.id).where(Group.contingent == contingent))}


def delete_unused(session: Session, contingent: str) -> None:
    """Delete the submission's names to which nothing refers any more.

    What a later submission uses, or a notice names, stays.
    """
    lonely = _is_not_in(Cadet.id, Membership.cadet, Notice.cadet)
    leaving = select(Cadet.id).where(Cadet.contingent == contingent, *lonely)
    session.execute(delete(CadetName).where(CadetName.cadet.in_(leaving)))
    _delete(session, Cadet, Cadet.contingent == contingent, *lonely)
    empty = _is_not_in(Group.id, Membership.group, Journal.group, Notice.group, Notice.to_group)
    _delete(session, Group, Group.contingent == contingent, *empty)
    _delete(session, Subject, Subject.contingent == contingent, Subject.id.not_in(select(Journal.subject)))
    taught_nothing = Department.id.not_in(select(Subject.department))
    _delete(session, Department, Department.contingent == contingent, taught_nothing)


def _is_not_in(id: Any, *columns: Any) -> list[ColumnElement[bool]]:
    return [id.not_in(select(column).where(column.is_not(None))) for column in columns]


def _delete(session: Session, table: type[Base], *where: ColumnElement[bool]) -> None:
    session.execute(delete(table).where(*where), execution_options={"synchronize_session": False})
