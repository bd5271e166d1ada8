"""Returns a submission to its methodist with a reason (¶14)."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import DecideContingent
from services.roster.domain.contingent_states import decide_refusal, reason_refusal
from services.roster.refusals import Reasons
from services.roster.store.locks import lock_roster
from services.roster.store.models import Contingent
from services.roster.usecases.permissions import known_contingent, require_it
from services.roster.views.contingents import contingent_view

LONGEST_REASON = 2000


def return_contingent(work: Work, request: DecideContingent) -> contract.Contingent:
    """Return a submission. Raises ``Refused``: contingent_not_submitted, reason_required (¶14)."""
    require_it(work, "¶14")
    lock_roster(work.session)
    contingent = known_contingent(work.session, request.contingent)
    if refusal := decide_refusal(contingent.state) or reason_refusal(request.reason):
        raise Refused(refusal)
    if len(request.reason) > LONGEST_REASON:
        raise Reasons.malformed.refused(detail=f"reason: at most {LONGEST_REASON} characters")
    record_decision(work, contingent, "returned", request.reason.strip())
    return contingent_view(work.session, contingent)


def record_decision(
    work: Work, contingent: Contingent, state: contract.ContingentState, reason: str = "", **facts: int
) -> None:
    """Record the submission's new state, who decided on it and when."""
    contingent.state = state
    contingent.reason = reason
    contingent.decided_by, contingent.decided_by_name = work.principal.person, work.principal.name
    contingent.decided_at = work.now
    work.audit(f"contingent.{state}", f"contingent/{contingent.id}", **facts)
