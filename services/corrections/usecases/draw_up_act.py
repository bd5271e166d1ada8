"""Draw up the act on a report (¶13)."""

from typing import Any, cast

import msgspec

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import DrawUpAct
from services.corrections.domain.amendments import FIELDS, fields_refusal
from services.corrections.domain.discrepancies import text_refusal
from services.corrections.domain.kinds import KINDS
from services.corrections.refusals import Reasons
from services.corrections.store.case_details import held_lesson
from services.corrections.store.models import Case
from services.corrections.usecases.case_papers import draw_up_paper
from services.corrections.usecases.case_transitions import case_to_move, move
from services.corrections.views.cases import case_reply
from services.gradebook.contract import CheckChange, CheckedChange


def change_to_check(work: Work, request: DrawUpAct) -> CheckChange:
    """What the gradebook is asked before: whether the change still makes sense, and the cell's version now."""
    return change_of(_checked(work, request), request.value)


def draw_up_act(work: Work, request: DrawUpAct, checked: CheckedChange) -> contract.Case:
    """Draw up the act. The head decides next."""
    case = _checked(work, request)
    case.version, case.sealed = checked.version, checked.sealed
    case.act_author = work.principal.person
    draw_up_paper(work, case, "act", request.text)
    move(work, case, "draw_up_act", request.text)
    return case_reply(work, case)


def filled_fields(request: Any) -> list[str]:
    """The fields that a request fills beside its text."""
    return [field for field in FIELDS if getattr(request, field, msgspec.UNSET) is not msgspec.UNSET]


def change_of(case: Case, value: object) -> CheckChange:
    """What the gradebook is asked about the case's lesson or cell. Without a new value it takes the sealed one."""
    is_kept = value is msgspec.UNSET
    return CheckChange(
        journal=cast(str, case.journal),
        kind=case.kind,  # type: ignore[arg-type]  # a substitution names no journal's lesson
        lesson=case.lesson or "",
        held=held_lesson(case),
        cadet=case.cadet,
        value=None if is_kept else value,
        sealed=case.sealed if is_kept and KINDS[case.kind].has_value else "",
    )


def _checked(work: Work, request: DrawUpAct) -> Case:
    case = case_to_move(work, request.case, "draw_up_act")
    without_words = text_refusal(request.text, Reasons.text_required, "¶13")
    if refusal := without_words or fields_refusal("act", case.kind, filled_fields(request)):
        raise Refused(refusal)
    return case
