"""Moving a case: lock it, ask the rule, record the step, tell the audit."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services.common.errors import Refusal, Refused
from services.common.storage.unit_of_work import Work
from services.corrections.contract import CASE_MOVED, CaseAction, CaseMoved, CaseState, Named
from services.corrections.domain import cases
from services.corrections.domain.cases import CaseFacts, ReturnedTo
from services.corrections.refusals import Reasons
from services.corrections.sealing import sealed_texts
from services.corrections.store.case_facts import actor, case_facts
from services.corrections.store.case_search import CaseSearch
from services.corrections.store.cases import last_action, locked_case, next_position
from services.corrections.store.models import Case, CaseStep
from services.corrections.store.substitutions import substitution_journals


def case_to_move(work: Work, case_id: str, action: CaseAction) -> Case:
    """The locked case, if the caller may make the move now (¶4, ¶10, ¶13).

    Raises ``Refused``: to people who may not read the case, as if there were none.
    """
    case = locked_case(work.session, case_id)
    if case is None:
        raise Reasons.case_unknown.refused()
    facts = case_facts(work.session, case, work.now.tzinfo)
    if refusal := cases.move_refusal(action, actor(work.principal, case), facts, work.now):
        raise Refused(refusal) if _may_know(work, case, refusal) else Reasons.case_unknown.refused(tried=refusal)
    return case


def _may_know(work: Work, case: Case, refusal: Refusal) -> bool:
    """¶13: whether the caller is told why: people who have such a move, IT too, and people who may read the case."""
    has_the_move = refusal.kind != "forbidden"
    return has_the_move or CaseSearch(work.principal, work.now).one(work.session, case.id) is not None


def audit_facts(case: Case, known: CaseFacts) -> dict[str, Any]:
    """What each audit entry of a case says of it, for those whom it concerns."""
    facts = {"faculty": case.faculty_id, "author": case.author, "kind": str(case.kind), "state": case.state}
    return {**facts, "approved": known.approved, "named": [*known.named]}


def move(work: Work, case: Case, action: CaseAction, reason: str = "") -> None:
    """Bring the case to the state to which the move leads."""
    state, returned = cases.next_state(action, case_facts(work.session, case, work.now.tzinfo))
    set_state(work, case, state, cases.TRANSITIONS[action].step, reason=reason, returned=returned)


def set_state(
    work: Work, case: Case, state: CaseState, action: str, *, reason: str = "", returned: ReturnedTo = ""
) -> None:
    """Bring the case to a state, and record it in the case's steps and the audit."""
    case.state, case.returned_to = state, returned
    known = case_facts(work.session, case, work.now.tzinfo)
    case.waits_for = cases.waits_for(known)
    if state not in cases.UNFINISHED:
        case.open_place = None
    record_event(work, case, action, reason, known)
    tell(work, case)


def tell(work: Work, case: Case) -> None:
    """Let the gradebook know whether the case is over: no grade sheet is signed over an open one (¶4)."""
    journals = (case.journal,) if case.journal else tuple(substitution_journals(work.session, case.id))
    state = CaseMoved(case=case.id, journals=journals, open=case.state in cases.UNFINISHED)
    work.emit(CASE_MOVED, f"case/{case.id}/journals", state)


def record_event(work: Work, case: Case, action: str, reason: str = "", known: CaseFacts | None = None) -> None:
    """Record what happened to a case in its steps and the audit. Its state stays."""
    known = known or case_facts(work.session, case, work.now.tzinfo)
    record_step(work, case, action, reason)
    work.audit(f"case.{action}", f"case/{case.id}", **audit_facts(case, known))


def is_held_up(session: Session, case: Case) -> bool:
    """Whether the case's warrant is known to wait for an operator, and nothing has happened since."""
    return case.state in cases.NOT_DONE and last_action(session, case.id) == cases.HELD_UP


def record_step(
    work: Work, case: Case, action: str, reason: str, *, at: datetime | None = None, by: Named | None = None
) -> None:
    """Add a step to the case; now and by the caller, unless another instant and author are named."""
    step = CaseStep(
        case=case.id,
        position=next_position(work.session, case.id),
        action=action,
        by=by.id if by else work.principal.person,
        by_name=by.name if by else work.principal.name,
        at=at or work.now,
        sealed_reason=sealed_texts.sealed_text(work, case.id, reason),
    )
    work.session.add(step)
