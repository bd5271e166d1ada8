"""Checking a contingent row by row (¶14): every error with its row, column and reason, all at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.common.errors import Refused
from services.roster import contract
from services.roster.usecases.list_contingents import list_contingents
from services.roster.usecases.show_contingent import show_contingent
from tests.roster.academy import COMMAND, LAW, Academy, csv_file, row
from tests.support.clocks import StillClock
from tests.support.runtimes import principal

TOO_LONG = "а" * 201


def errors(answer: Any) -> list[tuple[int, str, str]]:
    """Row, column, code of each error."""
    return [(error["row"], error["column"], error["code"]) for error in answer["errors"]]


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    """What was refused."""
    return refused.value.refusal.code


def test_a_good_file_is_a_draft_with_its_difference(academy: Academy) -> None:
    """¶14: the difference names what applying would add, in people's words."""
    answer = academy.upload_rows(row(), row(subject="Қылмыстық құқық"))
    member = {"group": "ІҚ-21-1", "number": "2021-001", "name": "Әбдірахманов Н. С."}
    taught = {"teachers": ["Оспанов Д."], "people": [academy.teacher]}
    expected = {
        "groups": ["ІҚ-21-1"],
        "subjects": ["Азаматтық құқық", "Қылмыстық құқық"],
        "departments": ["Азаматтық құқық кафедрасы"],
        "cadets": [member],
        "members": [member],
        "journals": [
            {"group": "ІҚ-21-1", "subject": "Азаматтық құқық", **taught},
            {"group": "ІҚ-21-1", "subject": "Қылмыстық құқық", **taught},
        ],
        "unchanged_rows": 0,
    }
    assert ("draft", [], expected) == (answer["state"], answer["errors"], answer["difference"])


def test_a_draft_knows_whose_it_is(academy: Academy) -> None:
    """¶14: faculty, term, rows and who handed it in."""
    answer = academy.upload_rows(row())
    assert [{"id": academy.law, "name": LAW}] == answer["faculties"]
    assert (academy.term, 1, "methodist") == (answer["term"]["id"], answer["rows"], answer["uploaded_by"]["id"])


def test_the_difference_is_in_kazakh_order(academy: Academy) -> None:
    """¶14: Әбенов stands between Абаев and Яхин."""
    families = ["Яхин", "Әбенов", "Абаев"]
    answer = academy.upload_rows(*(row(cadet_number=family, family=family) for family in families))
    assert ["Абаев", "Әбенов", "Яхин"] == [each["number"] for each in answer["difference"]["members"]]


@pytest.mark.parametrize(
    ("wrong", "column", "expected"),
    [
        ({"group": " "}, "group", "cell_empty"),
        ({"teacher": ""}, "teacher", "cell_empty"),
        ({"subject": TOO_LONG}, "subject", "cell_too_long"),
        ({"group": "ІҚ\u200b21"}, "group", "cell_characters"),
        ({"family": "=HYPERLINK(1)"}, "family", "cell_characters"),
        ({"given": "Н2"}, "given", "cell_characters"),
        ({"given": "漢字"}, "given", "cell_characters"),
        ({"subject": "Құқық 😀"}, "subject", "cell_characters"),
        ({"cadet_number": "42\u202e"}, "cadet_number", "cell_characters"),
        ({"faculty": "Жоқ факультет"}, "faculty", "faculty_unknown"),
        ({"teacher": "nobody"}, "teacher", "teacher_unknown"),
        ({"teacher": "other"}, "teacher", "teacher_not_teacher"),
        ({"teacher": "ospanov other"}, "teacher", "teacher_not_teacher"),
    ],
)
def test_a_cell_is_refused_with_its_place(academy: Academy, wrong: Any, column: str, expected: str) -> None:
    """¶14: what is wrong with one cell is said with row, column and reason; the row before is fine."""
    answer = academy.upload_rows(row(), row(cadet_number="2021-002", subject="Тарих") | wrong)
    assert [(3, column, expected)] == errors(answer)


