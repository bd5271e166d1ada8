"""The rules of ¶20 as plain functions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.regulation.spans import Span
from services.corrections.domain.discrepancies import (
    LONGEST_TEXT,
    DiscrepancyFacts,
    closing_refusal,
    filing_refusal,
    may_read,
    text_refusal,
)
from services.corrections.refusals import Reasons

MONDAY = date(2026, 10, 5)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
WELL = DiscrepancyFacts(
    teaches=(Span(MONDAY, None),), lesson_date=MONDAY, names_cadet=True, memberships=(Span(MONDAY, None),)
)


@pytest.mark.parametrize(
    "facts", [WELL, replace(WELL, names_cadet=False, memberships=())], ids=["a cell", "a whole lesson"]
)
def test_a_teacher_of_the_journal_may_file(facts: DiscrepancyFacts) -> None:
    """¶20: about a cell, or about a whole lesson."""
    assert filing_refusal("Қағазда 85.", facts, MONDAY) is None


@pytest.mark.parametrize(
    ("facts", "kind", "code"),
    [
        (replace(WELL, teaches=()), "forbidden", "not_your_journal"),
        (replace(WELL, lesson_date=None), "not_found", "lesson_unknown"),
        (replace(WELL, memberships=()), "not_found", "cadet_not_member"),
    ],
)
def test_a_notice_of_somebody_or_somewhere_else_is_refused(facts: DiscrepancyFacts, kind: str, code: str) -> None:
    """¶20: the journal is the teacher's, the lesson the journal's, the cadet of the group."""
    refusal = filing_refusal("Қағазда 85.", facts, MONDAY)
    assert refusal is not None
    assert (kind, code, "¶20") == (refusal.kind, refusal.code, refusal.rule)


@pytest.mark.parametrize(
    ("since", "until", "today", "allowed"),
    [
        (0, 1, 10, True),
        (10, None, 10, True),
        (10, 11, 10, True),
        (-7, 0, 10, False),
        (1, 10, 10, False),
        (11, None, 10, False),
    ],
    ids=["of that day", "took over", "stands in today", "before", "between", "not yet"],
)
def test_who_has_the_paper_journal_in_hand(since: int, until: int | None, today: int, allowed: bool) -> None:
    """¶20, ¶21: by days from the lesson's: of the lesson's day, or of today; not who was neither."""
    days = [None if each is None else MONDAY + timedelta(days=each) for each in (since, until)]
    assert days[0] is not None
    facts = replace(WELL, teaches=(Span(days[0], days[1]),))
    refusal = filing_refusal("Қағазда 85.", facts, MONDAY + timedelta(days=today))
    assert allowed is (refusal is None)
    assert refusal is None or "not_your_journal" == refusal.code


@given(since=DAYS, length=st.none() | st.integers(0, 400), lesson=DAYS)
def test_the_cadet_was_in_the_group_on_the_lessons_date(since: date, length: int | None, lesson: date) -> None:
    """¶20, ¶15: from the first day on, up to the day before the first day no longer."""
    until = None if length is None else since + timedelta(days=length)
    was_there = lesson >= since and (length is None or (lesson - since).days < length)
    facts = replace(WELL, teaches=(Span(lesson, None),), lesson_date=lesson, memberships=(Span(since, until),))
    assert was_there is (filing_refusal("Қағазда 85.", facts, MONDAY) is None)


@given(st.text(alphabet=" \t\n\u00a0\u2003\u200b\u2060\u202e", max_size=20))
def test_white_space_says_nothing(text: str) -> None:
    """¶20: a notice and its end are said in words."""
    refusal = text_refusal(text, Reasons.text_required, "¶20")
    assert refusal is not None
    assert ("invalid", "text_required") == (refusal.kind, refusal.code)


@pytest.mark.parametrize(("length", "allowed"), [(1, True), (LONGEST_TEXT, True), (LONGEST_TEXT + 1, False)])
def test_a_text_fits_the_page(length: int, allowed: bool) -> None:
    """¶20: up to a thousand characters."""
    refusal = text_refusal("ұ" * length, Reasons.text_required, "¶20")
    assert allowed is (refusal is None)
    assert refusal is None or ("text_too_long", {"longest": "1000"}) == (refusal.code, refusal.params)


@pytest.mark.parametrize(
    ("text", "sign"),
    [("баға \u202e57", "U+202E"), ("есеп 😀", "😀 (U+1F600)"), ("漢字", "漢 (U+6F22)")],
    ids=["direction", "emoji", "script"],
)
def test_a_text_is_one_that_a_paper_prints(text: str, sign: str) -> None:
    """¶13, ¶20: what would turn around what is read, or be a box, is refused and named."""
    refusal = text_refusal(text, Reasons.text_required, "¶20")
    assert refusal is not None
    assert ("invalid", "text_unprintable", {"sign": sign}) == (refusal.kind, refusal.code, refusal.params)


def test_a_methodist_of_the_faculty_closes_an_open_notice() -> None:
    """¶20: and says why."""
    assert closing_refusal(in_faculty=True, is_closed=False, reason="Салыстырылды.") is None


@pytest.mark.parametrize(
    ("in_faculty", "is_closed", "reason", "code"),
    [
        (False, False, "Салыстырылды.", "not_your_faculty"),
        (True, True, "Салыстырылды.", "discrepancy_closed"),
        (True, False, " ", "reason_required"),
    ],
)
def test_closing_is_refused(in_faculty: bool, is_closed: bool, reason: str, code: str) -> None:
    """¶20: to another faculty's methodist, twice, or without a reason."""
    refusal = closing_refusal(in_faculty=in_faculty, is_closed=is_closed, reason=reason)
    assert refusal is not None
    assert (code, "¶20") == (refusal.code, refusal.rule)


@given(st.booleans(), st.booleans(), st.booleans())
def test_it_is_read_by_whom_it_concerns(in_faculty: bool, is_author: bool, moderates: bool) -> None:
    """¶20, ¶7: the faculty, the author, the moderators; nobody else."""
    reads = may_read(in_faculty=in_faculty, is_author=is_author, moderates=moderates)
    assert any((in_faculty, is_author, moderates)) is reads
