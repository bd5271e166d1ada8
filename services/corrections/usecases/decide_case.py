"""The faculty head's decision (¶4, ¶13, ¶19, ¶21)."""

from datetime import datetime
from typing import cast
from uuid import uuid4

from services.common.errors import Refused
from services.common.regulation.deadlines import closes_at
from services.common.security.tokens import TokenVerifier
from services.common.security.warrants import Warrant, WarrantSigner
from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import WARRANT_ISSUED, ApproveCase, GiveReason, WarrantIssued
from services.corrections.domain.deadlines import due_at, expires_at
from services.corrections.domain.discrepancies import text_refusal
from services.corrections.domain.kinds import KINDS
from services.corrections.domain.substitutions import too_late_refusal
from services.corrections.refusals import Reasons
from services.corrections.store import substitutions
from services.corrections.store.calendar import working_days
from services.corrections.store.case_details import held_lesson
from services.corrections.store.models import Case, Substitution
from services.corrections.usecases.case_papers import draw_up_paper
from services.corrections.usecases.case_transitions import case_to_move, move
from services.corrections.views.cases import case_reply
from services.gradebook.contract import SealDecision, SealedDecision


def what_to_seal(work: Work, request: ApproveCase, verifier: TokenVerifier) -> SealDecision | None:
    """What the gradebook is to seal in the head's session before the approval; None where nothing is.

    That is a new mark, or the journals' keys for a substitute, or the first key of a journal without lessons.
    """
    case = _checked(work, request, verifier)
    if terms := substitutions.terms_of(work.session, case):
        journals = tuple(substitutions.substitution_journals(work.session, case.id))
        return SealDecision(journals=journals, person=terms.substitute, until=terms.until)
    if KINDS[case.kind].about == "held_lesson":
        return SealDecision(journals=(cast(str, case.journal),), begins=True)
    if not KINDS[case.kind].has_value:
        return None
    cell = {"lesson": case.lesson, "cadet": case.cadet, "version": case.version}
    return SealDecision(journals=(cast(str, case.journal),), sealed=case.sealed, **cell)  # type: ignore[arg-type]


def approve_case(
    work: Work, request: ApproveCase, decided: SealedDecision | None, verifier: TokenVerifier, signer: WarrantSigner
) -> contract.Case:
    """Approve: sign the warrant, set IT's clock (¶10) or hand the warrant on at once (¶19, ¶21)."""
    case = _checked(work, request, verifier)
    _decide(work, case)
    _issue(work, case, decided.sealed if decided else "", signer)
    rules = KINDS[case.kind]
    draw_up_paper(work, case, rules.granted_by, request.reason, approved=True)
    move(work, case, "approve", request.reason)
    if rules.carried_out_by != "it_staff":
        hand_over(work, case)
    return case_reply(work, case)


def reject_case(work: Work, request: GiveReason) -> contract.Case:
    """Reject with a reason. The case is over."""
    case = case_to_move(work, request.case, "reject")
    if refusal := text_refusal(request.reason, Reasons.reason_required, "¶13"):
        raise Refused(refusal)
    case.decided_by, case.decided_at = work.principal.person, work.now
    draw_up_paper(work, case, "decision", request.reason, approved=False)
    move(work, case, "reject", request.reason)
    return case_reply(work, case)


def hand_over(work: Work, case: Case) -> None:
    """Send the warrant to the gradebook by an event, which is not lost when a process dies."""
    issued = WarrantIssued(case=case.id, warrant=case.warrant, asked_by=work.principal.person)
    work.emit(WARRANT_ISSUED, f"case/{case.id}", issued)


def _checked(work: Work, request: ApproveCase, verifier: TokenVerifier) -> Case:
    verifier.verify_confirmation(request.confirmation, work.principal, work.machine_now)
    case = case_to_move(work, request.case, "approve")
    if request.reason and (refusal := text_refusal(request.reason, Reasons.reason_required, "¶13")):
        raise Refused(refusal)
    terms = substitutions.terms_of(work.session, case)
    if terms and (refusal := too_late_refusal(terms.until, work.now)):
        raise Refused(refusal)
    return case


def _decide(work: Work, case: Case) -> None:
    case.decided_by, case.decided_at = work.principal.person, work.now
    case.expires_at = expires_at(work.now)
    if KINDS[case.kind].carried_out_by == "it_staff":
        case.due_at = due_at(work.now, working_days(work.session, work.now.date()))
        case.overdue_told = False


def _issue(work: Work, case: Case, sealed: str, signer: WarrantSigner) -> None:
    case.warrant_id = str(uuid4())
    terms = substitutions.terms_of(work.session, case)
    if terms:
        case.expires_at = closes_at(terms.until, work.now.tzinfo)
    case.warrant = signer.sign(_warrant(work, case, sealed, terms))
    work.audit("warrant.issued", f"case/{case.id}", faculty=case.faculty_id, warrant=case.warrant_id)


def _warrant(work: Work, case: Case, sealed: str, terms: Substitution | None) -> Warrant:
    return Warrant(
        id=cast(str, case.warrant_id),
        case=case.id,
        number=case.number,
        kind=case.kind,
        faculty=case.faculty_id,
        journals=tuple(substitutions.substitution_journals(work.session, case.id))
        if terms
        else (cast(str, case.journal),),
        lesson=case.lesson,
        cadet=case.cadet,
        version=case.version,
        sealed=sealed,
        open_days=case.open_days,
        person=terms.substitute if terms else case.author,
        since=terms.since if terms else None,
        until=terms.until if terms else None,
        reported_by=case.author,
        act_by=case.act_author,
        decided_by=work.principal.person,
        decided_at=work.now,
        expires_at=cast(datetime, case.expires_at),
        held=held_lesson(case),
    )
