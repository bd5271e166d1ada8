"""When a lesson may be added, by plain calls (¶2, ¶3, ¶17, ¶18)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.gradebook.domain.lessons import (
    KINDS,
    LONGEST_TOPIC,
    LessonFacts,
    date_refusal,
    form_refusal,
    holding_refusal,
    late_lesson_refusal,
)
from tests.support.clocks import ALMATY

MONDAY = date(2026, 10, 5)
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=ALMATY)
DAY = timedelta(days=1)
TERM = LessonFacts(date(2026, 9, 1), date(2026, 12, 31), teaches=(Span(date(2026, 9, 1), None),), exists=False)
ALWAYS = replace(TERM, term_starts=date.min, term_ends=date.max, teaches=(Span(date.min, None),))
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(ALMATY))


def said(refusal: Refusal | None) -> tuple[str, str, str] | None:
    """The refusal in short."""
    return None if refusal is None else (refusal.kind, refusal.code, refusal.rule)


def hold(day: date = MONDAY, facts: LessonFacts = TERM, now: datetime = NOW, **form: Any) -> Refusal | None:
    """Ask the rule as a whole, about a lecture where nothing else is said."""
    return holding_refusal(day, form.get("kind", "lecture"), form.get("topic", ""), facts, now)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", [0, 1, LONGEST_TOPIC])
def test_a_known_kind_with_a_topic_that_fits_is_allowed(kind: str, length: int) -> None:
    """¶2: whatever the kind; the topic may be left out."""
    assert form_refusal(kind, "т" * length) is None


@pytest.mark.parametrize(
    ("kind", "topic", "answer"),
    [
        ("party", "", ("invalid", "lesson_kind_unknown", "¶2")),
        ("", "", ("invalid", "lesson_kind_unknown", "¶2")),
        ("Lecture", "", ("invalid", "lesson_kind_unknown", "¶2")),
        ("lecture", "т" * (LONGEST_TOPIC + 1), ("invalid", "topic_too_long", "")),
        ("lecture", "тақырып \u202e", ("invalid", "topic_unprintable", "")),
        ("lecture", "тақырып 😀", ("invalid", "topic_unprintable", "")),
    ],
)
def test_another_form_is_refused(kind: str, topic: str, answer: tuple[str, str, str]) -> None:
    """¶2: there is no other kind, and a topic fits the page."""
    assert answer == said(form_refusal(kind, topic))


@pytest.mark.parametrize("back", [0, 1, 2])
def test_today_and_the_two_days_before_are_allowed(back: int) -> None:
    """¶17: as long as the lesson's window is open."""
    assert hold(MONDAY - back * DAY) is None


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (MONDAY + DAY, ("invalid", "lesson_in_future", "¶18")),
        (MONDAY - 3 * DAY, ("conflict", "lesson_window_closed", "¶17")),
        (date(2026, 8, 31), ("invalid", "lesson_outside_term", "¶18")),
        (date(2027, 1, 1), ("invalid", "lesson_in_future", "¶18")),
    ],
)
def test_another_day_is_refused(day: date, answer: tuple[str, str, str]) -> None:
    """¶17, ¶18: not yet held, too long ago, or of no term."""
    assert answer == said(hold(day))


@pytest.mark.parametrize(("day", "allowed"), [(date(2026, 9, 1), True), (date(2026, 8, 31), False)])
def test_a_term_has_its_first_day(day: date, allowed: bool) -> None:
    """¶18: on the term's first day the first lesson is held, not on the day before."""
    assert allowed is (date_refusal(day, TERM, datetime(2026, 9, 1, 9, 0, tzinfo=ALMATY)) is None)


