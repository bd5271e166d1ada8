"""Who may stand in for whom and when, by plain calls (¶21)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.corrections.domain.substitutions import (
    LONGEST,
    LONGEST_BACK,
    JournalFacts,
    SubstitutionFacts,
    is_offered,
    overlap,
    request_refusal,
    teaches_throughout,
    too_late_refusal,
)
from tests.support.clocks import ALMATY

MONDAY = date(2026, 10, 5)
FRIDAY = date(2026, 10, 9)
DAY = timedelta(days=1)
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=ALMATY)
JOURNAL = JournalFacts(
    of_faculty=True, absent_teaches=(Span(date(2026, 9, 1), None),), substitute_teaches=(), others=()
)
SOUND = SubstitutionFacts(may_ask=True, substitute_is_teacher=True, same_person=False, journals=(JOURNAL,))
DAYS = st.dates(date(2026, 9, 1), date(2026, 11, 1))

Answer = tuple[str, str, str] | None


def ask(since: date = MONDAY, until: date = FRIDAY, text: str = "Науқас.", **other: Any) -> Answer:
    """The refusal in short, of a week in one journal or something like it."""
    return said(request_refusal(since, until, text, replace(SOUND, **other), NOW))


def said(refusal: Refusal | None) -> Answer:
    """The refusal in short."""
    return None if refusal is None else (refusal.kind, refusal.code, refusal.rule)


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ({}, None),
        ({"may_ask": False}, ("forbidden", "not_your_faculty", "¶21")),
        ({"substitute_is_teacher": False}, ("invalid", "substitute_unknown", "¶21")),
        ({"same_person": True}, ("invalid", "substitute_unknown", "¶21")),
    ],
)
def test_another_teacher_stands_in(other: dict[str, Any], answer: Answer) -> None:
    """¶21: asked for in the own faculty, for somebody else."""
    assert answer == ask(**other)


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (MONDAY, MONDAY, None),
        (MONDAY - LONGEST_BACK, MONDAY, None),
        (MONDAY, MONDAY + LONGEST, None),
        (MONDAY + LONGEST, MONDAY + LONGEST, None),
        (FRIDAY, MONDAY, "dates_wrong"),
        (MONDAY - 2 * DAY, MONDAY - DAY, None),
        (MONDAY, MONDAY + LONGEST + DAY, "dates_wrong"),
        (MONDAY + LONGEST + DAY, MONDAY + LONGEST + DAY, "dates_wrong"),
        (MONDAY - LONGEST_BACK - DAY, MONDAY, "dates_too_early"),
    ],
)
def test_it_is_for_days_that_are_or_come(since: date, until: date, code: str | None) -> None:
    """¶21: reaching back two weeks at most, not ending before it begins, and not for ever."""
    answer = ask(since, until)
    assert code == (answer and answer[1])
    assert answer is None or "¶21" == answer[2]


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ({}, None),
        ({"of_faculty": False}, ("invalid", "journal_not_of_faculty", "¶21")),
        ({"absent_teaches": ()}, ("invalid", "journal_not_of_faculty", "¶21")),
        ({"absent_teaches": (Span(date(2026, 9, 1), MONDAY),)}, ("invalid", "journal_not_of_faculty", "¶21")),
        ({"absent_teaches": (Span(FRIDAY, None),)}, ("invalid", "journal_not_of_faculty", "¶21")),
        ({"absent_teaches": (Span(MONDAY, FRIDAY + DAY),)}, None),
        ({"substitute_teaches": (Span(FRIDAY, None),)}, ("conflict", "substitute_is_teacher", "¶21")),
        ({"substitute_teaches": (Span(FRIDAY + DAY, None),)}, None),
        ({"others": (Span(date(2026, 9, 1), MONDAY + DAY),)}, ("conflict", "substitution_overlaps", "¶21")),
        ({"others": (Span(date(2026, 9, 1), MONDAY),)}, None),
    ],
)
def test_each_journal_is_the_absent_ones_and_nobody_elses(other: dict[str, Any], answer: Answer) -> None:
    """¶21: on each of the days; the substitute does not teach it anyway, and nobody stands in for it already."""
    journals = (JOURNAL, replace(JOURNAL, **other))
    assert answer == ask(journals=journals)
    assert answer == ask(journals=journals[::-1])


@pytest.mark.parametrize(("text", "code"), [("Науқас.", None), ("", "text_required"), ("ұ" * 1001, "text_too_long")])
def test_it_says_why(text: str, code: str | None) -> None:
    """¶21: for a valid reason, in words that fit the page."""
    answer = ask(text=text)
    assert code == (answer and answer[1])


@given(DAYS, st.none() | st.integers(0, 30), DAYS, st.integers(0, 30))
def test_days_in_common_are_counted_one_by_one(start: date, length: int | None, since: date, days: int) -> None:
    """¶21: both days of the substitution are included, the first day no longer is not."""
    span = Span(start, None if length is None else start + timedelta(days=length))
    asked = [since + timedelta(days=each) for each in range(days + 1)]
    assert any(map(span.holds, asked)) is overlap(span, since, since + timedelta(days=days))


def asked(since: int, until: int, journal: JournalFacts = JOURNAL) -> str:
    """The code with which a substitution is refused on Monday morning, its days counted from then; "" if it is not."""
    answer = ask(MONDAY + since * DAY, MONDAY + until * DAY, journals=(journal,))
    return answer[1] if answer else ""


@pytest.mark.parametrize(
    ("until", "expected"),
    [(1, ""), (0, ""), (-1, ""), (-2, ""), (-3, "substitution_too_late"), (-14, "substitution_too_late")],
)
def test_days_that_are_past_can_be_asked_for_while_they_are_open(until: int, expected: str) -> None:
    """¶17, ¶21: the last day's lessons are entered within two days after it."""
    assert expected == asked(until, until)
    assert expected == asked(-14, until)


