"""Whether a cell may be written, by plain calls (¶3, ¶4, ¶6, ¶15, ¶17, ¶19). Its values: ``test_values.py``."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.gradebook.domain.marks import CellFacts, LateEntry, cell_refusal, version_refusal, writing_refusal
from tests.support.clocks import ALMATY

MONDAY = date(2026, 10, 5)
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=ALMATY)
LATE = NOW + timedelta(days=3)
DAY = timedelta(days=1)
SINCE = (Span(date(2026, 9, 1), None),)
LEFT = (Span(date(2026, 9, 1), MONDAY),)
SOUND: dict[str, Any] = {
    "lesson_date": MONDAY,
    "removed": False,
    "teaches": SINCE,
    "memberships": SINCE,
    "current_version": 0,
}


def facts(**other: Any) -> CellFacts:
    """An empty cell of Monday's lesson, or something like it."""
    return CellFacts(**{**SOUND, **other})


def opened(until: datetime | None, warrant: str = "w1") -> tuple[LateEntry, ...]:
    """A late entry that lasts until an instant; none without one."""
    return (LateEntry(warrant, "case-1", until),) if until else ()


def said(refusal: Refusal | None) -> tuple[str, str, str] | None:
    """The refusal in short."""
    return None if refusal is None else (refusal.kind, refusal.code, refusal.rule)


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ({}, None),
        ({"lesson_date": None}, ("not_found", "lesson_unknown", "¶3")),
        ({"removed": True}, ("conflict", "lesson_removed", "¶19")),
        ({"teaches": ()}, ("forbidden", "not_your_journal", "¶3")),
        ({"teaches": LEFT}, ("forbidden", "not_your_journal", "¶3")),
        ({"teaches": (Span(MONDAY, MONDAY + DAY),)}, None),
        ({"memberships": ()}, ("not_found", "cadet_unknown", "¶3")),
        ({"memberships": LEFT}, ("not_found", "cadet_not_member", "¶15")),
        ({"memberships": (Span(MONDAY, MONDAY + DAY),)}, None),
    ],
)
def test_a_place_is_a_lesson_of_ones_journal_and_a_cadet_of_its_group(
    other: dict[str, Any], answer: tuple[str, str, str] | None
) -> None:
    """¶3, ¶15, ¶19: both on the lesson's date, whatever they are today; a struck-out lesson takes no mark."""
    assert answer == said(writing_refusal(facts(**other), NOW))


@pytest.mark.parametrize(
    ("now", "opened_until", "answer"),
    [
        (NOW, None, None),
        (NOW - DAY, None, ("conflict", "window_closed", "¶17")),
        (LATE - DAY, None, None),
        (LATE, None, ("conflict", "window_closed", "¶17")),
        (LATE, LATE, None),
        (LATE, LATE - timedelta(seconds=1), ("conflict", "window_closed", "¶17")),
    ],
    ids=["today", "before", "last day", "closed", "opened again", "opened and over"],
)
def test_a_place_is_open_in_its_window_or_by_a_late_entry(
    now: datetime, opened_until: datetime | None, answer: tuple[str, str, str] | None
) -> None:
    """¶17, ¶4: to the end of the second day, and after it for as long as a late entry was granted."""
    assert answer == said(writing_refusal(facts(late_entries=opened(opened_until)), now))


@pytest.mark.parametrize("other", [{"removed": True}, {"teaches": ()}, {"memberships": LEFT}])
def test_a_late_entry_opens_the_window_and_nothing_else(other: dict[str, Any]) -> None:
    """¶4: who does not teach it, a struck-out lesson and a cadet who had left stay refused."""
    assert writing_refusal(facts(late_entries=opened(LATE), **other), LATE) is not None


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ({"filled": True}, ("conflict", "mark_locked", "¶4")),
        ({"filled": True, "warrant": "w2"}, ("conflict", "mark_locked", "¶4")),
        ({"filled": True, "warrant": "w1"}, None),
        ({"filled": False, "warrant": "w2"}, None),
    ],
    ids=["in time", "by another decision", "by this late entry", "cleared"],
)
def test_a_late_entry_fills_what_is_empty(other: dict[str, Any], answer: tuple[str, str, str] | None) -> None:
    """¶4: and mends what was entered by it; a mark that was there stays locked."""
    place = facts(late_entries=opened(LATE), current_version=1, **other)
    assert answer == said(writing_refusal(place, LATE))
    closed = said(writing_refusal(place, LATE + timedelta(seconds=1)))
    assert ("conflict", "window_closed", "¶17") == closed


def test_the_newest_version_was_seen() -> None:
    """¶4: an empty cell is version 0."""
    assert version_refusal(0, 0) is None
    assert version_refusal(3, 3) is None


@given(st.integers(0, 2**31), st.integers(0, 2**31))
def test_any_other_version_is_stale(seen: int, current: int) -> None:
    """¶4: neither an older nor a made-up newer one overwrites unseen."""
    answer = said(version_refusal(seen, current))
    assert (None if seen == current else ("conflict", "version_stale", "¶4")) == answer


@pytest.mark.parametrize(
    ("value", "seen", "other", "now", "code"),
    [
        (75, 0, {}, NOW, None),
        (None, 2, {"current_version": 2}, NOW, None),
        (101, 1, {"removed": True}, NOW, "lesson_removed"),
        (101, 1, {}, LATE, "window_closed"),
        (101, 1, {}, NOW, "not_a_mark"),
        (75, 1, {}, NOW, "version_stale"),
    ],
)
def test_the_place_comes_first_then_the_value_then_the_version(
    value: Any, seen: int, other: dict[str, Any], now: datetime, code: str | None
) -> None:
    """¶3, ¶4, ¶6, ¶17: who may not write here learns nothing of what is here, not even its version."""
    refusal = cell_refusal(value, seen, facts(**other), now)
    assert code == (refusal and refusal.code)


@given(
    value=st.none() | st.integers(-5, 105) | st.sampled_from(["ж", "дс", "A", ""]),
    seen=st.integers(0, 3),
    days=st.integers(-2, 5),
    removed=st.booleans(),
    teaches=st.sampled_from([SINCE, LEFT, ()]),
    memberships=st.sampled_from([SINCE, LEFT, ()]),
)
def test_a_cell_is_written_when_all_rules_allow_it(
    *, value: Any, seen: int, days: int, removed: bool, teaches: Any, memberships: Any
) -> None:
    """¶3, ¶4, ¶6, ¶15, ¶17, ¶19: one reason is enough, and none is made up."""
    place = facts(removed=removed, teaches=teaches, memberships=memberships, current_version=1)
    is_mark = value in (None, "ж", "дс") or (isinstance(value, int) and 0 <= value <= 100)
    sound = (not removed, teaches is SINCE, memberships is SINCE, 0 <= days <= 2, is_mark, seen == 1)
    assert all(sound) is (cell_refusal(value, seen, place, NOW + days * DAY) is None)
