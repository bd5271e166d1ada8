"""Who falls behind, and the weeks of a group, by plain calls (¶1)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gradebook.contract import Value
from services.gradebook.domain.figures import Figure, median, quantile
from services.gradebook.domain.policies import DEFAULT, Policy
from services.gradebook.domain.risks import (
    LessonMark,
    Risk,
    TermSoFar,
    forecast_rating,
    mean_fell,
    missed_in_a_row,
    risks,
    shut_out,
)
from services.gradebook.domain.term_results import Span, TermResult
from services.gradebook.domain.weeks import monday_of, weeks
from services.gradebook.views.insights import weeks_of_cadet

FIRST = date(2026, 9, 7)
ENDS = date(2026, 12, 31)


@pytest.mark.parametrize(("values", "points"), [((72, 73), 73), ((49, 50), 50), ((70, 71), 71), (("қ",), None)])
def test_a_week_in_whole_points_is_half_up(values: tuple[Value, ...], points: int | None) -> None:
    """¶2: as every printed figure is."""
    (week,) = weeks_of_cadet(marks(*values, every=1))
    assert week.points == points


def marks(*values: Value, every: int = 7) -> list[LessonMark]:
    """A mark each week."""
    return [LessonMark(str(place), FIRST + timedelta(days=every * place), value) for place, value in enumerate(values)]


def on(found: list[LessonMark]) -> date:
    """The day of the last one."""
    return found[-1].date


@pytest.mark.parametrize(
    ("values", "lessons"),
    [
        (("қ", "а", "дс"), ("0", "1", "2")),
        ((80, "қ", "а", "дс", "ж"), ("1", "2", "3", "4")),
        (("қ", "а", 0), None),
        (("қ", "а"), None),
        ((), None),
    ],
)
def test_three_lessons_missed_in_a_row(values: tuple[Value, ...], lessons: tuple[str, ...] | None) -> None:
    """¶1: whatever the reason; a mark ends the row, 0 too."""
    found = missed_in_a_row(marks(*values))
    assert (found and found.lessons) == lessons


@pytest.mark.parametrize(
    ("values", "figures"),
    [
        ((80, 80, 80, 60, 60, 60), (("was", "80"), ("now", "70"))),
        ((80, 80, 80, 61, 60, 60), None),
        ((60, 60, 60, 80, 80, 80), None),
        (("а", "а", "а", 60, 60, 60), None),
        ((80, 80), None),
    ],
)
def test_a_mean_that_fell_by_ten_within_three_weeks(values: tuple[Value, ...], figures: Any) -> None:
    """¶1: from what to what, and since which lessons; nothing to compare is no fall."""
    found = marks(*values)
    risk = mean_fell(found, on(found))
    assert (risk and risk.figures) == figures
    assert risk is None or risk.lessons == ("3", "4", "5")


@pytest.mark.parametrize(
    ("values", "controls", "forecast"),
    [
        ((60, 60), None, "60"),
        ((60, 40), None, "41"),
        ((60, 40), 80, "60.5"),
        (("а",), None, None),
    ],
)
def test_what_the_rating_would_be_at_the_end(values: tuple[Value, ...], controls: int | None, forecast: Any) -> None:
    """¶1: two marks a week for nine weeks more: (60 + 40 + 18 × 40) / 20 = 41; (41 + 80) / 2 = 60.5."""
    found = marks(*values)
    mean = None if controls is None else Figure(Fraction(controls), 2)
    term = TermSoFar(found, mean, on(found) + timedelta(days=63))
    rating = forecast_rating(DEFAULT, term, Fraction(40 if 40 in values else 60), on(found))
    assert rating == (None if forecast is None else Fraction(forecast))


def test_a_forecast_below_the_pass_mark_is_a_risk_and_a_better_one_is_none() -> None:
    """¶1: with the figure."""
    weak, sound = marks(70, 40, 40, 40), marks(70, 60, 60, 60)
    assert [risk.code for risk in found(weak)] == ["mean_fell", "forecast_below_pass_mark"]
    assert found(sound) == ()


def found(of: list[LessonMark]) -> tuple[Risk, ...]:
    """Every risk on the day of the last mark."""
    return risks(DEFAULT, TermResult(), TermSoFar(of, None, ENDS), on(of))


def shut(policy: Policy, found: list[LessonMark], **result: Any) -> list[tuple[str, dict[str, str], tuple[str, ...]]]:
    """Why the examination would be closed."""
    known = risks(policy, TermResult(**result), TermSoFar(found, None, ENDS), on(found))
    return [(each.code, dict(each.figures), each.lessons) for each in shut_out(policy, known)]


def figure(value: int) -> Figure:
    """A whole number, printed with one decimal."""
    return Figure(Fraction(value), 1)


def test_a_rating_that_does_not_pass_closes_the_examination() -> None:
    """¶1, ¶2: with the lessons that did not; beside it where the rating is going."""
    low, forecast = shut(DEFAULT, marks(40, 60, 20), rating=figure(40))
    assert low == ("rating_below_pass_mark", {"rating": "40.0", "pass_mark": "50"}, ("0", "2"))
    assert forecast[0] == "forecast_below_pass_mark"


def test_the_lowest_rating_of_a_gate_with_several_is_told() -> None:
    """¶2: each control's span has to pass."""
    spans = (Span(figure(30), figure(45)), Span(figure(90), figure(90)))
    found = shut(replace(DEFAULT, gate="each_rating"), marks(80, 80), rating=figure(80), spans=spans)
    assert [(code, figures["rating"]) for code, figures, _ in found] == [("rating_below_pass_mark", "45.0")]


