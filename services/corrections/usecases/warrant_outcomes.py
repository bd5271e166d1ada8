"""The gradebook's answer to a warrant ends the case, sends it back, or says why it waits (¶4, ¶10)."""

from services.common.security import warrants
from services.common.security.warrants import UnknownKeyError, WarrantInvalidError
from services.common.storage.unit_of_work import Work
from services.corrections.domain.cases import HELD_UP, NOT_DONE, after_outcome
from services.corrections.store.case_facts import case_facts
from services.corrections.store.cases import locked_case, locked_case_of_warrant
from services.corrections.store.models import Case
from services.corrections.usecases.case_transitions import is_held_up, record_event, set_state
from services.corrections.usecases.decide_case import hand_over
from services.gradebook.contract import WarrantPutAside, WarrantSettled


def take_in_outcome(work: Work, state: WarrantSettled) -> None:
    """Take in what became of a warrant. An answer about another than the case's own changes nothing.

    An answer about an unreadable warrant names none; it counts if the case's own does not verify here either (¶4).
    """
    if state.warrant:
        case = locked_case_of_warrant(work.session, state.warrant)
    else:
        case = locked_case(work.session, state.case)
    if case is not None and not state.warrant and _is_sound(work, case):
        _hand_over_again(work, case)
        return
    if case is not None and state.outcome == "registered" and is_held_up(work.session, case):
        record_event(work, case, "registered")
    ended = after_outcome(case_facts(work.session, case, work.now.tzinfo), state.outcome) if case else None
    if case is None or ended is None:
        return
    new_state, whom = ended
    case.lesson = case.lesson or state.lesson or None
    set_state(work, case, new_state, new_state, reason=state.code, returned=whom)
    if state.outcome == "refused":
        _withdraw_decision(case)


def take_in_put_aside(work: Work, state: WarrantPutAside) -> None:
    """Record in the case that the gradebook has put its warrant aside, and why (¶10)."""
    case = locked_case(work.session, state.case)
    if case is None or case.state not in NOT_DONE or is_held_up(work.session, case):
        return
    if case.warrant and warrants.fingerprint(case.warrant) == state.fingerprint:
        record_event(work, case, HELD_UP, state.why)


def _hand_over_again(work: Work, case: Case) -> None:
    """Record that the warrant arrived altered, and hand it over once more.

    Somebody else may have named the case. The gradebook acts on a warrant once, however often it comes.
    """
    if case.state == "applying" and not is_held_up(work.session, case):
        record_event(work, case, HELD_UP, "altered")
        hand_over(work, case)


def _is_sound(work: Work, case: Case) -> bool:
    """Whether the case's warrant is as it was signed. If so, somebody else's was refused."""
    try:
        return warrants.verifier(work.keys).verify(case.warrant).id == case.warrant_id
    except (WarrantInvalidError, UnknownKeyError):
        return False


def _withdraw_decision(case: Case) -> None:
    """Take the decision back: what could not be carried out is decided on anew."""
    case.decided_by = case.decided_at = case.due_at = case.expires_at = None
    case.warrant_id, case.warrant = None, ""
