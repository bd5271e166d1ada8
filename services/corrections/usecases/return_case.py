"""Send a case's papers back, or end it without a decision (¶13)."""

from services.common.errors import Refused
from services.common.work import Work
from services.corrections import contract
from services.corrections.contract import GiveReason
from services.corrections.domain.cases import returned_to
from services.corrections.domain.discrepancies import words_refusal
from services.corrections.moving import case_to_move, facts_of, move
from services.corrections.views import case_reply


def return_case(work: Work, request: GiveReason) -> contract.Case:
    """One step back, with the reason: from the head to the methodist, from the methodist to the author."""
    case = case_to_move(work, request.case, "return")
    if refusal := words_refusal(request.reason, "reason_required"):
        raise Refused(refusal)
    whom = returned_to(facts_of(work.session, case, work.now.tzinfo))
    move(work, case, "returned", "returned", reason=request.reason, returned=whom)
    return case_reply(work, case)


def withdraw_case(work: Work, request: GiveReason) -> contract.Case:
    """The author takes the report back before the decision."""
    case = case_to_move(work, request.case, "withdraw")
    if request.reason and (refusal := words_refusal(request.reason, "reason_required")):
        raise Refused(refusal)
    move(work, case, "withdrawn", "withdrawn", reason=request.reason)
    return case_reply(work, case)
