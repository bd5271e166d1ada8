"""The machine of a case, by plain calls and by random walks (¶4, ¶5, ¶10, ¶13, ¶19, ¶21)."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.errors import Refusal
from services.corrections.contract import CaseAction, CaseKind, CaseState
from services.corrections.domain.cases import (
    TRANSITIONS,
    TURNS,
    UNFINISHED,
    Actor,
    CaseFacts,
    ReturnedTo,
    after_outcome,
    has_expired,
    is_turn_of,
    may,
    move_refusal,
    next_state,
    nobody_decides,
    reads_texts,
    waits_for,
)
from services.corrections.domain.kinds import KINDS
from tests.support.clocks import ALMATY

NOW = datetime(2026, 10, 8, 9, 0, tzinfo=ALMATY)
SECOND = timedelta(seconds=1)
ACTIONS: tuple[CaseAction, ...] = get_args(CaseAction)
STATES: tuple[CaseState, ...] = get_args(CaseState)
KIND_NAMES: tuple[CaseKind, ...] = get_args(CaseKind)
OUTCOMES = ("registered", "applied", "refused")

TEACHER = Actor("teacher")
METHODIST = Actor("methodist", methodist=True)
HEAD = Actor("head", head=True)
IT = Actor("it", it=True)
STRANGER = Actor("stranger")
EVERYBODY = (TEACHER, METHODIST, HEAD, IT, STRANGER)
ALL_IN_ONE = Actor("teacher", methodist=True, head=True, it=True)


def case(**other: Any) -> CaseFacts:
    """A correction of a mark that the teacher has reported, or something like it."""
    facts: dict[str, Any] = {"kind": "mark_correction", "state": "reported", "author": "teacher"}
    return CaseFacts(**{**facts, **other})


DRAWN = case(state="act_drawn", act_author="methodist")
BACK = case(state="returned", returned_to="author")
BACK_AT_METHODIST = replace(DRAWN, state="returned", returned_to="methodist")
APPROVED = replace(DRAWN, state="approved", expires_at=NOW)
MAKE_UP = case(kind="make_up")
PERMITTED = case(kind="make_up", state="approved", expires_at=NOW)
SUBSTITUTION = case(kind="substitution", author="methodist", named=("absent", "substitute"))
STANDING_IN = replace(SUBSTITUTION, state="applied", until=NOW)

#: Each action in a place where it is allowed, and to whom.
ALLOWED: tuple[tuple[CaseAction, Actor, CaseFacts], ...] = (
    ("draw_up_act", METHODIST, case()),
    ("draw_up_act", METHODIST, BACK_AT_METHODIST),
    ("return", METHODIST, case()),
    ("return", HEAD, DRAWN),
    ("return", HEAD, MAKE_UP),
    ("amend", TEACHER, BACK),
    ("withdraw", TEACHER, case()),
    ("withdraw", TEACHER, DRAWN),
    ("withdraw", TEACHER, BACK),
    ("withdraw", TEACHER, BACK_AT_METHODIST),
    ("approve", HEAD, DRAWN),
    ("approve", HEAD, MAKE_UP),
    ("approve", HEAD, SUBSTITUTION),
    ("reject", HEAD, DRAWN),
    ("reject", HEAD, MAKE_UP),
    ("reject", HEAD, SUBSTITUTION),
    ("apply", IT, APPROVED),
    ("make_up", TEACHER, PERMITTED),
    ("revoke", HEAD, STANDING_IN),
    ("revoke", METHODIST, STANDING_IN),
)

cases = st.builds(
    CaseFacts,
    kind=st.sampled_from(KIND_NAMES),
    state=st.sampled_from(STATES),
    author=st.sampled_from(["teacher", "methodist", "head"]),
    act_author=st.sampled_from(["", "methodist", "head"]),
    returned_to=st.sampled_from(get_args(ReturnedTo)),
    expires_at=st.none() | st.sampled_from([NOW - SECOND, NOW, NOW + SECOND]),
    revoked=st.booleans(),
    until=st.none() | st.sampled_from([NOW - SECOND, NOW]),
    named=st.sampled_from([(), ("absent", "substitute"), ("absent", "head")]),
)
actors = st.builds(
    Actor,
    st.sampled_from(["teacher", "methodist", "head", "it", "stranger"]),
    methodist=st.booleans(),
    head=st.booleans(),
    it=st.booleans(),
)


def said(refusal: Refusal | None) -> tuple[str, str, str] | None:
    """The refusal in short."""
    return None if refusal is None else (refusal.kind, refusal.code, refusal.rule)


@pytest.mark.parametrize(("action", "actor", "facts"), ALLOWED)
def test_a_move_is_allowed_to_whose_it_is(action: CaseAction, actor: Actor, facts: CaseFacts) -> None:
    """¶4, ¶10, ¶13, ¶19, ¶21: in its place, and shown to them."""
    assert move_refusal(action, actor, facts, NOW) is None
    assert action in may(actor, facts, NOW)


@pytest.mark.parametrize(("action", "actor", "facts"), ALLOWED)
def test_a_move_is_refused_to_who_is_nobody_here(action: CaseAction, actor: Actor, facts: CaseFacts) -> None:
    """¶10, ¶13: whoever else signs in."""
    rule = "¶10" if action == "apply" else "¶13"
    assert ("forbidden", "case_not_yours", rule) == said(move_refusal(action, STRANGER, facts, NOW))
    assert () == may(STRANGER, facts, NOW)


@pytest.mark.parametrize(
    ("action", "actors"),
    [
        ("draw_up_act", {"methodist"}),
        ("return", {"methodist"}),
        ("amend", {"teacher"}),
        ("withdraw", {"teacher"}),
        ("approve", {"head"}),
        ("reject", {"head"}),
        ("apply", {"it"}),
        ("make_up", {"teacher"}),
        ("revoke", {"head", "methodist"}),
    ],
)
def test_each_move_belongs_to_one_role(action: CaseAction, actors: set[str]) -> None:
    """¶4, ¶10, ¶13: IT decides nothing, a head applies nothing, a methodist does not decide."""
    refused = {who.person for who in EVERYBODY if code(move_refusal(action, who, case(), NOW)) == "case_not_yours"}
    assert {who.person for who in EVERYBODY} - actors == refused


def code(refusal: Refusal | None) -> str:
    """The refusal's code, or nothing."""
    return refusal.code if refusal else ""


