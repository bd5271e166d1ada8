"""Return a submission to its methodist with a reason (¶14)."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import DecideContingent
from services.roster.domain.deciding import decide_refusal, reason_refusal
from services.roster.models import Contingent
from services.roster.refusals import Reasons
from services.roster.selecting import take_turn
from services.roster.submissions import find, shown
from services.roster.usecases.guard import only_it

LONGEST_REASON = 2000


def return_contingent(work: Work, request: DecideContingent) -> contract.Contingent:
    """Return. Raises ``Refused``: contingent_not_submitted, reason_required (¶14)."""
    only_it(work, "¶14")
    take_turn(work.session)
    contingent = find(work.session, request.contingent)
    if refusal := decide_refusal(contingent.state) or reason_refusal(request.reason):
        raise Refused(refusal)
    if len(request.reason) > LONGEST_REASON:
        raise Reasons.malformed.refused(detail=f"reason: at most {LONGEST_REASON} characters")
    decide(work, contingent, "returned", request.reason.strip())
    return shown(work.session, contingent)


def decide(
    work: Work, contingent: Contingent, state: contract.ContingentState, reason: str = "", **facts: int
) -> None:
    """Write down what was decided, by whom and when."""
    contingent.state = state
    contingent.reason = reason
    contingent.decided_by, contingent.decided_by_name = work.principal.person, work.principal.name
    contingent.decided_at = work.now
    work.audit(f"contingent.{state}", f"contingent/{contingent.id}", **facts)
