"""roster's rules by plain calls, and by whatever Hypothesis thinks of."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.roster.contract import COLUMNS, Difference, NewJournal, NewMember
from services.roster.domain.additions import fits
from services.roster.domain.cells import LONGEST, read_cell
from services.roster.domain.headers import HEADERS, LANGUAGES, find_columns
from services.roster.domain.journals import journal_id
from services.roster.domain.memberships import DatedName, TermDays, missing_span, name_on
from services.roster.domain.names import key, tidy
from services.roster.domain.rows import Sheet, read_tables
from services.roster.domain.tables import Table
from services.roster.domain.terms import term_refusal

I18N = Path(__file__).resolve().parents[2] / "gateway" / "i18n"
TERM = TermDays(date(2026, 9, 1), date(2026, 12, 31))

languages = st.sampled_from(LANGUAGES)
values = st.none() | st.text(max_size=250) | st.integers() | st.floats() | st.booleans() | st.dates() | st.times()


# --- headers ----------------------------------------------------------------------------------------------------


@given(st.permutations(COLUMNS), st.data())
def test_headers_are_found_in_any_language_and_order(order: list[str], data: st.DataObject) -> None:
    """¶14: each header in a language of its own, in any case, with spaces around it."""
    change = st.sampled_from((str.upper, str.lower, lambda text: f"  {text} ", lambda text: f"{text}*:"))
    cells = [data.draw(change)(HEADERS[column][data.draw(languages)]) for column in order]
    assert {column: order.index(column) for column in COLUMNS} == find_columns(cells, "")


@given(st.lists(st.text(max_size=12), max_size=12))
def test_other_headers_are_refused(cells: list[str]) -> None:
    """¶14: what are not our headers does not pass for them."""
    assert isinstance(find_columns(cells, ""), Refusal)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_headers_of_the_template(language: str) -> None:
    """One word per thing: the page that explains the columns calls them what the template does."""
    shown = json.loads((I18N / f"ui.{language}.json").read_text(encoding="utf-8"))["contingent"]["columns"]
    assert {column: HEADERS[column][language] for column in COLUMNS} == {column: shown[column] for column in COLUMNS}


# --- cells and rows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"), [(123.0, "123"), (123, "123"), (0.5, "0.5"), (" А  Б\n", "А Б"), (None, ""), ("007", "007")]
)
def test_a_value_becomes_text(value: object, text: str) -> None:
    """¶14: numbers as they are written, spaces once, zeros kept."""
    assert text == read_cell("patronymic", value).text  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["Әбдірахман-Ұлы", "O'Brien", "Нұр’ай", "Мария-Анна С.", "Й"])
def test_a_persons_name_has_letters_and_what_joins_them(name: str) -> None:
    """¶14: hyphens, apostrophes and dots are part of names."""
    assert "" == read_cell("family", name).fault


@pytest.mark.parametrize("name", ["-", "Али2", "Али@", "+Али", "Али\x00", "a\u202eb"])
def test_a_persons_name_has_nothing_else(name: str) -> None:
    """¶14: digits, signs and what turns text around are refused."""
    assert "cell_characters" == read_cell("family", name).fault


@given(st.sampled_from(COLUMNS), values)
def test_a_good_cell_keeps_to_its_column(column: str, value: object) -> None:
    """¶14: what passes is tidy, not too long, and empty only where it may be."""
    cell = read_cell(column, value)  # type: ignore[arg-type]
    passes = cell.text == tidy(cell.text) and len(cell.text) <= LONGEST[column]
    assert cell.fault or (passes and (cell.text or column == "patronymic"))


@given(st.lists(st.lists(values, max_size=len(COLUMNS) + 1), min_size=1, max_size=6))
def test_any_table_is_read_row_by_row(table: list[list[object]]) -> None:
    """¶14: every row that is not empty is read, and each error names one of the rows and columns."""
    header: list[object] = [HEADERS[column]["kk"] for column in COLUMNS]
    lines = [(number, cells) for number, cells in enumerate([header, *table, ["1"]], 1)]
    answer = read_tables([Table(sheet="", lines=tuple(lines))])  # type: ignore[arg-type]
    assert isinstance(answer, Sheet)
    numbers = {row.row for row in answer.rows}
    assert all(error.row in numbers and error.column in COLUMNS for error in answer.errors)
    assert len(table) + 2 in numbers


@given(st.text(max_size=40))
def test_a_tidy_name_stays_as_it_is(text: str) -> None:
    """Tidying twice changes nothing more, and a key is the same for both writings."""
    assert (tidy(text), key(text)) == (tidy(tidy(text)), key(tidy(text)))


# --- what is applied is what was shown ------------------------------------------------------------------------

CADET = NewMember(group="Т-1", number="1", name="Әлиев С.")
SHOWN = Difference(
    groups=("Т-1",),
    subjects=("Тарих",),
    departments=("Кафедра",),
    cadets=(CADET,),
    members=(CADET,),
    journals=(NewJournal(group="Т-1", subject="Тарих", teachers=("Оспанов Д.",)),),
    unchanged_rows=0,
)


@pytest.mark.parametrize("part", ["groups", "subjects", "departments", "cadets", "members", "journals"])
def test_nothing_is_added_that_was_not_shown(part: str) -> None:
    """¶14: less than was shown fits, more does not, whatever it is."""
    less = replace(SHOWN, **{part: ()})  # type: ignore[arg-type]
    assert (True, True, False) == (fits(SHOWN, SHOWN), fits(less, SHOWN), fits(SHOWN, less))


def test_no_teacher_is_added_that_was_not_shown() -> None:
    """¶14: a journal that was shown does not hide a teacher that was not."""
    less = replace(SHOWN, journals=(replace(SHOWN.journals[0], teachers=()),))
    assert (True, False) == (fits(less, SHOWN), fits(SHOWN, less))


# --- memberships ------------------------------------------------------------------------------------------------

days = st.integers(-200, 200).map(lambda shift: TERM.starts + timedelta(days=shift))
spans = st.lists(
    st.tuples(days, st.none() | st.integers(1, 200)).map(
        lambda drawn: Span(drawn[0], drawn[0] + timedelta(days=drawn[1]) if drawn[1] else None)
    ),
    max_size=4,
)


def test_a_new_member_is_in_from_the_terms_first_day() -> None:
    """¶14: so that a lesson of the first day can be filled."""
    assert Span(TERM.starts) == missing_span([], TERM)


def test_a_member_who_stays_misses_nothing() -> None:
    """¶14: somebody in the group since an earlier term, or since last week, is a member already."""
    for since in (date(2025, 9, 1), TERM.starts, date(2026, 10, 1), TERM.ends):
        assert None is missing_span([Span(since)], TERM)


def test_who_left_comes_back_from_the_day_of_leaving() -> None:
    """¶15: days that a membership has had are not given twice."""
    assert Span(date(2026, 10, 1)) == missing_span([Span(TERM.starts, date(2026, 10, 1))], TERM)


def test_an_earlier_term_ends_where_a_later_membership_begins() -> None:
    """¶15: a contingent that comes late reaches up to what is on record."""
    assert Span(TERM.starts, date(2027, 1, 10)) == missing_span([Span(date(2027, 1, 10))], TERM)


@given(spans)
def test_after_adding_what_is_missing_nothing_is(known: list[Span]) -> None:
    """¶14: applying twice changes nothing; and the last day of the term is covered."""
    missing = missing_span(known, TERM)
    complete = known + ([missing] if missing else [])
    assert None is missing_span(complete, TERM)
    assert any(span.holds(TERM.ends) for span in complete)


def test_a_name_holds_from_its_day() -> None:
    """¶15: before the change the old name, from that day the new; before everything the first."""
    names = [DatedName(date(2026, 10, 1), "Жаңа", "А", ""), DatedName(date(2026, 9, 1), "Ескі", "А", "")]
    asked = [date(2026, 9, 30), date(2026, 10, 1), date(2020, 1, 1)]
    assert ["Ескі", "Жаңа", "Ескі"] == [name_on(names, day).family for day in asked]


# --- terms and journals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (date(2027, 1, 1), date(2027, 5, 31), None),
        (date(2026, 12, 31), date(2027, 5, 31), "term_overlaps"),
        (date(2026, 10, 1), date(2026, 10, 1), "term_overlaps"),
        (date(2027, 5, 31), date(2027, 1, 1), "term_dates_wrong"),
        (date(2027, 1, 1), date(2028, 1, 3), "term_dates_wrong"),
    ],
)
def test_a_day_is_in_one_term(starts: date, ends: date, expected: str | None) -> None:
    """A term that shares a day with another, ends before it starts or lasts longer than a year is refused."""
    refusal = term_refusal(TermDays(starts, ends), [TERM])
    assert expected == (refusal and refusal.code)


def test_a_journals_id_follows_from_what_it_is() -> None:
    """¶3: the same group, subject and term have the same journal, in every release."""
    assert "824b56de-93fe-5e33-99d7-1bb8550b250b" == journal_id("group", "subject", "term")


def test_a_teacher_whose_name_is_shown_in_full_meanwhile_is_the_same() -> None:
    """¶14, ¶15: a namesake who came after the upload changes how the name is shown, and nothing else."""
    shown, now = (
        replace(SHOWN, journals=(NewJournal(group="Т-1", subject="Тарих", teachers=(name,), people=("p1",)),))
        for name in ("Оспанов Д.", "Оспанов Дәулет")
    )
    another = replace(
        SHOWN, journals=(NewJournal(group="Т-1", subject="Тарих", teachers=("Оспанов Д.",), people=("p2",)),)
    )
    assert (True, False) == (fits(now, shown), fits(another, shown))