@pytest.mark.parametrize("action", ["approve", "reject"])
@pytest.mark.parametrize(
    "facts",
    [
        replace(DRAWN, author="head"),
        replace(DRAWN, act_author="head"),
        replace(SUBSTITUTION, named=("absent", "head")),
        replace(SUBSTITUTION, named=("head", "substitute")),
    ],
    ids=["own report", "own act", "stands in", "is absent"],
)
def test_nobody_decides_on_an_own_matter(action: CaseAction, facts: CaseFacts) -> None:
    """¶4: neither who reported nor who drew up the act, nor whom a substitution names; another head does."""
    assert ("forbidden", "case_own", "¶4") == said(move_refusal(action, HEAD, facts, NOW))
    assert move_refusal(action, replace(HEAD, person="deputy"), facts, NOW) is None


@pytest.mark.parametrize("action", ["draw_up_act", "return"])
def test_nobody_draws_up_an_act_on_an_own_report(action: CaseAction) -> None:
    """¶4, ¶13: a methodist who also teaches leaves it to another."""
    assert ("forbidden", "case_own", "¶4") == said(move_refusal(action, METHODIST, case(author="methodist"), NOW))
    assert move_refusal(action, METHODIST, case(), NOW) is None


@pytest.mark.parametrize(
    ("action", "actor", "facts"),
    [
        ("draw_up_act", METHODIST, DRAWN),
        ("draw_up_act", METHODIST, BACK),
        ("draw_up_act", METHODIST, MAKE_UP),
        ("amend", TEACHER, case()),
        ("amend", TEACHER, BACK_AT_METHODIST),
        ("withdraw", TEACHER, APPROVED),
        ("approve", HEAD, case()),
        ("approve", HEAD, BACK_AT_METHODIST),
        ("reject", HEAD, APPROVED),
        ("return", ALL_IN_ONE, replace(APPROVED, author="another")),
        ("apply", IT, DRAWN),
        ("apply", IT, PERMITTED),
        ("make_up", TEACHER, MAKE_UP),
        ("make_up", TEACHER, APPROVED),
        ("revoke", HEAD, SUBSTITUTION),
        ("revoke", HEAD, replace(STANDING_IN, revoked=True)),
        ("revoke", HEAD, replace(APPROVED, state="applied")),
    ],
)
def test_a_move_is_refused_out_of_its_place(action: CaseAction, actor: Actor, facts: CaseFacts) -> None:
    """¶13: report, act, decision, carrying out: none is left out and none is done twice."""
    refusal = move_refusal(action, actor, facts, NOW)
    assert ("conflict", "case_state_wrong", "¶13") == said(refusal)
    assert refusal is not None
    assert {"state": facts.state} == refusal.params


@pytest.mark.parametrize(("action", "actor", "facts"), [("apply", IT, APPROVED), ("make_up", TEACHER, PERMITTED)])
def test_a_decision_is_carried_out_in_its_time(action: CaseAction, actor: Actor, facts: CaseFacts) -> None:
    """¶4: in the last second still, after it no more."""
    assert move_refusal(action, actor, facts, NOW) is None
    assert ("conflict", "warrant_expired", "¶4") == said(move_refusal(action, actor, facts, NOW + SECOND))
    assert (False, True) == (has_expired(facts, NOW), has_expired(facts, NOW + SECOND))


