"""What a report may ask for, by plain calls (¶4, ¶13, ¶19, ¶20)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.corrections.contract import CaseKind
from services.corrections.domain.deadlines import is_reported_late
from services.corrections.domain.discrepancies import LONGEST_TEXT
from services.corrections.domain.reports import (
    MOST_OPEN_DAYS,
    REPORTABLE,
    ReportFacts,
    filing_refusal,
    offered_reports,
)
from tests.support.clocks import ALMATY

MONDAY = date(2026, 10, 5)
NOW = datetime(2026, 10, 8, 9, 0, tzinfo=ALMATY)
SINCE = (Span(date(2026, 9, 1), None),)
LEFT = (Span(date(2026, 9, 1), MONDAY),)
TEXT = "Қағазда 85."
IN_TWO_WEEKS = ("removal", "make_up")
OPENING = ("late_entry", "late_lesson")

Answer = tuple[str, str, str] | None


def facts(kind: str, **other: Any) -> ReportFacts:
    """What a report of the kind names, all of it sound; or something like it."""
    sound: dict[str, Any] = {
        "teaches": SINCE,
        "lesson_date": MONDAY,
        "names_lesson": kind != "late_lesson",
        "names_held": kind == "late_lesson",
        "names_cadet": kind in ("mark_correction", "make_up"),
        "names_value": kind == "mark_correction",
        "memberships": SINCE,
        "open_days": 3 if kind in OPENING else 0,
        "already_open": False,
    }
    return ReportFacts(**{**sound, **other})


def file(kind: str, text: str = TEXT, now: datetime = NOW, **other: Any) -> Answer:
    """The refusal in short."""
    return said(filing_refusal(kind, text, facts(kind, **other), now))


def said(refusal: Refusal | None) -> Answer:
    """The refusal in short."""
    return None if refusal is None else (refusal.kind, refusal.code, refusal.rule)


@pytest.mark.parametrize("kind", REPORTABLE)
def test_a_teacher_reports_what_fits(kind: str) -> None:
    """¶4, ¶13, ¶19: each of the kinds that begin with one."""
    assert file(kind) is None


@pytest.mark.parametrize("kind", [*sorted({*get_args(CaseKind)} - {*REPORTABLE}), "", "anything"])
def test_there_is_no_other_report(kind: str) -> None:
    """¶4, ¶20, ¶21: a discrepancy and a substitution have forms of their own."""
    assert ("invalid", "case_kind_unknown", "¶4") == file(kind)


@pytest.mark.parametrize("kind", REPORTABLE)
@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ({"lesson_date": None}, ("not_found", "lesson_unknown", "¶3")),
        ({"teaches": ()}, ("forbidden", "not_your_journal", "¶3")),
        ({"teaches": (), "lesson_date": None}, ("forbidden", "not_your_journal", "¶3")),
        ({"teaches": LEFT}, ("forbidden", "not_your_journal", "¶3")),
        ({"already_open": True}, ("conflict", "case_already_open", "¶4")),
    ],
)
def test_each_kind_is_about_an_own_lesson_once_at_a_time(kind: str, other: dict[str, Any], answer: Answer) -> None:
    """¶4: taught on its date, and not asked for already."""
    assert answer == file(kind, **other)


@pytest.mark.parametrize("kind", REPORTABLE)
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ұ" * LONGEST_TEXT, None),
        (" \u200b", ("invalid", "text_required")),
        ("ұ" * (LONGEST_TEXT + 1), ("invalid", "text_too_long")),
    ],
)
def test_each_kind_is_said_in_words(kind: str, text: str, answer: tuple[str, str] | None) -> None:
    """¶4, ¶19: that fit the page."""
    rule = "¶19" if kind in IN_TWO_WEEKS else "¶4"
    assert (answer and (*answer, rule)) == file(kind, text)


@pytest.mark.parametrize("kind", REPORTABLE)
def test_day_14_is_accepted_and_day_15_refused(kind: str) -> None:
    """¶19: a removal and a make-up; an error in a mark is reported whenever it is found (¶4)."""
    last = datetime.combine(MONDAY + timedelta(days=14), time.max, ALMATY)
    assert file(kind, now=last) is None
    late = file(kind, now=last + timedelta(microseconds=1))
    assert (("conflict", "report_too_late", "¶19") if kind in IN_TWO_WEEKS else None) == late


@given(st.sampled_from(REPORTABLE), st.integers(0, 400))
def test_two_weeks_are_counted_in_days_of_the_academy(kind: str, days: int) -> None:
    """¶19: whatever the hour."""
    now = datetime.combine(MONDAY + timedelta(days=days), time(9), ALMATY)
    assert (kind in IN_TWO_WEEKS and days > 14) is (file(kind, now=now) is not None)


@pytest.mark.parametrize("kind", REPORTABLE)
def test_a_cell_is_named_or_a_lesson(kind: str) -> None:
    """¶4: a mark has a cadet, a column has none."""
    of_a_cell = kind in ("mark_correction", "make_up")
    code = "cadet_required" if of_a_cell else "cadet_not_wanted"
    assert ("invalid", code, "¶4") == file(kind, names_cadet=not of_a_cell)


@pytest.mark.parametrize("kind", REPORTABLE)
@pytest.mark.parametrize("lesson", [True, False], ids=["a lesson", "no lesson"])
@pytest.mark.parametrize("held", [True, False], ids=["one that was held", "none"])
def test_a_late_lesson_is_in_the_journal_not_yet(kind: str, lesson: bool, held: bool) -> None:
    """¶4: it says what was held; every other report is about a lesson that is there."""
    if kind == "late_lesson":
        answer = None if held and not lesson else ("invalid", "held_required", "¶4")
    else:
        answer = ("invalid", "held_not_wanted", "¶4") if held else None
    assert answer == file(kind, names_lesson=lesson, names_held=held)


@pytest.mark.parametrize("kind", REPORTABLE)
def test_only_a_correction_names_a_mark(kind: str) -> None:
    """¶4, ¶19: what is made up or entered late is not known yet."""
    answer = None if kind == "mark_correction" else ("invalid", "value_not_wanted", "¶4")
    assert answer == file(kind, names_value=True)


@pytest.mark.parametrize("kind", REPORTABLE)
@pytest.mark.parametrize("days", [-1, 0, 1, MOST_OPEN_DAYS, MOST_OPEN_DAYS + 1])
def test_what_opens_a_column_says_for_how_many_days(kind: str, days: int) -> None:
    """¶4: one to seven; nothing else opens a column."""
    allowed = 1 <= days <= MOST_OPEN_DAYS if kind in OPENING else days == 0
    assert (None if allowed else ("invalid", "open_days_wrong", "¶4")) == file(kind, open_days=days)


@pytest.mark.parametrize("kind", REPORTABLE)
@pytest.mark.parametrize("memberships", [(), LEFT], ids=["never", "left before"])
def test_the_cadet_was_in_the_group(kind: str, memberships: tuple[Span, ...]) -> None:
    """¶15: on the lesson's date; a whole lesson names nobody."""
    answer = ("not_found", "cadet_not_member", "¶15") if kind in ("mark_correction", "make_up") else None
    assert answer == file(kind, memberships=memberships)


