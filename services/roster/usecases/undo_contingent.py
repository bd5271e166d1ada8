"""Undo what a submission added, while no mark hangs on it (¶14).

Three steps, each safe to repeat, for the gradebook has to agree in between: ``begin`` keeps others from building on
what is about to go, the gradebook withdraws the journals (or refuses, and ``cancel`` ends the attempt), ``finish``
takes the additions away. After a crash anywhere the same request goes on where it was left.
"""

from dataclasses import dataclass

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import WithdrawJournals
from services.roster import contract
from services.roster.contract import DecideContingent
from services.roster.domain.contingent_states import undo_refusal
from services.roster.refusals import Reasons
from services.roster.store.contingent_undo import (
    delete_links,
    delete_unused,
    is_built_upon,
    journals_assigned_by,
    touched_groups,
)
from services.roster.store.event_data import journal_states
from services.roster.store.locks import lock_roster
from services.roster.store.models import Contingent
from services.roster.store.queries import journals_of_contingent
from services.roster.usecases.permissions import known_contingent, require_it
from services.roster.usecases.return_contingent import record_decision
from services.roster.views.contingents import contingent_view
from services.roster.views.events import emit_groups, emit_journal_states, emit_journals


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
        if is_built_upon(work.session, contingent.id):
            raise Reasons.contingent_in_use.refused()
        contingent.undoing = True
        work.audit("contingent.undo_begun", f"contingent/{contingent.id}")
        journals = tuple(journals_of_contingent(work.session, contingent.id))
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
    record_decision(work, contingent, "undone")
    return contingent_view(work.session, contingent)


def _locked(work: Work, id: str) -> Contingent:
    require_it(work, "¶14")
    lock_roster(work.session)
    return known_contingent(work.session, id)


def _take_away(work: Work, contingent: str) -> None:
    session = work.session
    groups = touched_groups(session, contingent)
    gone = journals_of_contingent(session, contingent)
    withdrawn = journal_states(session, gone, withdrawn=True)
    changed = journals_assigned_by(session, contingent) - set(gone)
    delete_links(session, contingent)
    emit_groups(work, groups)
    emit_journal_states(work, withdrawn)
    emit_journals(work, changed)
    delete_unused(session, contingent)