def test_a_substitution_is_ended_while_it_lasts() -> None:
    """¶21: on its last day still, after it no more."""
    assert move_refusal("revoke", HEAD, STANDING_IN, NOW) is None
    assert ("conflict", "substitution_ended", "¶21") == said(move_refusal("revoke", HEAD, STANDING_IN, NOW + SECOND))


@pytest.mark.parametrize("state", [state for state in STATES if state != "approved"])
def test_only_what_is_decided_expires(state: CaseState) -> None:
    """¶4: a report waits as long as it takes, what is done is done."""
    assert not has_expired(replace(APPROVED, state=state), NOW + SECOND)
    assert not has_expired(replace(APPROVED, expires_at=None), NOW + SECOND)


@given(cases.filter(lambda facts: facts.state not in UNFINISHED), actors, st.sampled_from(ACTIONS))
def test_nothing_moves_out_of_an_ended_state(facts: CaseFacts, actor: Actor, action: CaseAction) -> None:
    """¶4, ¶13: applied, rejected, withdrawn and expired stay so; a substitution in force alone can be ended (¶21)."""
    in_force = facts.kind == "substitution" and facts.state == "applied" and not facts.revoked
    assert (in_force and action == "revoke") or move_refusal(action, actor, facts, NOW) is not None
    assert "" == waits_for(facts)


@given(cases, actors)
def test_who_decides_is_a_head_and_no_party(facts: CaseFacts, actor: Actor) -> None:
    """¶4: whatever the case and whatever else somebody is."""
    parties = (facts.author, facts.act_author, *facts.named)
    decides = {"approve", "reject"} & {*may(actor, facts, NOW)}
    assert not decides or (actor.head and actor.person not in parties)


@given(cases, actors)
def test_what_is_shown_is_what_is_allowed(facts: CaseFacts, actor: Actor) -> None:
    """¶13: no button that is refused, none missing."""
    allowed = [action for action in TRANSITIONS if move_refusal(action, actor, facts, NOW) is None]
    assert allowed == [*may(actor, facts, NOW)]


@given(cases)
def test_it_alone_carries_out_what_is_its_own(facts: CaseFacts) -> None:
    """¶10: and only with a decision."""
    assert "apply" not in may(IT, facts, NOW) or facts.state == "approved"
    assert {"apply"} >= {*may(IT, replace(facts, author="another"), NOW)}


@pytest.mark.parametrize(
    ("facts", "whom"),
    [
        (case(), "methodist"),
        (DRAWN, "faculty_head"),
        (MAKE_UP, "faculty_head"),
        (SUBSTITUTION, "faculty_head"),
        (BACK, "author"),
        (BACK_AT_METHODIST, "methodist"),
        (APPROVED, "it_staff"),
        (PERMITTED, "teacher"),
        (replace(SUBSTITUTION, state="approved"), ""),
        (replace(APPROVED, state="applying"), ""),
        (replace(APPROVED, state="applied"), ""),
    ],
)
def test_a_case_waits_for_whose_turn_it_is(facts: CaseFacts, whom: str) -> None:
    """¶13: and for nobody once it is on its way or ended."""
    assert whom == waits_for(facts)


@pytest.mark.parametrize(
    ("facts", "actor"),
    [(case(), METHODIST), (DRAWN, HEAD), (BACK, TEACHER), (APPROVED, IT), (PERMITTED, TEACHER)],
)
def test_it_is_their_turn_and_nobody_elses(facts: CaseFacts, actor: Actor) -> None:
    """¶4, ¶13: nor that of one in the same role whose own matter it is."""
    assert [actor] == [each for each in EVERYBODY if is_turn_of(each, facts, NOW)]
    assert not is_turn_of(HEAD, replace(DRAWN, author="head"), NOW)


@given(cases.filter(lambda facts: facts.returned_to != "methodist" or facts.rules.needs_act))
def test_who_is_waited_for_has_a_move(facts: CaseFacts) -> None:
    """¶13: no case waits for somebody who can do nothing."""
    whom = waits_for(facts)
    if whom:
        author = facts.author if whom in ("author", "teacher") else "another"
        actor = Actor(author, methodist=whom == "methodist", head=whom == "faculty_head", it=whom == "it_staff")
        refusal = move_refusal(TURNS[whom], actor, facts, NOW)
        assert code(refusal) in ("", "warrant_expired")


