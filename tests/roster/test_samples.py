"""Files that were handed in and misread (¶14): what is said of each today. The samples' names are invented."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from services.common.errors import Refused
from services.roster import contract
from services.roster.usecases.create_faculty import create_faculty
from tests.roster.academy import Academy, row
from tests.support.runtimes import principal

pytestmark = pytest.mark.on_sqlite

SAMPLES = Path(__file__).with_name("samples")
FACULTY = "Құқық қорғау қызметі факультеті"
#: What is on record when a sample comes: a group and a subject that many of them nearly name.
KNOWN = row(
    faculty=FACULTY,
    department="Тест кафедрасы",
    group="ҚҚ-21",
    cadet_number="K-1",
    family="Бірінші",
    subject="Әкімшілік құқық",
    teacher="teacher11",
)


@pytest.fixture
def school(academy: Academy) -> Academy:
    """The faculty, teacher, group and subject that the samples speak of."""
    faculty = academy.do(create_faculty, contract.CreateFaculty, academy.it, name=FACULTY)["id"]
    academy.register("teacher11", "Тестов", faculty)
    academy.methodist = principal("methodist", ("methodist", faculty))
    academy.applied(KNOWN)
    return academy


def handed_in(school: Academy, name: str) -> Any:
    """What is answered to a sample."""
    return school.upload((SAMPLES / name).read_bytes(), filename=name)


def applied(school: Academy, name: str) -> None:
    """Hand in a sample, and apply it."""
    school.apply(school.submit(handed_in(school, name)))


def warned(answer: Mapping[str, Any]) -> list[tuple[int, str, str, str, str]]:
    """Row, column, code, what is written and what it looks like, of each warning."""
    return [
        (each["row"], each["column"], each["code"], each["params"]["value"], each["params"]["like"])
        for each in answer["warnings"]
    ]


def wrong(answer: Mapping[str, Any]) -> list[tuple[int, str, str]]:
    """Row, column, code of each error."""
    return [(error["row"], error["column"], error["code"]) for error in answer["errors"]]


def noted(answer: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What is said of the file."""
    return {note["code"]: note["params"] for note in answer["notes"]}


def numbers(answer: Mapping[str, Any]) -> list[str]:
    """Of the cadets who would be added."""
    return sorted(cadet["number"] for cadet in answer["difference"]["cadets"])


def test_a_number_whose_zeros_a_spreadsheet_has_lost_is_warned_of(school: Academy) -> None:
    """¶14: 42 is the 00042 of the same name in the same group."""
    applied(school, "y01_text_00042.xlsx")
    answer = handed_in(school, "y02_number_42.xlsx")
    assert [(2, "cadet_number", "same_name_in_group", "42", "00042")] == warned(answer)
    assert "Нөлбеков Тест Тестұлы" == answer["warnings"][0]["params"]["name"]


def test_text_that_a_spreadsheet_wraps_is_unwrapped(school: Academy) -> None:
    """¶14: ="00042" and '00043 are numbers as text; a sign and a fraction are no number of a cadet."""
    assert ["00042", "00043"] == numbers(handed_in(school, "c13_excel_leading_zero.csv"))
    content = (SAMPLES / "c13_excel_leading_zero.csv").read_text("utf-8")
    for number, code in (("-5", "cell_formula"), ("42.5", "cell_number"), ("1,23E+11", "cell_number")):
        answer = school.upload(content.replace("'00043", number).encode())
        assert [(3, "cadet_number", code)] == wrong(answer)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("y03_group_latin.xlsx", "KK-21"),
        ("y03b_group_nbhyphen.xlsx", "ҚҚ‑21"),
        ("y03c_group_space.xlsx", "ҚҚ - 21"),
        ("y03d_group_nodash.xlsx", "ҚҚ21"),
    ],
)
def test_a_group_that_looks_like_one_on_record_is_warned_of(school: Academy, name: str, group: str) -> None:
    """¶14: Latin letters, another dash, spaces around it, none at all."""
    assert (2, "group", "looks_like_known", group, "ҚҚ-21") in warned(handed_in(school, name))


def test_a_subject_with_a_latin_letter_is_the_one_on_record(school: Academy) -> None:
    """¶14: Әкiмшiлiк with a Latin i is read as Әкімшілік, and that is said."""
    answer = handed_in(school, "y03b_group_nbhyphen.xlsx")
    assert (2, "subject", "letters_replaced", "Әкiмшiлiк құқық", "Әкімшілік құқық") in warned(answer)
    assert [] == answer["difference"]["subjects"]


def test_groups_of_one_file_that_look_alike_are_warned_of(school: Academy) -> None:
    """¶14: KK-99, КК-99 and ҚҚ-99 are three groups to nobody but a computer."""
    answer = handed_in(school, "x14_lookalike.xlsx")
    expected = [
        (3, "group", "looks_like_row", "КК-99", "KK-99"),
        (4, "group", "looks_like_row", "ҚҚ-99", "KK-99"),
    ]
    assert expected == warned(answer)
    assert "2" == answer["warnings"][0]["params"]["first"]


