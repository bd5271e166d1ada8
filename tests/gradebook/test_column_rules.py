"""The kinds of columns, by plain calls (¶2, ¶3, ¶6, ¶17, ¶19, ¶21)."""

from datetime import date, timedelta
from itertools import product
from typing import Any, get_args

import pytest

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.gradebook.contract import CountsAs, Kind
from services.gradebook.domain.access import StandIn
from services.gradebook.domain.columns import (
    COLUMNS,
    author_refusal,
    code_refusal,
    counts_as,
    last_adding_day,
    made_up_refusal,
    most_columns,
    number_refusal,
)
from services.gradebook.domain.marks import ABSENCE_CODES

MONDAY = date(2026, 10, 5)
ALWAYS = (Span(date(2026, 9, 1), None),)
LESSONS, CONTROLS = ("lecture", "seminar", "practical"), ("midterm_control", "rating_control")
EXAMINED = ("examination", "retake", "final_attestation")
ALL, AT_EXAMINATIONS = ("ж", "а", "дс", "д", "қ"), ("а", "дс", "қ")


def said(refusal: Refusal | None) -> tuple[str, str, str] | None:
    """The refusal in short."""
    return None if refusal is None else (refusal.kind, refusal.code, refusal.rule)


def test_the_table_names_every_kind_in_the_contracts_order() -> None:
    """¶2: no kind without its rules, and what marks count as is what the contract knows."""
    assert [*get_args(Kind)] == [*COLUMNS] == [*LESSONS, *CONTROLS, *EXAMINED]
    assert {*get_args(CountsAs)} == {each.counts_as for each in COLUMNS.values()}


@pytest.mark.parametrize(
    ("kinds", "rules"),
    [
        (LESSONS, ("current", "teachers", ALL, None, True)),
        (CONTROLS, ("control", "teachers", ALL, 4, True)),
        (("examination",), ("examination", "examiners", AT_EXAMINATIONS, 1, False)),
        (("retake",), ("examination", "examiners", AT_EXAMINATIONS, 2, False)),
        (("final_attestation",), ("final_attestation", "examiners", AT_EXAMINATIONS, 1, False)),
    ],
)
def test_each_kind_has_its_rules(kinds: tuple[str, ...], rules: tuple[Any, ...]) -> None:
    """¶2, ¶3, ¶6, ¶19: what it counts as, who enters it, its codes, how many there are, whether it is made up."""
    for kind in kinds:
        each = COLUMNS[kind]
        assert rules == (each.counts_as, each.entered_by, each.codes, each.most, each.made_up)


@pytest.mark.parametrize(("kind", "code"), [*product(COLUMNS, ABSENCE_CODES)])
def test_an_examination_takes_no_duty_and_no_leave(kind: str, code: str) -> None:
    """¶2, ¶6: every other column takes all five."""
    refused = ("invalid", "code_not_taken", "¶6") if kind in EXAMINED and code in ("ж", "д") else None
    assert refused == said(code_refusal(kind, code))


@pytest.mark.parametrize(("kind", "value"), [*product(COLUMNS, (0, 49, 100, None))])
def test_every_kind_takes_points_and_an_emptied_cell(kind: str, value: Any) -> None:
    """¶6: what kind of column it is says nothing about points."""
    assert code_refusal(kind, value) is None


@pytest.mark.parametrize("kind", COLUMNS)
def test_who_enters_it_may_on_the_days_of_theirs(kind: str) -> None:
    """¶3: a teacher lessons and controls, an examiner the rest; each is told what is missing."""
    code = "not_an_examiner" if kind in EXAMINED else "not_your_journal"
    assert author_refusal(kind, ALWAYS, MONDAY) is None
    assert ("forbidden", code, "¶3") == said(author_refusal(kind, (), MONDAY))
    assert ("forbidden", code, "¶3") == said(author_refusal(kind, ALWAYS, date(2026, 8, 31)))


def test_a_substitute_enters_a_control_on_the_days_of_the_permission() -> None:
    """¶21: as a lesson."""
    days = (StandIn(MONDAY, MONDAY + timedelta(days=1)),)
    assert author_refusal("rating_control", days, MONDAY) is None
    assert "¶21" == (author_refusal("rating_control", days, date(2026, 10, 7)) or Refusal("invalid", "")).rule


@pytest.mark.parametrize("kind", COLUMNS)
def test_an_examination_is_added_on_its_date_anything_else_in_its_window(kind: str) -> None:
    """¶17: the window of the marks is the same."""
    assert (MONDAY if kind in EXAMINED else date(2026, 10, 7)) == last_adding_day(kind, MONDAY)


@pytest.mark.parametrize(
    ("kind", "most"), [("midterm_control", 4), ("rating_control", 4), ("examination", 1), ("final_attestation", 1)]
)
def test_there_are_as_many_as_the_table_says(kind: str, most: int) -> None:
    """¶2: the last one may be added, one more may not."""
    assert number_refusal(kind, most - 1) is None
    assert ("conflict", "too_many_columns", "¶2") == said(number_refusal(kind, most))


@pytest.mark.parametrize("kind", LESSONS)
def test_there_is_any_number_of_lessons(kind: str) -> None:
    """¶2: a term has as many as it has."""
    assert most_columns(kind) is None
    assert number_refusal(kind, 10**6) is None


@pytest.mark.parametrize(("policy", "there", "refused"), [(2, 1, False), (2, 2, True), (1, 1, True), (3, 2, False)])
def test_there_are_as_many_retakes_as_the_policy_says(policy: int, there: int, refused: bool) -> None:
    """¶2: and of nothing else."""
    assert refused is (number_refusal("retake", there, policy) is not None)
    assert number_refusal("examination", 0, policy) is None


@pytest.mark.parametrize("kind", COLUMNS)
def test_an_examination_is_retaken_not_made_up(kind: str) -> None:
    """¶19: a lesson and a control are made up."""
    assert (("conflict", "not_made_up", "¶19") if kind in EXAMINED else None) == said(made_up_refusal(kind))


def test_the_current_mean_is_made_of_lessons() -> None:
    """¶2: neither of controls nor of examinations; what a column is that does not read is not known, its mark is."""
    assert [*LESSONS, "party"] == [kind for kind in (*COLUMNS, "party") if counts_as(kind) == "current"]
    assert "current" == counts_as(object())
