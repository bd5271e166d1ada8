"""Moving a case: it is found and locked, the rule asked, the step recorded, the audit told."""

from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.common.errors import Refusal, Refused
from services.common.regulation.deadlines import closes_at
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work
from services.corrections import words
from services.corrections.contract import CaseAction, CaseState, Named
from services.corrections.domain import cases
from services.corrections.domain.cases import Actor, CaseFacts, ReturnedTo
from services.corrections.models import Case, CaseStep, Substitution
from services.corrections.refusals import Reasons
from services.corrections.searching import CaseSearch


def locked_case(work: Work, case_id: str) -> Case:
    """The case, kept from others until the transaction ends. Raises ``Refused(case_unknown)``."""
    case = work.session.scalar(select(Case).where(Case.id == case_id).with_for_update())
    if case is None:
        raise Reasons.case_unknown.refused()
    return case


def case_to_move(work: Work, case_id: str, action: CaseAction) -> Case:
    """The case, locked, when who asks may move it so, now (¶4, ¶10, ¶13); to who may not read it there is none."""
    case = locked_case(work, case_id)
    facts = facts_of(work.session, case, work.now.tzinfo)
    if refusal := cases.move_refusal(action, actor(work.principal, case), facts, work.now):
        raise Refused(refusal) if _may_know(work, case, refusal) else Reasons.case_unknown.refused(tried=refusal)
    return case


def _may_know(work: Work, case: Case, refusal: Refusal) -> bool:
    """¶13: whoever has such a move, IT too, is told why not now; everybody else, of cases that they may read."""
    has_the_move = refusal.kind != "forbidden"
    return has_the_move or CaseSearch(work.principal, work.now).one(work.session, case.id) is not None


def actor(principal: Principal, case: Case) -> Actor:
    """As what somebody meets the case."""
    return Actor(
        person=principal.person,
        methodist=principal.has("methodist", case.faculty_id),
        head=principal.has("faculty_head", case.faculty_id),
        it=principal.has("it_staff"),
        moderator=principal.has("moderator"),
    )


def facts_of(session: Session, case: Case, zone: tzinfo | None) -> CaseFacts:
    """What the rules want to know of a case."""
    terms = session.get(Substitution, case.id) if case.kind == "substitution" else None
    return CaseFacts(
        kind=case.kind,
        state=case.state,
        author=case.author,
        act_author=case.act_author,
        returned_to=_returned_to(case.returned_to),
        expires_at=case.expires_at,
        revoked=terms is not None and terms.revoked_at is not None,
        until=closes_at(terms.until, zone) if terms else None,
        named=(terms.absent, terms.substitute) if terms else (),
        approved=case.decided_at is not None and case.state != "rejected",
    )


def concerned(case: Case, known: CaseFacts) -> dict[str, Any]:
    """Whom it concerns, as the audit tells."""
    facts = {"faculty": case.faculty_id, "author": case.author, "kind": case.kind, "state": case.state}
    return {**facts, "approved": known.approved, "named": [*known.named]}


def move(work: Work, case: Case, action: CaseAction, reason: str = "") -> None:
    """Bring the case where the move leads."""
    state, returned = cases.leads_to(action, facts_of(work.session, case, work.now.tzinfo))
    put(work, case, state, cases.TRANSITIONS[action].step, reason=reason, returned=returned)


def put(work: Work, case: Case, state: CaseState, action: str, *, reason: str = "", returned: ReturnedTo = "") -> None:
    """Bring the case to a state and say so: in its steps, to the audit."""
    case.state, case.returned_to = state, returned
    known = facts_of(work.session, case, work.now.tzinfo)
    case.waits_for = cases.waits_for(known)
    if state not in cases.UNFINISHED:
        case.open_place = None
    note(work, case, action, reason, known)


def note(work: Work, case: Case, action: str, reason: str = "", known: CaseFacts | None = None) -> None:
    """Say what happened to a case, in its steps and to the audit; it stays where it is."""
    known = known or facts_of(work.session, case, work.now.tzinfo)
    record_step(work, case, action, reason)
    work.audit(f"case.{action}", f"case/{case.id}", **concerned(case, known))


def is_held_up(session: Session, case: Case) -> bool:
    """Whether it is known that its warrant waits for an operator: nothing has happened since."""
    last = select(CaseStep.action).where(CaseStep.case == case.id).order_by(CaseStep.position.desc()).limit(1)
    return case.state in cases.NOT_DONE and session.scalar(last) == cases.HELD_UP


def record_step(
    work: Work, case: Case, action: str, reason: str, *, at: datetime | None = None, by: Named | None = None
) -> None:
    """Add to what happened to the case; now and by who asks, unless another instant and author are named."""
    work.session.flush()
    last = work.session.scalar(select(func.max(CaseStep.position)).where(CaseStep.case == case.id)) or 0
    step = CaseStep(
        case=case.id,
        position=last + 1,
        action=action,
        by=by.id if by else work.principal.person,
        by_name=by.name if by else work.principal.name,
        at=at or work.now,
        sealed_reason=words.sealed(work, case.id, reason),
    )
    work.session.add(step)


def _returned_to(kept: str) -> ReturnedTo:
    return "author" if kept == "author" else "methodist" if kept == "methodist" else ""