def test_latin_letters_in_kazakh_names_are_replaced(school: Academy) -> None:
    """¶14: Latin Ə, Ǝ and I become the Kazakh letters, and it is said where."""
    answer = handed_in(school, "y04_schwa.xlsx")
    replaced = [each[2:] for each in warned(answer) if each[1:3] == ("family", "letters_replaced")]
    assert [
        ("letters_replaced", "Əлиханов", "Әлиханов"),
        ("letters_replaced", "Iлиясов", "Ілиясов"),
    ] == replaced
    same = [(each[0], *each[3:]) for each in warned(answer) if each[2] == "same_name_in_group"]
    assert [(3, "SC-2", "SC-1"), (5, "SC-4", "SC-3"), (7, "SC-6", "SC-5")] == same
    assert {"Ә", "І", "Ё", "Е"} == {cadet["name"][0] for cadet in answer["difference"]["cadets"]}


def test_every_sheet_with_our_headers_is_read(school: Academy) -> None:
    """¶14: a group on each sheet; what is said of a row says of which sheet."""
    answer = handed_in(school, "x31_group_per_sheet.xlsx")
    assert ["T-0001", "T-0002"] == numbers(answer)
    assert {} == noted(answer)


def test_the_sheet_with_our_headers_is_found(school: Academy) -> None:
    """¶14: instructions on the first sheet are passed over, and named."""
    answer = handed_in(school, "x30_second_sheet_active.xlsx")
    assert ["T-0001"] == numbers(answer)
    assert {"sheets_without_headers": {"sheets": "«Инструкция»"}} == noted(answer)


def test_an_error_value_is_no_empty_cell(school: Academy) -> None:
    """¶14: #N/A in the patronymic is not somebody without one."""
    answer = handed_in(school, "x25_error_cell.xlsx")
    assert [(2, "patronymic", "cell_error")] == wrong(answer)
    assert {"value": "#N/A"} == answer["errors"][0]["params"]


def test_rows_that_a_filter_hides_are_named(school: Academy) -> None:
    """¶14: they are read, and the difference says so."""
    answer = handed_in(school, "x09_hidden_rows.xlsx")
    assert ["T-0001", "T-0002", "T-0003"] == numbers(answer)
    assert {"rows_hidden": {"sheet": "Лист1", "rows": "4"}} == noted(answer)


@pytest.mark.parametrize(
    ("name", "row", "above"),
    [("x17_title_above.xlsx", 4, ["1"]), ("c11_title_above.csv", 3, ["1"]), ("c06_sep_line.csv", 2, [])],
)
def test_headers_are_found_below_what_stands_above(school: Academy, name: str, row: int, above: list[str]) -> None:
    """¶14: below a title, which is named, and below the sep= line, which spreadsheets neither show nor count."""
    answer = handed_in(school, name)
    assert "T-0001" in numbers(answer)
    assert above == [note["rows"] for note in noted(answer).values()]
    school.methodist = principal("stranger", ("methodist", school.command))
    assert (row, "faculty", "faculty_not_yours") == wrong(handed_in(school, name))[0]


def test_names_like_formulas_are_refused(school: Academy) -> None:
    """¶14: no name of ours begins like a formula, in whatever it is opened later."""
    expected = [(2, column, "cell_formula") for column in ("department", "group", "cadet_number", "subject")]
    assert expected == wrong(handed_in(school, "c16_formula_inject.csv"))


def test_empty_formatted_cells_are_no_rows(school: Academy) -> None:
    """¶14: two thousand rows that are only formatted."""
    answer = handed_in(school, "y05_tall_2000.xlsx")
    assert ([], {}) == (answer["errors"], noted(answer))


def test_seventy_thousand_empty_formatted_rows_are_no_rows(school: Academy, tmp_path: Path) -> None:
    """¶14: nine formatted cells in each, as when whole columns are chosen."""
    blank = "".join(f'<c r="{column}{{0}}" s="0"/>' for column in "ABCDEFGHI")
    rows = "".join(f'<row r="{number}">{blank.format(number)}</row>' for number in range(3000, 73_000))
    path = tmp_path / "tall.xlsx"
    with (
        zipfile.ZipFile(SAMPLES / "y05_tall_2000.xlsx") as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"</sheetData>", f"{rows}</sheetData>".encode()))
    answer = school.upload(path.read_bytes())
    assert ([], handed_in(school, "y05_tall_2000.xlsx")["rows"]) == (answer["errors"], answer["rows"])


def test_a_missing_column_and_its_sheet_are_named(school: Academy) -> None:
    """¶14: which column, and where it was looked for."""
    content = (SAMPLES / "c11_title_above.csv").read_text("utf-8").replace("Кафедра", "Цикл")
    with pytest.raises(Refused) as refused:
        school.upload(content.encode(), filename="с.csv")
    assert ("file_column_missing", {"columns": "Кафедра / Department", "sheet": "с.csv"}) == (
        refused.value.refusal.code,
        dict(refused.value.refusal.params),
    )