@pytest.mark.parametrize("kind", KIND_NAMES)
@pytest.mark.parametrize(
    ("actor", "reads"),
    [(METHODIST, True), (HEAD, True), (TEACHER, True), (Actor("absent"), True), (IT, False), (STRANGER, False)],
)
def test_words_about_a_cell_are_read_by_the_faculty_and_the_parties(kind: CaseKind, actor: Actor, reads: bool) -> None:
    """¶5: they may name a mark; words about a lesson or a substitution name none."""
    facts = case(kind=kind, named=("absent",))
    assert (reads or KINDS[kind].about != "cell") is reads_texts(actor, facts)


@pytest.mark.parametrize(
    ("facts", "heads", "nobody"),
    [
        (DRAWN, (), True),
        (DRAWN, ("head",), False),
        (DRAWN, ("teacher",), True),
        (DRAWN, ("teacher", "methodist"), True),
        (DRAWN, ("teacher", "head"), False),
        (case(), ("teacher",), False),
        (MAKE_UP, ("teacher",), True),
        (MAKE_UP, ("head",), False),
    ],
)
def test_a_deputy_is_wanted_where_every_head_is_a_party(
    facts: CaseFacts, heads: tuple[str, ...], nobody: bool
) -> None:
    """¶4: once a decision is due; nobody decides on an own report."""
    assert nobody is nobody_decides(facts, heads)


@pytest.mark.parametrize(("facts", "whom"), [(DRAWN, "methodist"), (case(), "author"), (MAKE_UP, "author")])
def test_papers_go_back_one_step(facts: CaseFacts, whom: str) -> None:
    """¶13: from the head to who drew up the act, else to who reported."""
    assert ("returned", whom) == next_state("return", facts)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_decision_that_needs_nobody_goes_to_the_gradebook_at_once(kind: CaseKind) -> None:
    """¶10, ¶21: a substitution alone; all else waits for IT or the teacher."""
    assert ("applying" if kind == "substitution" else "approved") == next_state("approve", case(kind=kind))[0]


@pytest.mark.parametrize(
    ("facts", "outcome", "then"),
    [
        (APPROVED, "applied", ("applied", "")),
        (replace(APPROVED, state="applying"), "applied", ("applied", "")),
        (replace(APPROVED, state="expired"), "applied", ("applied", "")),
        (PERMITTED, "registered", None),
        (replace(APPROVED, state="applying"), "refused", ("returned", "methodist")),
        (PERMITTED, "refused", ("returned", "author")),
        (replace(APPROVED, state="expired"), "refused", None),
        (replace(APPROVED, state="rejected"), "applied", None),
        (case(), "applied", None),
    ],
)
def test_the_gradebooks_answer_ends_the_case_or_brings_it_back(
    facts: CaseFacts, outcome: str, then: tuple[str, str] | None
) -> None:
    """¶4: what was done in time counts though heard of late; what was refused goes back to whose papers it is."""
    assert then == after_outcome(facts, outcome)


@given(cases, st.sampled_from(OUTCOMES))
def test_no_answer_moves_what_was_never_decided(facts: CaseFacts, outcome: str) -> None:
    """¶4: a case is applied only after a decision."""
    decided = facts.state in ("approved", "applying", "expired")
    assert decided or after_outcome(facts, outcome) is None


def test_every_way_of_a_case_ends_by_a_decision_or_without_a_change() -> None:
    """¶4: from a report, over all moves by whomever, nothing is applied that no head approved."""
    for kind in KIND_NAMES:
        start = case(kind=kind)
        seen, waiting = {(start.state, start.returned_to, False)}, [(start, False)]
        while waiting:
            facts, approved = waiting.pop()
            for then, decided in _next(facts, approved):
                assert then.state != "applied" or decided
                if (mark := (then.state, then.returned_to, decided)) not in seen:
                    seen.add(mark)
                    waiting.append((then, decided))
        assert "applied" in {state for state, _, _ in seen}


def _next(facts: CaseFacts, approved: bool) -> list[tuple[CaseFacts, bool]]:
    """Where one move, or the gradebook's answer, leads."""
    found = []
    for actor, action in product(EVERYBODY, TRANSITIONS):
        if move_refusal(action, actor, facts, NOW) is None:
            state, whom = next_state(action, facts)
            act_author = actor.person if action == "draw_up_act" else facts.act_author
            then = replace(facts, state=state, returned_to=whom, act_author=act_author)
            found.append((then, approved or action == "approve"))
    for outcome in OUTCOMES:
        if answer := after_outcome(facts, outcome):
            found.append((replace(facts, state=answer[0], returned_to=answer[1]), approved))
    return found


@pytest.mark.parametrize(
    ("kind", "rule"), [("mark_correction", "¶4"), ("removal", "¶19"), ("discrepancy", "¶20"), ("substitution", "¶21")]
)
def test_a_case_is_decided_under_its_paragraph(kind: CaseKind, rule: str) -> None:
    """¶4, ¶19, ¶20, ¶21: as its papers say."""
    assert rule == KINDS[kind].rule
