"""Apply a submission, all of it or nothing (¶11, ¶14)."""

from sqlalchemy.orm import Session

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import DecideContingent
from services.roster.domain.contingent_states import decide_refusal
from services.roster.refusals import Reasons
from services.roster.store.contingent_writing import ContingentWriter
from services.roster.store.locks import lock_roster
from services.roster.store.models import Contingent, Term
from services.roster.store.queries import file_being_undone
from services.roster.usecases.permissions import known_contingent, require_it
from services.roster.usecases.recheck_contingent import recheck_contingent
from services.roster.usecases.return_contingent import record_decision
from services.roster.views.contingents import contingent_view
from services.roster.views.events import emit_groups, emit_journals


def apply_contingent(work: Work, request: DecideContingent) -> contract.Contingent:
    """Apply a submission. Raises ``Refused``: contingent_not_submitted, contingent_outdated, undo_under_way (¶14)."""
    require_it(work, "¶14")
    lock_roster(work.session)
    contingent = known_contingent(work.session, request.contingent)
    if refusal := decide_refusal(contingent.state):
        raise Refused(refusal)
    check_no_undo(work.session)
    _write(work, contingent)
    return contingent_view(work.session, contingent)


def check_no_undo(session: Session) -> None:
    """Nothing is applied while an undo is under way. Raises ``Refused(conflict, undo_under_way)`` (¶14)."""
    if undoing := file_being_undone(session):
        raise Reasons.undo_under_way.refused(file=undoing)


def _write(work: Work, contingent: Contingent) -> None:
    new, facts = recheck_contingent(work, contingent)
    writer = ContingentWriter(work.session, contingent.id, work.session.get_one(Term, contingent.term), facts)
    written = writer.write(new)
    emit_groups(work, written.groups)
    emit_journals(work, written.journals)
    record_decision(
        work,
        contingent,
        "applied",
        groups=len(written.groups),
        journals=len(written.journals),
        members=len(new.members),
    )
