"""When a lesson's kind and topic may be put right, by plain calls (¶2, ¶3, ¶4, ¶6, ¶17, ¶18, ¶19)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.gradebook.domain.columns import COLUMNS
from services.gradebook.domain.lesson_corrections import CorrectionFacts, correction_refusal, exchangeable
from services.gradebook.domain.lessons import LONGEST_TOPIC, LessonFacts
from tests.support.clocks import ALMATY

MONDAY = date(2026, 10, 5)
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=ALMATY)
ALWAYS = (Span(date(2026, 9, 1), None),)
OTHERS = LessonFacts(date(2026, 9, 1), date(2026, 12, 31), teaches=ALWAYS, exists=False)
LECTURE = CorrectionFacts(MONDAY, "lecture", "Іздер", removed=False, number=0, teaches=ALWAYS, becomes=OTHERS)
ALIKE = {"lecture", "seminar", "practical", "midterm_control", "rating_control"}


def said(facts: CorrectionFacts = LECTURE, now: datetime = NOW, **form: Any) -> tuple[str, str, str] | None:
    """The refusal in short; of a better topic, where nothing else is said."""
    wanted = {"kind": facts.kind, "topic": "Айғақтар", "seen": facts.number, **form}
    refusal: Refusal | None = correction_refusal(**wanted, facts=facts, now=now)
    return None if refusal is None else (refusal.kind, refusal.code, refusal.rule)


@pytest.mark.parametrize("hours", [0, 24, 62.99])
def test_kind_and_topic_are_corrected_in_the_window(hours: float) -> None:
    """¶17, ¶18: to the last second of the second day."""
    assert said(now=NOW + timedelta(hours=hours)) is None
    assert said(now=NOW + timedelta(hours=hours), kind="seminar", topic="Іздер") is None


@pytest.mark.parametrize(
    ("facts", "form", "answer"),
    [
        (replace(LECTURE, teaches=()), {}, ("forbidden", "not_your_journal", "¶3")),
        (replace(LECTURE, removed=True), {}, ("conflict", "lesson_removed", "¶19")),
        (LECTURE, {"kind": "party"}, ("invalid", "lesson_kind_unknown", "¶2")),
        (LECTURE, {"topic": "т" * (LONGEST_TOPIC + 1)}, ("invalid", "topic_too_long", "")),
        (LECTURE, {"seen": 1}, ("conflict", "lesson_changed", "¶4")),
        (replace(LECTURE, number=2), {"seen": 1}, ("conflict", "lesson_changed", "¶4")),
        (LECTURE, {"topic": "Іздер"}, ("invalid", "lesson_unchanged", "")),
        (LECTURE, {"kind": "examination"}, ("conflict", "kind_not_exchangeable", "¶2")),
        (
            replace(LECTURE, becomes=replace(OTHERS, exists=True)),
            {"kind": "seminar"},
            ("conflict", "lesson_exists", "¶18"),
        ),
        (
            replace(LECTURE, becomes=replace(OTHERS, of_kind=4)),
            {"kind": "rating_control"},
            ("conflict", "too_many_columns", "¶2"),
        ),
    ],
)
def test_anything_else_is_refused(facts: CorrectionFacts, form: dict[str, Any], answer: tuple[str, str, str]) -> None:
    """¶2, ¶3, ¶4, ¶18, ¶19: each for its own reason."""
    assert answer == said(facts, **form)


def test_after_the_window_nothing_is_corrected() -> None:
    """¶17: from the first second of the third day."""
    assert ("conflict", "window_closed", "¶17") == said(now=datetime(2026, 10, 8, 0, 0, tzinfo=ALMATY))


def test_what_stands_beside_it_keeps_no_topic_from_being_corrected() -> None:
    """¶18: a lesson of its own kind on its day is it itself, and one more it is not."""
    assert said(replace(LECTURE, becomes=replace(OTHERS, exists=True, of_kind=4))) is None


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_column_becomes_what_counts_alike(kind: str) -> None:
    """¶2, ¶6: a lesson a control and back, an examination a retake; whatever was entered stays a mark."""
    alike = ALIKE if kind in ALIKE else {"examination", "retake"} & {kind, *exchangeable(kind)}
    assert {*alike} - {kind} == {*exchangeable(kind)}
    assert all({*COLUMNS[kind].codes} <= {*COLUMNS[each].codes} for each in exchangeable(kind))


def test_a_final_attestation_stays_one_and_an_examination_becomes_a_retake() -> None:
    """¶2: neither becomes a lesson."""
    assert [(), ("retake",), ("examination",)] == [
        exchangeable(kind) for kind in ("final_attestation", "examination", "retake")
    ]