@pytest.mark.parametrize(
    ("ends", "offered"), [(None, True), (90, True), (0, True), (-2, True), (-3, False), (-90, False)]
)
def test_journals_of_past_terms_are_not_offered(ends: int | None, offered: bool) -> None:
    """¶21: a term is past when its last day's lessons are no longer entered; of an unknown one all are offered."""
    now = datetime(2026, 10, 5, 9, tzinfo=ALMATY)
    assert offered is is_offered(None if ends is None else MONDAY + ends * DAY, now)


def test_the_last_moment_is_the_windows() -> None:
    """¶17: to the last second of the second day, academy time; what is refused says until when it was."""
    closed = datetime(2026, 10, 7, 23, 59, 59, 999_999, tzinfo=ALMATY)
    assert too_late_refusal(MONDAY, closed) is None
    refusal = too_late_refusal(MONDAY, closed + timedelta(microseconds=1))
    assert refusal is not None
    assert ("conflict", "substitution_too_late", "¶21", {"until": "2026-10-07T23:59:59+05:00"}) == (
        refusal.kind,
        refusal.code,
        refusal.rule,
        refusal.params,
    )


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(0, 4, ""), (0, 5, "journal_not_of_faculty"), (-4, 0, "journal_not_of_faculty"), (-3, 0, "")],
)
def test_the_absent_teacher_teaches_on_each_of_the_days(since: int, until: int, expected: str) -> None:
    """¶21: not on some of them only."""
    teaches = (Span(MONDAY - 3 * DAY, MONDAY + 2 * DAY), Span(MONDAY + 2 * DAY, MONDAY + 5 * DAY))
    assert expected == asked(since, until, replace(JOURNAL, absent_teaches=teaches))


@given(since=st.integers(-9, 9), length=st.integers(0, 9), first=st.integers(-9, 9), lasts=st.integers(0, 9))
def test_a_span_holds_days_that_lie_in_it(since: int, length: int, first: int, lasts: int) -> None:
    """¶21: its own end is the first day no longer."""
    span = Span(MONDAY + first * DAY, MONDAY + (first + lasts) * DAY)
    inside = first <= since and since + length < first + lasts
    assert inside is teaches_throughout((span,), MONDAY + since * DAY, MONDAY + (since + length) * DAY)


@pytest.mark.parametrize(("first", "expected"), [(5, ""), (4, "substitution_overlaps")])
def test_a_teacher_has_one_substitute_at_a_time(first: int, expected: str) -> None:
    """¶21: the day after the end of one another may begin."""
    others = (Span(MONDAY, MONDAY + 5 * DAY),)
    assert expected == asked(first, 9, replace(JOURNAL, others=others))