@pytest.mark.parametrize(
    ("second", "column", "expected"),
    [
        ({}, "subject", "duplicate_row"),
        ({"subject": "Тарих", "family": "Басқа"}, "cadet_number", "cadet_names_differ"),
        ({"cadet_number": "2", "department": "Тарих кафедрасы"}, "department", "subject_in_other_department"),
    ],
)
def test_rows_must_agree(academy: Academy, second: Any, column: str, expected: str) -> None:
    """¶14: a row that contradicts or repeats an earlier one is refused, with the earlier one's number."""
    answer = academy.upload_rows(row(), row(**second))
    assert [(3, column, expected)] == errors(answer)
    assert {"first": "2"} == answer["errors"][0]["params"]


def test_a_group_is_of_one_faculty_in_the_file(academy: Academy) -> None:
    """¶14: the same group under two faculties is refused."""
    answer = academy.upload_rows(row(), row(cadet_number="2", faculty=COMMAND, teacher="other"), who=academy.it)
    assert [(3, "group", "group_in_other_faculty")] == errors(answer)


@pytest.mark.parametrize(
    ("changed", "column", "expected"),
    [
        ({"family": "Басқа"}, "family", "cadet_name_on_record_differs"),
        ({"department": "Тарих кафедрасы"}, "department", "subject_in_other_department"),
        ({"faculty": COMMAND, "teacher": "other"}, "group", "group_in_other_faculty"),
    ],
)
def test_a_row_must_agree_with_the_record(academy: Academy, changed: Any, column: str, expected: str) -> None:
    """¶14, ¶15: a contingent renames nobody and moves no group or subject."""
    academy.applied(row())
    assert [(2, column, expected)] == errors(academy.upload_rows(row(**changed), who=academy.it))


def test_a_name_in_other_case_is_the_same_name(academy: Academy) -> None:
    """¶14: ӘБДІРАХМАНОВ in capitals is no other name."""
    academy.applied(row())
    assert [] == errors(academy.upload_rows(row(family="ӘБДІРАХМАНОВ")))


def test_a_methodist_hands_in_the_own_faculty_only(academy: Academy) -> None:
    """¶14: another faculty's row is refused to a methodist, and accepted from IT."""
    foreign = row(faculty=COMMAND, teacher="other")
    assert [(2, "faculty", "faculty_not_yours")] == errors(academy.upload_rows(foreign))
    assert [] == errors(academy.upload_rows(foreign, who=academy.it))


def test_all_errors_come_at_once_in_order(academy: Academy) -> None:
    """¶14: every error of every row, from the first row's first column on."""
    answer = academy.upload_rows(row(teacher="nobody", group=""), row(), row(family="", faculty="Жоқ"))
    expected = [
        (2, "group", "cell_empty"),
        (2, "teacher", "teacher_unknown"),
        (4, "faculty", "faculty_unknown"),
        (4, "cadet_number", "cadet_names_differ"),
        (4, "family", "cell_empty"),
        (4, "subject", "duplicate_row"),
    ]
    assert expected == errors(answer)


def test_a_file_with_errors_has_no_difference(academy: Academy) -> None:
    """¶14: nothing is shown as coming that cannot come."""
    difference = academy.upload_rows(row(), row(group=""))["difference"]
    assert set() == {value for value in difference.values() if value}


def test_a_patronymic_may_be_missing(academy: Academy) -> None:
    """¶14: not everybody has one."""
    assert "Әбдірахманов Н." == academy.upload_rows(row(patronymic=""))["difference"]["cadets"][0]["name"]


@pytest.mark.parametrize("text", ["=1+1", "+7", "-5", "@group", "＝1", "'=1", '="=1"', " =1"])
@pytest.mark.parametrize("column", ["department", "group", "cadet_number", "subject"])
def test_what_looks_like_a_formula_is_refused(academy: Academy, text: str, column: str) -> None:
    """¶14: also in full width, and under what keeps a spreadsheet from working it out."""
    assert [(2, column, "cell_formula")] == errors(academy.upload_rows(row(**{column: text})))


