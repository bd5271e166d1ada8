"""A case from its report to its end (¶4, ¶10, ¶13, ¶19, ¶21): one machine, and who may move it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.common.errors import Refusal
from services.common.regulation.deadlines import is_over
from services.corrections.contract import CaseAction, CaseKind, CaseState
from services.corrections.domain.kinds import KINDS, KindRules
from services.corrections.refusals import Reasons

UNFINISHED: tuple[CaseState, ...] = ("reported", "act_drawn", "returned", "approved", "applying")
#: ¶10: what has been decided is not done before the gradebook has answered.
NOT_DONE: tuple[CaseState, ...] = ("approved", "applying")
#: The step that says that a warrant waits for an operator.
HELD_UP = "held_up"
ReturnedTo = Literal["", "author", "methodist"]
WaitsFor = Literal["", "author", "methodist", "faculty_head", "it_staff", "teacher"]


@dataclass(frozen=True)
class CaseFacts:
    """What is known of a case; ``act_author`` is "" before there is an act, ``named`` a substitution's two people.

    ``until``: when the last lessons of a substitution can no longer be entered; ``approved``: the head has said yes.
    """

    kind: CaseKind
    state: CaseState
    author: str
    act_author: str = ""
    returned_to: ReturnedTo = ""
    expires_at: datetime | None = None
    revoked: bool = False
    until: datetime | None = None
    named: tuple[str, ...] = ()
    approved: bool = False

    @property
    def rules(self) -> KindRules:
        """How this kind of case goes."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class Actor:
    """Who reads or moves a case, as what: ``methodist`` and ``head`` are of the case's faculty."""

    person: str
    methodist: bool = False
    head: bool = False
    it: bool = False
    moderator: bool = False


def _is_author(actor: Actor, case: CaseFacts) -> bool:
    return actor.person == case.author


def _is_party(actor: Actor, case: CaseFacts) -> bool:
    return actor.person in (case.author, case.act_author, *case.named)


def _nobody(_actor: Actor, _case: CaseFacts) -> bool:
    return False


def _is_methodist(actor: Actor, _case: CaseFacts) -> bool:
    return actor.methodist


def _is_head(actor: Actor, _case: CaseFacts) -> bool:
    return actor.head


def _is_it(actor: Actor, _case: CaseFacts) -> bool:
    return actor.it


def _is_officer(actor: Actor, _case: CaseFacts) -> bool:
    return actor.head or actor.methodist


def _wants_act(case: CaseFacts) -> bool:
    return case.rules.needs_act and (case.state == "reported" or _is_back_at(case, "methodist"))


def _wants_decision(case: CaseFacts) -> bool:
    return case.state == ("act_drawn" if case.rules.needs_act else "reported")


def _wants_papers(case: CaseFacts) -> bool:
    return _wants_decision(case) or _wants_act(case)


def _is_undecided(case: CaseFacts) -> bool:
    return case.state in ("reported", "act_drawn", "returned")


def _stands_in(case: CaseFacts) -> bool:
    return case.rules.has_terms and case.state == "applied" and not case.revoked


def _is_back_at(case: CaseFacts, whom: ReturnedTo) -> bool:
    return case.state == "returned" and case.returned_to == whom


def _reads_papers(actor: Actor, case: CaseFacts) -> bool:
    return actor.head if _wants_decision(case) else actor.methodist


def _carried_out_by(who: str) -> Callable[[CaseFacts], bool]:
    return lambda case: case.state == "approved" and case.rules.carried_out_by == who


def _to(state: CaseState) -> Callable[[CaseFacts], CaseState]:
    return lambda _: state


def _stays(case: CaseFacts) -> CaseState:
    return case.state


def after_approval(case: CaseFacts) -> CaseState:
    """¶10, ¶21: a decision that needs nobody else goes to the gradebook at once."""
    return "applying" if case.rules.carried_out_by == "decision" else "approved"


def _never(_case: CaseFacts, _now: datetime) -> Refusal | None:
    return None


def _with_its_warrant(case: CaseFacts, now: datetime) -> Refusal | None:
    if case.expires_at and is_over(case.expires_at, now):
        return Reasons.warrant_expired.refusal(expired_at=case.expires_at)
    return None


def _with_its_days(case: CaseFacts, now: datetime) -> Refusal | None:
    return Reasons.substitution_ended.refusal() if case.until and is_over(case.until, now) else None


@dataclass(frozen=True)
class Transition:
    """One move: whose it is, from where, and whether the case's own parties are barred from it; where it leads, as
    what it is recorded, and when it is too late for it. What a report has time for is in ``deadlines``.
    """

    by: Callable[[Actor, CaseFacts], bool]
    when: Callable[[CaseFacts], bool]
    barred: Callable[[Actor, CaseFacts], bool]
    to: Callable[[CaseFacts], CaseState]
    step: str
    ends: Callable[[CaseFacts, datetime], Refusal | None] = _never


