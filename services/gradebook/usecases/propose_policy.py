"""IT proposes by what marks become results (¶2)."""

from services.common.errors import Refused
from services.common.messaging.wire import encode
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import PolicyProposed, ProposePolicy
from services.gradebook.domain.policies import terms_refusal
from services.gradebook.refusals import Reasons
from services.gradebook.store import models, policies
from services.gradebook.usecases.policy_access import require_it_staff, require_open_term


def propose_policy(work: Work, request: ProposePolicy) -> PolicyProposed:
    """Keep the proposal. Nothing is made by it until it is put in force."""
    require_it_staff(work)
    if request.subject and request.subject not in policies.known_subjects(work.session):
        raise Reasons.policy_subject_unknown.refused()
    if refusal := terms_refusal(request.terms):
        raise Refused(refusal)
    require_open_term(work, request.subject, request.holds_from)
    number = policies.next_number(work.session)
    row = models.Policy(number=number, subject=request.subject, holds_from=request.holds_from, at=work.now)
    row.terms, row.author = encode(request.terms), work.principal.person
    work.session.add(row)
    facts = {"of_subject": request.subject, "holds_from": request.holds_from.isoformat()}
    work.audit("policy.proposed", f"policy/{number}", **facts)
    return PolicyProposed(number=number)