@pytest.mark.parametrize("who", [principal("t", ("teacher", "f")), principal("m", ("moderator", "")), principal("n")])
def test_others_hand_in_nothing(academy: Academy, who: Any) -> None:
    """¶14: teachers and moderators upload no contingent."""
    with pytest.raises(Refused) as refused:
        academy.upload_rows(row(), who=who)
    assert "role_required" == code(refused)


def test_without_a_term_it_is_todays(academy: Academy, clock: StillClock) -> None:
    """¶14: in a day between terms the term must be named, and be one there is."""
    clock.move(days=200)
    for term in ("", "none"):
        with pytest.raises(Refused) as refused:
            academy.upload_rows(row(), term=term)
        assert "term_unknown" == code(refused)
    assert academy.term == academy.upload_rows(row(), term=academy.term)["term"]["id"]


def test_the_same_command_with_another_file_is_refused(academy: Academy) -> None:
    """¶14: a command's id stands for one file."""
    answer = academy.upload_rows(row(), command_id="upload-0001")
    assert answer == academy.upload_rows(row(), command_id="upload-0001")
    with pytest.raises(Refused) as refused:
        academy.upload_rows(row(group="Басқа"), command_id="upload-0001")
    assert "command_reused" == code(refused)


def test_a_filename_is_only_a_name(academy: Academy) -> None:
    """No path of somebody's machine is kept."""
    assert "а.csv" == academy.upload(csv_file([row()]), filename="C:\\Users\\x\\а.csv")["filename"]


def test_a_methodist_sees_the_own_submissions(academy: Academy) -> None:
    """¶14: a stranger of another faculty sees none; IT and the moderator see all."""
    draft = academy.upload_rows(row())
    stranger = principal("stranger", ("methodist", academy.command))
    colleague = principal("colleague", ("methodist", academy.law))
    moderator = principal("moderator", ("moderator", ""))
    seen = [listed(academy, who) for who in (academy.methodist, colleague, academy.it, moderator, stranger)]
    assert [[draft["id"]]] * 4 + [[]] == seen
    with pytest.raises(Refused) as refused:
        academy.show(draft, stranger)
    assert "contingent_unknown" == code(refused)


def listed(academy: Academy, who: Any, state: str = "") -> list[str]:
    """The ids of the submissions that somebody sees."""
    answer = academy.ask(list_contingents, contract.ListContingents, who, state=state)
    return [each["id"] for each in answer["contingents"]]


def test_submissions_are_listed_newest_first_and_by_state(academy: Academy, clock: StillClock) -> None:
    """¶14: what was handed in last stands first; a state picks."""
    first = academy.submit(academy.upload_rows(row()))
    clock.move(minutes=5)
    second = academy.upload_rows(row(group=""))
    assert [second["id"], first["id"]] == listed(academy, academy.it)
    assert [first["id"]] == listed(academy, academy.it, "submitted")


@pytest.mark.parametrize("read", [list_contingents, show_contingent])
def test_a_teacher_sees_no_submission(academy: Academy, read: Callable[..., Any]) -> None:
    """¶14: a contingent is between methodist, IT and moderators."""
    draft = academy.upload_rows(row())
    shape = contract.ShowContingent if read is show_contingent else contract.ListContingents
    with pytest.raises(Refused) as refused:
        academy.ask(read, shape, principal("t", ("teacher", academy.law)), contingent=draft["id"])
    assert "role_required" == code(refused)


def test_the_term_may_be_a_coming_one(academy: Academy) -> None:
    """¶14: the contingent is submitted at the start of a semester, or before."""
    spring = academy.create_term("2027, 1", date(2027, 1, 10), date(2027, 5, 31))
    assert spring["id"] == academy.upload_rows(row(), term=spring["id"])["term"]["id"]