@pytest.mark.parametrize(("day", "allowed"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_a_term_has_its_last_day(day: date, allowed: bool) -> None:
    """¶18: on the term's last day lessons are held, on the next no more."""
    assert allowed is (date_refusal(day, TERM, datetime(2027, 1, 1, 9, 0, tzinfo=ALMATY)) is None)


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        (TERM, None),
        (replace(TERM, teaches=()), ("forbidden", "not_your_journal", "¶3")),
        (replace(TERM, teaches=(Span(MONDAY + DAY, None),)), ("forbidden", "not_your_journal", "¶3")),
        (replace(TERM, exists=True), ("conflict", "lesson_exists", "¶18")),
    ],
    ids=["sound", "never taught", "taught from tomorrow", "there already"],
)
def test_who_teaches_it_that_day_adds_it_once(facts: LessonFacts, answer: tuple[str, str, str] | None) -> None:
    """¶3, ¶18: access is per journal and day, and a lesson of a kind is one a day."""
    assert answer == said(hold(facts=facts))


def test_the_form_and_the_day_are_looked_at_first() -> None:
    """¶2, ¶17: who may not add it anyway is told what is wrong with it, as who may."""
    nobody = replace(TERM, teaches=())
    assert "lesson_kind_unknown" == (hold(facts=nobody, kind="party") or Refusal("invalid", "")).code
    assert "lesson_in_future" == (hold(MONDAY + DAY, nobody) or Refusal("invalid", "")).code


LATE = datetime(2026, 10, 8, 0, 0, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("form", "facts", "answer"),
    [
        ({}, TERM, None),
        ({"kind": "party"}, TERM, ("invalid", "lesson_kind_unknown", "¶2")),
        ({"topic": "т" * (LONGEST_TOPIC + 1)}, TERM, ("invalid", "topic_too_long", "")),
        ({"day": date(2026, 8, 31)}, TERM, ("invalid", "lesson_outside_term", "¶18")),
        ({"day": date(2026, 10, 9)}, TERM, ("invalid", "lesson_in_future", "¶18")),
        ({"day": date(2026, 10, 6)}, TERM, ("conflict", "lesson_window_open", "¶4")),
        ({}, replace(TERM, teaches=()), ("forbidden", "not_your_journal", "¶3")),
        ({}, replace(TERM, teaches=(Span(MONDAY + DAY, None),)), ("forbidden", "not_your_journal", "¶3")),
        ({}, replace(TERM, teaches=(), oversees=True), None),
        ({}, replace(TERM, exists=True), ("conflict", "lesson_exists", "¶18")),
    ],
)
def test_a_late_lesson_is_one_that_could_have_been_added(
    form: dict[str, Any], facts: LessonFacts, answer: tuple[str, str, str] | None
) -> None:
    """¶2, ¶3, ¶4, ¶18: in its time, by who asks or by whom the papers come from; and is not there."""
    sound = {"day": MONDAY, "kind": "lecture", "topic": ""}
    assert answer == said(late_lesson_refusal(**{**sound, **form}, facts=facts, now=LATE))


@given(DAYS, INSTANTS)
def test_a_lesson_is_added_or_reported_and_never_both(day: date, now: datetime) -> None:
    """¶4, ¶17: until the window is over the one, from then on the other; of the future neither."""
    added, reported = hold(day, ALWAYS, now), late_lesson_refusal(day, "lecture", "", ALWAYS, now)
    assert (day <= now.date()) is ((added is None) != (reported is None))


@given(DAYS, INSTANTS)
def test_never_in_the_future_whatever_now(day: date, now: datetime) -> None:
    """¶18: and, to who teaches it in its term, any day of the last three is allowed, no other (¶17)."""
    refusal = hold(day, ALWAYS, now)
    assert (0 <= (now.date() - day).days <= 2) is (refusal is None)
    assert (day > now.date()) is (refusal is not None and refusal.code == "lesson_in_future")


@given(DAYS, st.booleans(), st.booleans())
def test_the_last_second_of_the_window_is_as_good_as_the_first(day: date, late: bool, exists: bool) -> None:
    """¶17, ¶18: within the window the hour changes nothing."""
    now = datetime.combine(day + 2 * DAY, time(23, 59, 59), ALMATY) if late else datetime.combine(day, time(), ALMATY)
    assert exists is (hold(day, replace(ALWAYS, exists=exists), now) is not None)