#: ¶13: the whole machine. What no person does (the gradebook's answer, an expiry) is in ``settled`` and ``expired``; a
#: make-up is entered in the gradebook, whose answer ends the case.
TRANSITIONS: Mapping[CaseAction, Transition] = {
    "draw_up_act": Transition(_is_methodist, _wants_act, _is_author, _to("act_drawn"), "act_drawn"),
    "return": Transition(_reads_papers, _wants_papers, _is_author, _to("returned"), "returned"),
    "amend": Transition(_is_author, lambda case: _is_back_at(case, "author"), _nobody, _to("reported"), "amended"),
    "withdraw": Transition(_is_author, _is_undecided, _nobody, _to("withdrawn"), "withdrawn"),
    "approve": Transition(_is_head, _wants_decision, _is_party, after_approval, "approved"),
    "reject": Transition(_is_head, _wants_decision, _is_party, _to("rejected"), "rejected"),
    "apply": Transition(_is_it, _carried_out_by("it_staff"), _nobody, _to("applying"), "applying", _with_its_warrant),
    "make_up": Transition(_is_author, _carried_out_by("teacher"), _nobody, _stays, "", _with_its_warrant),
    "revoke": Transition(_is_officer, _stands_in, _nobody, _stays, "revoked", _with_its_days),
}


def move_refusal(action: CaseAction, actor: Actor, case: CaseFacts, now: datetime) -> Refusal | None:
    """¶4, ¶10, ¶13: the first reason why this person may not move the case so; nobody decides on an own report."""
    move = TRANSITIONS[action]
    if not move.by(actor, case):
        return Reasons.case_not_yours.refusal(under="¶10" if action == "apply" else "¶13")
    if move.barred(actor, case):
        return Reasons.case_own.refusal()
    if not move.when(case):
        return Reasons.case_state_wrong.refusal(state=case.state)
    return move.ends(case, now)


def may(actor: Actor, case: CaseFacts, now: datetime) -> tuple[CaseAction, ...]:
    """¶13: what the person may do with the case now."""
    return tuple(action for action in TRANSITIONS if move_refusal(action, actor, case, now) is None)


#: ¶13: what those do whose turn it is.
TURNS: Mapping[WaitsFor, CaseAction] = {
    "author": "amend",
    "methodist": "draw_up_act",
    "faculty_head": "approve",
    "it_staff": "apply",
    "teacher": "make_up",
}


def is_turn_of(actor: Actor, case: CaseFacts, now: datetime) -> bool:
    """¶4, ¶13: whether it is this person who is waited for, not only somebody in the same role."""
    action = TURNS.get(waits_for(case))
    return action is not None and move_refusal(action, actor, case, now) is None


def nobody_decides(case: CaseFacts, heads: Iterable[str]) -> bool:
    """¶4: a decision is due and each of the faculty's heads is a party of the case: a deputy has to be named."""
    return _wants_decision(case) and all(_is_party(Actor(head, head=True), case) for head in heads)


def may_read(actor: Actor, case: CaseFacts) -> bool:
    """¶7, ¶10, ¶13: moderators read all; IT what was approved; a faculty its own; everybody what they are in."""
    is_in_it = actor.person in (case.author, *case.named)
    return actor.moderator or (actor.it and case.approved) or _is_officer(actor, case) or is_in_it


def reads_texts(actor: Actor, case: CaseFacts) -> bool:
    """¶5: what people write about a mark may name it: the faculty's methodists and heads read it, and its parties."""
    return case.rules.about != "cell" or actor.methodist or actor.head or _is_party(actor, case)


def next_state(action: CaseAction, case: CaseFacts) -> tuple[CaseState, ReturnedTo]:
    """¶13: what a move makes of the case; papers go back one step: from the head to the methodist who drew up the act,
    else to the author.
    """
    state = TRANSITIONS[action].to(case)
    if state != "returned":
        return state, ""
    return state, "methodist" if case.state == "act_drawn" else "author"


def after_outcome(case: CaseFacts, outcome: str) -> tuple[CaseState, ReturnedTo] | None:
    """¶4: what the gradebook's answer makes of the case; None when it changes nothing.

    What it refused goes back to whose papers they are: nothing is overwritten silently. What was done in time ends
    the case so, even when it is heard of after the permission's end.
    """
    if case.state == "expired" and outcome == "applied":
        return "applied", ""
    if case.state not in ("approved", "applying") or outcome == "registered":
        return None
    if outcome == "applied":
        return "applied", ""
    return "returned", "methodist" if case.rules.needs_act else "author"


#: ¶13: where a case can be after a step that is not called as the state it leads to.
_LEFT_IN: Mapping[str, tuple[CaseState, ...]] = {
    "amended": ("reported",),
    "approved": NOT_DONE,
    "registered": NOT_DONE,
    HELD_UP: NOT_DONE,
    "revoked": ("applied",),
}


def explains(last_step: str, state: CaseState) -> bool:
    """¶13: whether a case can be in this state when this was the last thing that happened to it."""
    return state in _LEFT_IN.get(last_step, (last_step,))


def has_expired(case: CaseFacts, now: datetime) -> bool:
    """¶4: true when a decision was not carried out in its time."""
    return case.state == "approved" and case.expires_at is not None and is_over(case.expires_at, now)


def is_overdue(state: CaseState, due_at: datetime | None, now: datetime) -> bool:
    """¶10: IT's working days have passed and it is not done, though IT may have handed it on."""
    return state in NOT_DONE and due_at is not None and is_over(due_at, now)


def waits_for(case: CaseFacts) -> WaitsFor:
    """¶13: whose turn it is."""
    if case.state == "returned":
        return case.returned_to
    if case.state == "approved":
        return "" if case.rules.carried_out_by == "decision" else case.rules.carried_out_by
    if _wants_decision(case):
        return "faculty_head"
    return "methodist" if _wants_act(case) else ""
