"""IT puts a proposed policy in force (¶2)."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Done, PutPolicyInForce
from services.gradebook.refusals import Reasons
from services.gradebook.store import models
from services.gradebook.usecases.policy_access import require_it_staff, require_open_term


def put_policy_in_force(work: Work, request: PutPolicyInForce) -> Done:
    """Results are made by it from now on, of the terms that it holds for."""
    require_it_staff(work)
    proposal = work.session.get(models.Policy, request.number)
    if proposal is None:
        raise Reasons.policy_unknown.refused()
    if work.session.get(models.PolicyInForce, request.number):
        raise Reasons.policy_already_in_force.refused()
    require_open_term(work, proposal.subject, proposal.holds_from)
    work.session.add(models.PolicyInForce(number=request.number, author=work.principal.person, at=work.now))
    work.audit("policy.put_in_force", f"policy/{request.number}", proposed_by=proposal.author)
    return Done()
