"""¶4, ¶5: who may ask for a new password in the place of a forgotten one, and who may confirm it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.auth.domain.recovery import (
    ANSWERED_WITHIN,
    USED_WITHIN,
    Head,
    RequestFacts,
    asking_refusal,
    closed_refusal,
    deciders,
    decision_refusal,
    has_lapsed,
    use_refusal,
)
from tests.support.clocks import ALMATY

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=ALMATY)
HEADS = [Head("h1", frozenset({"f1"})), Head("h2", frozenset({"f1", "f2"})), Head("h3", frozenset({"f3"}))]
MOMENT = timedelta(microseconds=1)


def _asked(*faculties: str, **other: Any) -> RequestFacts:
    plain: dict[str, Any] = {"person": "p", "asked_by": "it", "asked_at": NOW, "open": True}
    return RequestFacts(**{**plain, "faculties": frozenset(faculties), **other})


def _code(asked: RequestFacts, decider: str, after: timedelta = MOMENT) -> str | None:
    refusal = decision_refusal(asked, decider, HEADS, NOW + after)
    return refusal.code if refusal else None


def test_it_asks_for_somebody_else_once_at_a_time() -> None:
    """¶4: not for oneself, not for who may not sign in, not twice."""
    given = [("it", "p", True, False), ("p", "p", True, False), ("it", "p", False, False), ("it", "p", True, True)]
    refusals = [asking_refusal(*each) for each in given]
    codes = [refusal and refusal.code for refusal in refusals]
    assert [None, "own_account", "person_inactive", "password_request_waiting"] == codes
    assert {"¶4"} == {refusal.rule for refusal in refusals if refusal}


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (_asked("f1"), {"h1", "h2"}),
        (_asked("f2", "f3"), {"h2", "h3"}),
        (_asked(), {"h1", "h2", "h3"}),
        (_asked("f4"), {"h1", "h2", "h3"}),
        (_asked("f3", person="h3"), {"h1", "h2"}),
        (_asked("f1", person="h1"), {"h2"}),
        (_asked("f1", person="h1", asked_by="h2"), {"h3"}),
        (_asked(asked_by="h1"), {"h2", "h3"}),
    ],
)
def test_other_heads_of_the_faculty_decide_or_any_where_there_is_none(asked: RequestFacts, wanted: set[str]) -> None:
    """¶4: a person of no faculty, and a faculty's only head, are not left without anybody."""
    assert wanted == deciders(asked, HEADS)


@pytest.mark.parametrize(("faculty", "wanted"), [("f1", {"h1", "h2"}), ("f4", set()), ("", set())])
def test_a_cadets_password_is_decided_by_heads_of_the_faculty_alone(faculty: str, wanted: set[str]) -> None:
    """¶3, ¶5: it opens marks, which no other faculty's head sees."""
    asked = _asked(*filter(None, [faculty]), of_cadet=True)
    assert wanted == deciders(asked, HEADS)


def test_no_one_person_gives_a_password_anew() -> None:
    """¶5: who asked does not confirm, and nobody confirms their own, though they head the faculty."""
    codes = [_code(_asked("f1", **{who: "h1"}), "h1") for who in ("asked_by", "person")]
    assert (["two_people_needed"] * 2, None) == (codes, _code(_asked("f1"), "h1"))


def test_a_head_of_another_faculty_does_not_confirm() -> None:
    """¶4: nor does anybody who heads none."""
    codes = [_code(_asked("f1"), who) for who in ("h1", "h2", "h3", "teacher")]
    assert [None, None, "password_request_not_yours", "password_request_not_yours"] == codes


def test_a_request_is_answered_once_and_within_a_week() -> None:
    """¶4: what is closed or has waited too long is over."""
    open_, closed = _asked("f1"), _asked("f1", open=False)
    codes = [_code(open_, "h1", ANSWERED_WITHIN - MOMENT), _code(open_, "h1", ANSWERED_WITHIN), _code(closed, "h1")]
    assert [None, "password_request_closed", "password_request_closed"] == codes
    assert (None, "¶4") == (closed_refusal(open_, NOW), getattr(closed_refusal(closed, NOW), "rule", ""))
    lapsed = [has_lapsed(each, NOW + ANSWERED_WITHIN) for each in (open_, closed)]
    assert [True, False, False] == [*lapsed, has_lapsed(open_, NOW)]


def test_an_initial_password_opens_one_session_within_a_day() -> None:
    """¶5: then whoever has seen it has no use of it."""
    until = NOW + USED_WITHIN
    given = [(None, until - MOMENT), (None, until), (NOW, NOW + MOMENT), (NOW, until + MOMENT)]
    refusals = [use_refusal(until, used_at, now) for used_at, now in given]
    codes = [refusal and refusal.code for refusal in refusals]
    assert [None, "initial_password_expired", "initial_password_used", "initial_password_used"] == codes
    assert {"¶5"} == {refusal.rule for refusal in refusals if refusal}


def test_what_was_asked_by_who_is_of_it_no_more_is_asked_again() -> None:
    """¶4: a head decides on what IT asks today."""
    assert [None, "password_request_closed"] == [_code(_asked("f1", of_it=each), "h1") for each in (True, False)]
