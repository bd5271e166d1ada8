"""IT carries out a decision (¶10): the gradebook acts on the warrant, and what it answers ends the case."""

from sqlalchemy import select

from services.common.security import warrants
from services.common.security.warrants import UnknownKeyError, WarrantInvalidError
from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import ApplyCase
from services.corrections.domain.cases import HELD_UP, NOT_DONE, settled
from services.corrections.models import Case
from services.corrections.moving import case_to_move, facts_of, is_held_up, move, note, put
from services.corrections.usecases.decide_case import hand_over
from services.corrections.views import case_reply
from services.gradebook.contract import WarrantPutAside, WarrantSettled


def apply_case(work: Work, request: ApplyCase) -> contract.Case:
    """Hand the warrant to the gradebook; the case is ``applying`` until it has answered."""
    case = case_to_move(work, request.case, "apply")
    move(work, case, "apply")
    hand_over(work, case)
    return case_reply(work, case)


def take_in_settled(work: Work, state: WarrantSettled) -> None:
    """What the gradebook has made of a warrant; an answer to another than the case's own changes nothing.

    One that it could not read names no warrant: the case's own counts, if it does not verify here either (¶4).
    """
    is_its_own = Case.warrant_id == state.warrant if state.warrant else Case.id == state.case
    case = work.session.scalar(select(Case).where(is_its_own).with_for_update())
    if case is not None and not state.warrant and _is_sound(work, case):
        _hand_over_again(work, case)
        return
    if case is not None and state.outcome == "registered" and is_held_up(work.session, case):
        note(work, case, "registered")
    ended = settled(facts_of(work.session, case, work.now.tzinfo), state.outcome) if case else None
    if case is None or ended is None:
        return
    new_state, whom = ended
    case.lesson = case.lesson or state.lesson or None
    put(work, case, new_state, new_state, reason=state.code, returned=whom)
    if state.outcome == "refused":
        _withdraw_decision(case)


def take_in_put_aside(work: Work, state: WarrantPutAside) -> None:
    """The gradebook has put the case's own warrant aside: the case says so, and why (¶10)."""
    case = work.session.scalar(select(Case).where(Case.id == state.case).with_for_update())
    if case is None or case.state not in NOT_DONE or is_held_up(work.session, case):
        return
    if case.warrant and warrants.fingerprint(case.warrant) == state.fingerprint:
        note(work, case, HELD_UP, state.why)


def _hand_over_again(work: Work, case: Case) -> None:
    """What was handed over came altered, or somebody else has named the case: it says so, and is handed over once
    more; the gradebook acts on a warrant once, however often it comes.
    """
    if case.state == "applying" and not is_held_up(work.session, case):
        note(work, case, HELD_UP, "altered")
        hand_over(work, case)


def _is_sound(work: Work, case: Case) -> bool:
    """Whether the case's warrant is what was signed: then somebody else's was refused."""
    try:
        return warrants.verifier(work.keys).verify(case.warrant).id == case.warrant_id
    except (WarrantInvalidError, UnknownKeyError):
        return False


def _withdraw_decision(case: Case) -> None:
    """What could not be carried out is decided on anew."""
    case.decided_by = case.decided_at = case.due_at = case.expires_at = None
    case.warrant_id, case.warrant = None, ""
