"""Mend a report that came back (¶13)."""

from services.common.errors import Refused
from services.common.work import Work
from services.corrections import contract
from services.corrections.contract import AmendReport
from services.corrections.domain.discrepancies import words_refusal
from services.corrections.models import Case
from services.corrections.moving import case_to_move, move
from services.corrections.papers import draw_up
from services.corrections.usecases.draw_up_act import examination
from services.corrections.views import case_reply
from services.gradebook.contract import ExamineChange, Examined


def what_to_examine(work: Work, request: AmendReport) -> ExamineChange | None:
    """What the gradebook is asked before; nothing for a substitution, which names no lesson."""
    case = _checked(work, request)
    return examination(case, request.value) if case.lesson else None


def amend_report(work: Work, request: AmendReport, examined: Examined | None) -> contract.Case:
    """File it anew; it counts as reported when it was first reported (¶19)."""
    case = _checked(work, request)
    case.text, case.act_author = request.text.strip(), ""
    if examined:
        case.version, case.sealed = examined.version, examined.sealed
    draw_up(work, case, "report", request.text)
    move(work, case, "reported", "amended", reason=request.text)
    return case_reply(work, case)


def _checked(work: Work, request: AmendReport) -> Case:
    case = case_to_move(work, request.case, "amend")
    if refusal := words_refusal(request.text, "text_required"):
        raise Refused(refusal)
    return case
