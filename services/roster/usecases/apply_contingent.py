"""Apply a submission, all of it or nothing (¶11, ¶14)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import DecideContingent
from services.roster.domain.deciding import decide_refusal
from services.roster.models import Contingent, Term
from services.roster.refusals import Reasons
from services.roster.selecting import take_turn
from services.roster.states import emit_groups, emit_journals
from services.roster.submissions import find, shown
from services.roster.usecases.checking_again import check_again
from services.roster.usecases.guard import only_it
from services.roster.usecases.return_contingent import decide
from services.roster.writing import Writer


def apply_contingent(work: Work, request: DecideContingent) -> contract.Contingent:
    """Apply. Raises ``Refused``: contingent_not_submitted, contingent_outdated, undo_under_way (¶14)."""
    only_it(work, "¶14")
    take_turn(work.session)
    contingent = find(work.session, request.contingent)
    if refusal := decide_refusal(contingent.state):
        raise Refused(refusal)
    check_no_undo(work.session)
    _write(work, contingent)
    return shown(work.session, contingent)


def check_no_undo(session: Session) -> None:
    """Nobody builds on what is about to go. Raises ``Refused(conflict, undo_under_way)`` (¶14)."""
    if undoing := session.scalar(select(Contingent.filename).where(Contingent.undoing).limit(1)):
        raise Reasons.undo_under_way.refused(file=undoing)


def _write(work: Work, contingent: Contingent) -> None:
    new, facts = check_again(work, contingent)
    writer = Writer(work.session, contingent.id, work.session.get_one(Term, contingent.term), facts)
    written = writer.write(new)
    emit_groups(work, written.groups)
    emit_journals(work, written.journals)
    decide(
        work,
        contingent,
        "applied",
        groups=len(written.groups),
        journals=len(written.journals),
        members=len(new.members),
    )
