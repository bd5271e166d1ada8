"""What may be asked for after the window, and when a warrant fits, by plain calls (¶4, ¶6, ¶15, ¶19)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.gradebook.contract import ChangeKind
from services.gradebook.domain.changes import (
    PASS_MARK,
    ChangeFacts,
    WarrantFacts,
    change_refusal,
    make_up_refusal,
    make_up_value_refusal,
    warrant_refusal,
)
from tests.support.clocks import ALMATY

MONDAY = date(2026, 10, 5)
NOW = datetime(2026, 10, 8, 9, 0, tzinfo=ALMATY)
IN_TIME = NOW - timedelta(days=1)
SINCE = (Span(date(2026, 9, 1), None),)
LEFT = (Span(date(2026, 9, 1), MONDAY),)
OF_A_CELL = ("mark_correction", "discrepancy", "make_up")
OF_A_LESSON = ("late_entry", "removal")
VALUES = st.none() | st.integers(0, 100) | st.sampled_from(["ж", "а", "дс", "д", "қ"])

Answer = tuple[str, str, str] | None


def place(**other: Any) -> ChangeFacts:
    """Monday's lesson, its own teacher asks, the cell holds 40 and another is empty; or something like it."""
    sound = {"lesson_date": MONDAY, "removed": False, "teaches": SINCE, "oversees": False, "memberships": SINCE}
    return ChangeFacts(**{**sound, "make_up": 0, "counts": 40, "missing": 1, **other})


def warrant(**other: Any) -> WarrantFacts:
    """One that has come for the first time, in time, and fits; or something like it."""
    sound: dict[str, Any] = {
        "used": False,
        "expires_at": NOW,
        "decided_by": "head",
        "parties": ("teacher", "methodist"),
    }
    return WarrantFacts(**{**sound, "known": True, "fits": True, "readable": True, **other})


def said(refusal: Refusal | None) -> Answer:
    """The refusal in short."""
    return None if refusal is None else (refusal.kind, refusal.code, refusal.rule)


@pytest.mark.parametrize("kind", [*OF_A_CELL, *OF_A_LESSON])
def test_only_a_late_entry_is_needless_while_one_lasts(kind: ChangeKind) -> None:
    """¶4: a column that is open to who asks is not opened again; its marks are corrected as ever."""
    answer = ("conflict", "window_open", "¶4") if kind == "late_entry" else None
    assert answer == said(change_refusal(kind, 75, place(opened=True), NOW))


@pytest.mark.parametrize("kind", [*OF_A_CELL, *OF_A_LESSON])
def test_each_kind_may_be_asked_for_where_it_fits(kind: ChangeKind) -> None:
    """¶4, ¶19: after the window, by who teaches the journal."""
    assert change_refusal(kind, 75, place(), NOW) is None


@pytest.mark.parametrize("kind", [*OF_A_CELL, *OF_A_LESSON])
@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ({"lesson_date": None}, ("not_found", "lesson_unknown", "¶3")),
        ({"teaches": ()}, ("forbidden", "not_your_journal", "¶3")),
        ({"teaches": LEFT}, ("forbidden", "not_your_journal", "¶3")),
        ({"removed": True}, ("conflict", "lesson_removed", "¶19")),
    ],
)
def test_each_kind_needs_a_lesson_of_ones_own_that_stands(
    kind: ChangeKind, other: dict[str, Any], answer: Answer
) -> None:
    """¶3, ¶19: taught on its date, and not struck out."""
    assert answer == said(change_refusal(kind, 75, place(**other), NOW))


@pytest.mark.parametrize("kind", [*OF_A_CELL, *OF_A_LESSON])
def test_who_oversees_asks_without_teaching(kind: ChangeKind) -> None:
    """¶13: the faculty's methodist and head look at what a report asks for."""
    assert change_refusal(kind, 75, place(teaches=(), oversees=True), NOW) is None


@pytest.mark.parametrize("kind", [*OF_A_CELL, *OF_A_LESSON])
def test_while_the_window_is_open_nothing_but_a_removal_is_asked_for(kind: ChangeKind) -> None:
    """¶4, ¶17, ¶19: what the teacher may still enter needs no papers; a lesson by mistake does at once."""
    answer = None if kind == "removal" else ("conflict", "window_open", "¶4")
    assert answer == said(change_refusal(kind, 75, place(), IN_TIME))


@pytest.mark.parametrize("kind", [*OF_A_CELL, *OF_A_LESSON])
@pytest.mark.parametrize("memberships", [(), LEFT], ids=["never", "left before"])
def test_a_cells_cadet_was_in_the_group(kind: ChangeKind, memberships: tuple[Span, ...]) -> None:
    """¶15: on the lesson's date; a whole lesson names no cadet."""
    refusal = change_refusal(kind, 75, place(memberships=memberships), NOW)
    assert (kind in OF_A_CELL) is (refusal is not None)
    assert refusal is None or ("not_found", "cadet_not_member", "¶15") == said(refusal)


