"""A submission's way, by plain calls (¶14)."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.errors import Refusal
from services.roster.contract import ContingentState
from services.roster.domain.contingent_states import (
    decide_refusal,
    faculty_refusal,
    reason_refusal,
    submit_refusal,
    undo_refusal,
)

STATES: tuple[ContingentState, ...] = get_args(ContingentState)
FACULTIES = st.frozensets(st.sampled_from(["law", "service", "crime"]))

Answer = tuple[str, str, str] | None


def said(refusal: Refusal | None) -> Answer:
    """The refusal in short."""
    return None if refusal is None else (refusal.kind, refusal.code, refusal.rule)


@pytest.mark.parametrize("state", STATES)
def test_only_a_draft_is_submitted(state: ContingentState) -> None:
    """¶14: and once."""
    answer = None if state == "draft" else ("conflict", "contingent_not_draft", "¶14")
    assert answer == said(submit_refusal(state, 0))


@pytest.mark.parametrize("errors", [1, 7])
def test_a_draft_with_errors_is_not_submitted(errors: int) -> None:
    """¶14: it says how many are left."""
    refusal = submit_refusal("draft", errors)
    assert ("invalid", "contingent_has_errors", "¶14") == said(refusal)
    assert refusal is not None
    assert {"errors": str(errors)} == refusal.params


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_submitted_is_decided(state: ContingentState) -> None:
    """¶14: applied or returned, once."""
    answer = None if state == "submitted" else ("conflict", "contingent_not_submitted", "¶14")
    assert answer == said(decide_refusal(state))


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_applied_is_undone(state: ContingentState) -> None:
    """¶14: and once."""
    answer = None if state == "applied" else ("conflict", "contingent_not_applied", "¶14")
    assert answer == said(undo_refusal(state))


@given(st.sampled_from(STATES), st.integers(0, 3))
def test_a_submission_has_one_way_at_a_time(state: ContingentState, errors: int) -> None:
    """¶14: submitted, decided or undone; one that is returned or undone is over."""
    ways = [submit_refusal(state, errors), decide_refusal(state), undo_refusal(state)]
    assert ways.count(None) <= 1
    assert state not in ("returned", "undone") or None not in ways


@pytest.mark.parametrize(
    ("reason", "answer"),
    [
        ("Топ жоқ.", None),
        ("", ("invalid", "reason_required", "¶14")),
        (" \n\t", ("invalid", "reason_required", "¶14")),
    ],
)
def test_it_is_returned_with_a_reason(reason: str, answer: Answer) -> None:
    """¶14: so that its methodist knows what to change."""
    assert answer == said(reason_refusal(reason))


@given(FACULTIES, FACULTIES)
def test_a_methodist_answers_for_the_own_faculty(own: frozenset[str], faculties: frozenset[str]) -> None:
    """¶14: for all that the file names, and it names one."""
    allowed = bool(faculties) and all(each in own for each in faculties)
    assert (None if allowed else ("forbidden", "not_your_faculty", "¶14")) == said(faculty_refusal(own, faculties))
