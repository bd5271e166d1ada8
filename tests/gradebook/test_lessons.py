"""Adding a lesson (¶3, ¶17, ¶18)."""

from datetime import date

import pytest

from services.common.errors import Refused
from tests.gradebook.academy import METHODIST, STRANGER, TEACHER, Academy


def refusal(academy: Academy, day: date, **more: object) -> tuple[str, str]:
    """The code and the paragraph with which a lesson is refused."""
    with pytest.raises(Refused) as caught:
        academy.hold(day, **more)  # type: ignore[arg-type]
    return caught.value.refusal.code, caught.value.refusal.rule


@pytest.mark.parametrize("day", [date(2026, 10, 5), date(2026, 10, 4), date(2026, 10, 3)])
def test_a_held_lesson_is_added_while_its_window_is_open(academy: Academy, day: date) -> None:
    """¶17: today's lesson and those of the two days before."""
    lesson = academy.hold(day)
    shown = academy.show()["lessons"]
    assert [(lesson, day.isoformat(), "open")] == [(each["id"], each["date"], each["state"]) for each in shown]


def test_a_lesson_of_tomorrow_is_refused(academy: Academy) -> None:
    """¶18: nobody enters marks in advance."""
    assert ("lesson_in_future", "¶18") == refusal(academy, date(2026, 10, 6))


def test_a_lesson_whose_window_has_closed_is_refused(academy: Academy) -> None:
    """¶17: no new column for an old date."""
    assert ("lesson_window_closed", "¶17") == refusal(academy, date(2026, 10, 2))


def test_a_lesson_outside_the_term_is_refused(academy: Academy) -> None:
    """¶18: a lesson belongs to its term."""
    assert ("lesson_outside_term", "¶18") == refusal(academy, date(2026, 8, 31))


def test_the_same_lesson_twice_is_refused(academy: Academy) -> None:
    """¶18: one regular mark per cadet and lesson, so one lesson of a kind a day."""
    academy.hold(date(2026, 10, 5))
    assert ("lesson_exists", "¶18") == refusal(academy, date(2026, 10, 5))
    assert academy.hold(date(2026, 10, 5), kind="seminar")


@pytest.mark.parametrize("who", [STRANGER, METHODIST])
def test_only_a_teacher_of_the_journal_adds_a_lesson(academy: Academy, who: object) -> None:
    """¶3: access is per journal."""
    assert ("not_your_journal", "¶3") == refusal(academy, date(2026, 10, 5), who=who)


def test_a_lesson_has_a_known_kind_and_a_topic_that_fits(academy: Academy) -> None:
    """¶2: lecture, seminar or practical."""
    assert ("lesson_kind_unknown", "¶2") == refusal(academy, date(2026, 10, 5), kind="party")
    assert ("topic_too_long", "") == refusal(academy, date(2026, 10, 5), topic="т" * 301)


def test_two_teachers_of_one_journal_see_each_others_lessons(academy: Academy) -> None:
    """¶3: both are entitled to the journal."""
    academy.hold(date(2026, 10, 5), who=TEACHER)
    assert 1 == len(academy.show()["lessons"])
