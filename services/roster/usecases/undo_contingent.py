"""Undo what a submission added, while no mark hangs on it (¶14).

Three steps, each safe to repeat, for the gradebook has to agree in between: ``begin`` keeps others from building on
what is about to go, the gradebook withdraws the journals (or refuses, and ``cancel`` ends the attempt), ``finish``
takes the additions away. After a crash anywhere the same request goes on where it was left.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, or_, select
from sqlalchemy.orm import Session

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import WithdrawJournals
from services.roster import contract
from services.roster.contract import DecideContingent
from services.roster.domain.deciding import undo_refusal
from services.roster.models import (
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
from services.roster.refusals import Reasons
from services.roster.selecting import take_turn
from services.roster.states import emit_groups, emit_journals, emit_states, journal_states
from services.roster.submissions import find, shown
from services.roster.usecases.guard import only_it
from services.roster.usecases.return_contingent import decide


@dataclass(frozen=True, kw_only=True)
class UndoStep:
    """Which submission; a step is repeated at will, so it has no ``command_id``."""

    contingent: str


def begin(work: Work, step: UndoStep) -> WithdrawJournals:
    """Mark the undo as begun, and say what the gradebook is to withdraw: nothing when there is nothing to undo.

    Raises ``Refused(conflict, contingent_in_use)`` when another submission rests on this one (¶14).
    """
    contingent = _locked(work, step.contingent)
    journals: tuple[str, ...] = ()
    if undo_refusal(contingent.state) is None:
        if _is_built_upon(work.session, contingent.id):
            raise Reasons.contingent_in_use.refused()
        contingent.undoing = True
        work.audit("contingent.undo_begun", f"contingent/{contingent.id}")
        journals = tuple(work.session.scalars(select(Journal.id).where(Journal.contingent == contingent.id)))
    return WithdrawJournals(command_id=f"undo-{contingent.id}", journals=tuple(sorted(journals)))


def cancel(work: Work, step: UndoStep) -> None:
    """The gradebook has refused: all stays as it is (¶14)."""
    contingent = _locked(work, step.contingent)
    contingent.undoing = False
    work.audit("contingent.undo_cancelled", f"contingent/{contingent.id}")


def finish(work: Work, request: DecideContingent) -> contract.Contingent:
    """Take away what the submission added. Raises ``Refused(conflict, contingent_not_applied)`` (¶14)."""
    contingent = _locked(work, request.contingent)
    if refusal := undo_refusal(contingent.state):
        raise Refused(refusal)
    contingent.undoing = False
    _take_away(work, contingent.id)
    decide(work, contingent, "undone")
    return shown(work.session, contingent)


def _locked(work: Work, id: str) -> Contingent:
    only_it(work, "¶14")
    take_turn(work.session)
    return find(work.session, id)


def _is_built_upon(session: Session, contingent: str) -> bool:
    """Whether another submission's journal has a member, or its teacher a journal, of this one; or a notice either."""
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
    """Notices that changed what its members are, or brought somebody into its groups, after it was applied (¶15)."""
    since = select(Contingent.decided_at).where(Contingent.id == contingent).scalar_subquery()
    applied = select(Notice.id).where(Notice.state == "applied", Notice.decided_at >= since)
    of_members = applied.join(Membership, Membership.cadet == Notice.cadet).where(Membership.contingent == contingent)
    into_groups = (
        select(Membership.notice)
        .join(Group, Membership.group == Group.id)
        .where(Group.contingent == contingent, Membership.notice.is_not(None))
    )
    return of_members, into_groups


def _take_away(work: Work, contingent: str) -> None:
    session = work.session
    groups = _touched_groups(session, contingent)
    gone = session.scalars(select(Journal.id).where(Journal.contingent == contingent)).all()
    withdrawn = journal_states(session, gone, withdrawn=True)
    assigned = TeachingAssignment.contingent == contingent
    changed = set(session.scalars(select(TeachingAssignment.journal).where(assigned))) - set(gone)
    for table in (TeachingAssignment, Journal, Membership):
        session.execute(delete(table).where(table.contingent == contingent))
    emit_groups(work, groups)
    emit_states(work, withdrawn)
    emit_journals(work, changed)
    _take_away_unused(session, contingent)


def _touched_groups(session: Session, contingent: str) -> set[str]:
    joined = session.scalars(select(Membership.group).where(Membership.contingent == contingent))
    return {*joined, *session.scalars(select(Group.id).where(Group.contingent == contingent))}


def _take_away_unused(session: Session, contingent: str) -> None:
    """Names that nothing refers to any more; what later submissions use, or a notice names, stays."""
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
