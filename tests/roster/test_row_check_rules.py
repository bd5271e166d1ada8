"""Rows of a contingent against what the roster holds, by plain calls (¶14, ¶15)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.roster.contract import COLUMNS, Named, RowError
from services.roster.domain.contingent_facts import Facts, KnownCadet, KnownGroup, KnownSubject, Teacher
from services.roster.domain.memberships import TermDays
from services.roster.domain.row_checks import errors_against
from services.roster.domain.rows import Row

TERM = TermDays(date(2026, 9, 1), date(2026, 12, 31))
LAW, CRIME = Named(id="law", name="Құқық"), Named(id="crime", name="Қылмыс")

#: Two faculties; ҚҚ-21 is of the first, with Әлиев, and a subject that its department teaches.
FACTS = Facts(
    term=TERM,
    own=frozenset({"law"}),
    faculties={"құқық": LAW, "қылмыс": CRIME},
    teachers={
        "omarov": Teacher(person="p1", name="Омаров", faculties=frozenset({"law"})),
        "kim": Teacher(person="p2", name="Ким", faculties=frozenset({"crime"})),
    },
    departments={("law", "теория"): "d1"},
    groups={"ққ-21": KnownGroup(id="g1", faculty="law"), "қ-30": KnownGroup(id="g2", faculty="crime")},
    subjects={("law", "криминалистика"): KnownSubject(id="s1", department="теория")},
    cadets={"26-1": KnownCadet(id="c1", names=("Әлиев", "Серік", ""))},
    members={},
    taught={},
    left=frozenset(),
)
SOUND: dict[str, Any] = {
    "row": 2,
    "faculty": "Құқық",
    "department": "Теория",
    "group": "ҚҚ-21",
    "cadet_number": "26-1",
    "family": "Әлиев",
    "given": "Серік",
    "patronymic": "",
    "subject": "Криминалистика",
    "teachers": ("omarov",),
}


def row(**other: Any) -> Row:
    """A row that agrees with the roster, or something like it."""
    return Row(**{**SOUND, **other})


def found(*rows: Row, facts: Facts = FACTS) -> list[tuple[int, str, str]]:
    """The errors in short."""
    return [(each.row, each.column, each.code) for each in errors_against(rows, facts)]


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"faculty": "ҚҰҚЫҚ", "group": "ққ-21", "family": "ӘЛИЕВ", "subject": "криминалистика"},
        {"group": "ҚҚ-22"},
        {"cadet_number": "26-2", "family": "Баев"},
        {"subject": "Логика", "department": "Философия"},
        {"teachers": ()},
    ],
    ids=["as on record", "another case", "a new group", "a new cadet", "a new subject", "no teacher yet"],
)
def test_a_row_that_agrees_has_no_error(other: dict[str, Any]) -> None:
    """¶14: what is not on record yet is new, and no error."""
    assert [] == found(row(**other))


@pytest.mark.parametrize(
    ("other", "column", "code"),
    [
        ({"faculty": "Физика"}, "faculty", "faculty_unknown"),
        ({"faculty": "Қылмыс", "group": "Қ-30", "teachers": ("kim",)}, "faculty", "faculty_not_yours"),
        ({"group": "Қ-30"}, "group", "group_in_other_faculty"),
        ({"department": "Философия"}, "department", "subject_in_other_department"),
        ({"teachers": ("omarov", "nobody")}, "teacher", "teacher_unknown"),
        ({"teachers": ("kim",)}, "teacher", "teacher_not_teacher"),
        ({"family": "Баев"}, "family", "cadet_name_on_record_differs"),
        ({"patronymic": "Әлиұлы"}, "family", "cadet_name_on_record_differs"),
    ],
)
def test_a_row_that_does_not_agree_says_where_and_why(other: dict[str, Any], column: str, code: str) -> None:
    """¶14: row, column and reason."""
    assert [(2, column, code)] == found(row(**other))


def test_who_may_hand_in_for_all_may_for_another_faculty() -> None:
    """¶14: IT's own faculties are all of them."""
    other = {"faculty": "Қылмыс", "group": "Қ-30", "teachers": ("kim",)}
    assert [] == found(row(**other), facts=replace(FACTS, own=None))


def test_a_cadet_whom_a_notice_has_taken_out_is_not_brought_back() -> None:
    """¶15: of that group; another one may have the cadet."""
    facts = replace(FACTS, left=frozenset({("ққ-21", "26-1")}))
    assert [(2, "cadet_number", "cadet_left_group")] == found(row(), facts=facts)
    assert [] == found(row(group="ҚҚ-22"), facts=facts)


def test_a_new_group_is_of_the_faculty_of_its_first_row() -> None:
    """¶14: a second row cannot put it elsewhere."""
    facts = replace(FACTS, own=None)
    elsewhere = {"faculty": "Қылмыс", "cadet_number": "26-2", "family": "Баев", "teachers": ("kim",)}
    first, second = row(group="Жаңа"), row(group="ЖАҢА", row=3, **elsewhere)
    assert [(3, "group", "group_in_other_faculty")] == found(first, second, facts=facts)
    assert [] == found(first, replace(second, group="Басқа"), facts=facts)


@pytest.mark.parametrize("column", ["faculty", "group", "subject", "department"])
def test_an_empty_cell_is_no_second_error(column: str) -> None:
    """¶14: it was found in the file already."""
    assert [] == found(row(**{column: ""}))


def test_an_error_quotes_no_more_than_fits() -> None:
    """¶14: eighty characters of what the cell says."""
    assert [80] == [len(error.params["value"]) for error in errors_against([row(faculty="ф" * 200)], FACTS)]


texts = st.sampled_from(["", "Құқық", "Қылмыс", "ҚҚ-21", "Қ-30", "26-1", "Криминалистика", "Теория", "Басқа"])
rows = st.builds(
    Row,
    row=st.integers(2, 5),
    teachers=st.lists(st.sampled_from(["omarov", "kim", "nobody"]), max_size=2).map(tuple),
    **dict.fromkeys((column for column in COLUMNS if column != "teacher"), texts),
)


@given(st.lists(rows, max_size=6))
def test_all_errors_are_found_at_once_in_reading_order(given_rows: list[Row]) -> None:
    """¶14: each row's own errors are those it has alone, whatever stands beside it, but for where a group is."""
    errors = errors_against(given_rows, FACTS)
    places = [(error.row, COLUMNS.index(error.column)) for error in errors]
    assert sorted(places) == places
    alone = [error for each in given_rows for error in errors_against([each], FACTS)]
    assert sorted(map(str, _but_groups(alone))) == sorted(map(str, _but_groups(errors)))


def _but_groups(errors: Any) -> list[RowError]:
    return [error for error in errors if error.code != "group_in_other_faculty"]
