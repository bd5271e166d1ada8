"""Send a case's papers back, or end it without a decision (¶13)."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import GiveReason
from services.corrections.domain.discrepancies import text_refusal
from services.corrections.refusals import Reasons
from services.corrections.usecases.case_transitions import case_to_move, move
from services.corrections.views.cases import case_reply


def return_case(work: Work, request: GiveReason) -> contract.Case:
    """Send the papers one step back with a reason: from the head to the methodist, or from there to the author."""
    case = case_to_move(work, request.case, "return")
    if refusal := text_refusal(request.reason, Reasons.reason_required, "¶13"):
        raise Refused(refusal)
    move(work, case, "return", request.reason)
    return case_reply(work, case)


def withdraw_case(work: Work, request: GiveReason) -> contract.Case:
    """The author takes the report back before the decision."""
    case = case_to_move(work, request.case, "withdraw")
    if request.reason and (refusal := text_refusal(request.reason, Reasons.reason_required, "¶13")):
        raise Refused(refusal)
    move(work, case, "withdraw", request.reason)
    return case_reply(work, case)