@pytest.mark.parametrize("kind", ["mark_correction", "discrepancy"])
@pytest.mark.parametrize(
    ("value", "answer"),
    [
        (75, None),
        (None, None),
        ("дс", None),
        (101, ("invalid", "not_a_mark", "¶6")),
        ("A", ("invalid", "not_a_mark", "¶6")),
        (40, ("conflict", "change_changes_nothing", "¶4")),
    ],
)
def test_a_change_is_to_another_mark(kind: ChangeKind, value: Any, answer: Answer) -> None:
    """¶4, ¶6: and to one that a cell may hold."""
    assert answer == said(change_refusal(kind, value, place(), NOW))


@given(VALUES, VALUES)
def test_a_change_changes_something(current: Any, value: Any) -> None:
    """¶4: exactly the same is refused, 0 is no empty cell."""
    refusal = change_refusal("mark_correction", value, place(counts=current), NOW)
    assert (current == value) is (refusal is not None)


@pytest.mark.parametrize(("missing", "answer"), [(1, None), (30, None), (0, ("conflict", "nothing_missing", "¶4"))])
def test_a_late_entry_has_something_to_enter(missing: int, answer: Answer) -> None:
    """¶4: a full column is not opened again."""
    assert answer == said(change_refusal("late_entry", None, place(missing=missing), NOW))


@pytest.mark.parametrize("counts", ["ж", "а", "дс", "д", "қ", 0, PASS_MARK - 1])
def test_a_missed_lesson_or_an_unsatisfactory_mark_is_made_up(counts: Any) -> None:
    """¶19: below 50, or any of the five codes."""
    assert make_up_refusal(counts) is None
    assert change_refusal("make_up", None, place(counts=counts), NOW) is None


@pytest.mark.parametrize("counts", [None, PASS_MARK, 100])
def test_a_passed_or_empty_cell_is_not_made_up(counts: Any) -> None:
    """¶19: a pass stays, and what was never entered is a late entry."""
    assert ("conflict", "mark_passed", "¶19") == said(make_up_refusal(counts))
    assert ("conflict", "mark_passed", "¶19") == said(change_refusal("make_up", None, place(counts=counts), NOW))


@given(VALUES | st.integers() | st.floats() | st.booleans())
def test_a_make_up_mark_is_points(value: Any) -> None:
    """¶6, ¶19: whole, 0 to 100; whoever makes up is there, so no code."""
    answer = said(make_up_value_refusal(value))
    assert (None if type(value) is int and 0 <= value <= 100 else ("invalid", "not_a_mark", "¶6")) == answer


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ({}, None),
        ({"used": True}, ("conflict", "warrant_used", "¶4")),
        ({"parties": ("teacher", "head")}, ("forbidden", "warrant_invalid", "¶4")),
        ({"known": False}, ("forbidden", "warrant_invalid", "¶4")),
        ({"expires_at": NOW - timedelta(seconds=1)}, ("conflict", "warrant_expired", "¶4")),
        ({"fits": False}, ("conflict", "warrant_conflict", "¶4")),
        ({"readable": False}, ("invalid", "change_unreadable", "¶5")),
    ],
)
def test_a_warrant_is_good_once_in_its_time_for_what_it_names(other: dict[str, Any], answer: Answer) -> None:
    """¶4, ¶5: and nobody's own decision."""
    assert answer == said(warrant_refusal(warrant(**other), NOW))


@given(
    seconds=st.integers(-5, 5),
    used=st.booleans(),
    party=st.booleans(),
    known=st.booleans(),
    fits=st.booleans(),
    readable=st.booleans(),
)
def test_a_warrant_with_any_fault_does_nothing(
    *, seconds: int, used: bool, party: bool, known: bool, fits: bool, readable: bool
) -> None:
    """¶4: whatever else is right with it; the last second counts."""
    made = warrant(used=used, parties=("head",) if party else (), known=known, fits=fits, readable=readable)
    sound = not used and not party and known and fits and readable and seconds <= 0
    assert sound is (warrant_refusal(made, NOW + timedelta(seconds=seconds)) is None)


@pytest.mark.parametrize("kind", ["mark_correction", "discrepancy"])
def test_where_a_make_up_counts_it_is_corrected(kind: ChangeKind) -> None:
    """¶6, ¶19: by points; neither emptied nor made an absence, and to something else than what counts."""
    made_up = place(make_up=1, counts=57)
    assert change_refusal(kind, 75, made_up, NOW) is None
    for value in (None, "а", 101):
        assert ("invalid", "not_a_mark", "¶6") == said(change_refusal(kind, value, made_up, NOW))
    assert ("conflict", "change_changes_nothing", "¶4") == said(change_refusal(kind, 57, made_up, NOW))
