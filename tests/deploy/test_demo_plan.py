"""The demo's plan fits any day on which somebody starts it."""

from datetime import date, timedelta

import pytest

from deploy.demo.plan import FACULTIES, plan

DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(0, 366, 5)]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_past_term_is_over_when_the_present_begins(today: date) -> None:
    """¶18: a day is in one term, and today in the present one; each has its own name."""
    past, present = plan(today).terms
    assert past.starts < past.ends < present.starts <= today <= present.ends
    assert past.name < present.name


def test_one_subject_of_a_past_term_ends_with_an_attestation() -> None:
    """¶2: whose sheet the head closes, so that a record says it."""
    academy = plan(date(2026, 10, 5))
    columns = [each for day in academy.days() for each in academy.columns(day) if each.kind == "final_attestation"]
    assert len({each.course.group.name for each in columns}) == len(columns) == len(FACULTIES)
    assert all(each.course.term.over and each.sheet and each.sheet.signatures == 2 for each in columns)
    assert all(each.author == each.course.examiner and not each.examined for each in columns)


def test_nothing_is_held_twice_on_a_day_nor_outside_its_term() -> None:
    """¶18: at most one column of a journal a day, none on a Sunday."""
    academy = plan(date(2026, 10, 5))
    for day in academy.days():
        courses = [column.course for column in academy.columns(day)]
        assert len(courses) == len({*courses})
        assert day.weekday() < 6
        assert all(each.term.starts <= day <= each.term.ends for each in courses)