def test_the_first_reason_is_said() -> None:
    """¶3: who does not teach it learns nothing of what is there."""
    nothing = replace(facts("removal"), teaches=(), already_open=True, names_cadet=True)
    refusal = filing_refusal("removal", "", nothing, NOW + timedelta(days=30))
    assert ("forbidden", "not_your_journal", "¶3") == said(refusal)


@given(st.integers(0, 30))
def test_what_is_offered_is_what_is_accepted(days: int) -> None:
    """¶19: each kind is over on the day on which it comes too late, and its last day is the one before."""
    now = datetime.combine(MONDAY + timedelta(days=days), time(9), ALMATY)
    offered = offered_reports(MONDAY, now)
    assert [*REPORTABLE] == [each.kind for each in offered]
    late = ("conflict", "report_too_late", "¶19")
    assert {each.kind: each.over for each in offered} == {kind: file(kind, now=now) == late for kind in REPORTABLE}
    assert [each.over for each in offered] == [each.until is not None and now.date() > each.until for each in offered]


def test_of_a_lesson_whose_date_is_not_known_nothing_is_over() -> None:
    """¶4: a late lesson is said when it is reported."""
    assert {(None, False)} == {(each.until, each.over) for each in offered_reports(None, NOW)}


def test_a_report_is_late_after_the_entry_window() -> None:
    """¶17: the second day's last second is in time and counts whole, as a removal is then (¶19)."""
    ends = datetime.combine(MONDAY + timedelta(days=2), time(23, 59, 59), ALMATY)
    assert not is_reported_late(MONDAY, ends + timedelta(milliseconds=999))
    assert is_reported_late(MONDAY, ends + timedelta(seconds=1))
