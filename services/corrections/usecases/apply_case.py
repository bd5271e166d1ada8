"""IT carries out a decision (¶10): the gradebook acts on the warrant."""

from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import ApplyCase
from services.corrections.usecases.case_transitions import case_to_move, move
from services.corrections.usecases.decide_case import hand_over
from services.corrections.views.cases import case_reply


def apply_case(work: Work, request: ApplyCase) -> contract.Case:
    """Hand the warrant to the gradebook; the case is ``applying`` until it has answered."""
    case = case_to_move(work, request.case, "apply")
    move(work, case, "apply")
    hand_over(work, case)
    return case_reply(work, case)