def test_who_is_admitted_or_has_no_rating_yet_is_not_shut_out() -> None:
    """¶2: nor is anybody where there is no gate."""
    assert shut(DEFAULT, marks(80), rating=figure(80), admitted=True) == []
    assert shut(DEFAULT, marks("қ")) == []
    assert shut(replace(DEFAULT, gate="none"), marks(20), rating=figure(20)) == []


def test_controls_alone_make_the_forecast_where_the_policy_says_so() -> None:
    """¶1, ¶2: weak lessons do not matter then."""
    policy = replace(DEFAULT, rating="controls")
    term = TermSoFar(marks(20, 20), Figure(Fraction(70), 2), ENDS)
    assert forecast_rating(policy, term, Fraction(20), FIRST + timedelta(days=7)) == 70


def test_a_week_has_its_points_and_its_codes() -> None:
    """¶1: from Monday to Sunday."""
    first, second = weeks([*marks(50, 70, 100, "қ", every=2), LessonMark("x", FIRST + timedelta(days=7), "ж")])
    assert (first.monday, first.given, first.mean, dict(first.codes)) == (FIRST, 3, Fraction(220, 3), {"қ": 1})
    assert [first.lower, first.median, first.upper] == [Fraction(60), Fraction(70), Fraction(85)]
    assert (second.given, second.mean, second.median, dict(second.codes)) == (0, None, None, {"ж": 1})
    assert monday_of(FIRST + timedelta(days=6)) == FIRST


def test_the_median_lies_in_the_middle() -> None:
    """¶1: between two of them, where there is no middle one."""
    assert median([]) is None
    assert median([Fraction(9), Fraction(1), Fraction(4)]) == 4
    assert median([Fraction(9), Fraction(1)]) == 5


@given(st.lists(st.integers(0, 100), min_size=1), st.fractions(0, 1), st.fractions(0, 1))
def test_quantiles_grow_and_stay_between_the_ends(values: list[int], one: Fraction, other: Fraction) -> None:
    """¶1: the least and the greatest are the ends."""
    ordered = sorted(map(Fraction, values))
    lower, upper = (quantile(ordered, share) for share in sorted((one, other)))
    assert lower is not None
    assert upper is not None
    assert ordered[0] <= lower <= upper <= ordered[-1]
