"""Names that look like others: who uploads says which is meant, before anything is submitted (¶14)."""

from typing import Any

import pytest

from services.common.errors import Refused
from services.roster import contract
from services.roster.usecases.settle_contingent import settle_contingent
from tests.roster.academy import COMMAND, Academy, row
from tests.support.runtimes import principal


def settle(academy: Academy, contingent: Any, take: str, who: Any = None, **other: Any) -> Any:
    """Say the same of every warning that is open, or of the place that is given."""
    places = [each for each in contingent["warnings"] if each["choice"]]
    choices = [{name: each[name] for name in ("sheet", "row", "column")} | {"take": take} for each in places]
    choices = [choices[0] | other] if other else choices
    request = {"contingent": contingent["id"], "choices": choices}
    return academy.do(settle_contingent, contract.SettleContingent, who or academy.methodist, **request)


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    """What was refused."""
    return refused.value.refusal.code


def warned(answer: Any) -> list[tuple[int, str, str, str]]:
    """Row, column, code and choice of each warning."""
    return [(each["row"], each["column"], each["code"], each["choice"]) for each in answer["warnings"]]


@pytest.fixture
def known(academy: Academy) -> Academy:
    """An academy with ІҚ-21-1, Азаматтық құқық and Әбдірахманов, 2021-001."""
    academy.applied(row())
    return academy


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ({"group": "IҚ-21-1"}, "group"),
        ({"group": "ІҚ – 21/1"}, "group"),
        ({"subject": "Азаматтык кукык"}, "subject"),
        ({"department": "Азаматтық құқық  каФедрасы.", "subject": "Жаңа"}, "department"),
    ],
)
def test_the_existing_one_is_taken(known: Academy, written: Any, column: str) -> None:
    """¶14: then nothing parallel comes to be, and nobody is asked again."""
    draft = known.upload_rows(row(cadet_number="2", family="Басқа", **written))
    settled = settle(known, draft, "existing") if warned(draft)[-1][3] else draft
    assert [] == settled["difference"]["groups"] + settled["difference"]["departments"]
    assert column != "subject" or settled["difference"]["subjects"] == []
    assert [] == [each for each in settled["warnings"] if each["choice"]]
    known.apply(known.submit(settled))


def test_what_is_written_is_meant(known: Academy) -> None:
    """¶14: then it is new, the page goes on saying so, and once it is there nobody is asked again."""
    rows = row(group="KК-21", cadet_number="2", family="Басқа"), row(group="ҚҚ-21", cadet_number="3", family="Тағы")
    draft = known.upload_rows(*rows)
    assert [(3, "group", "looks_like_row", "open")] == [each for each in warned(draft) if each[1] == "group"][-1:]
    settled = settle(known, draft, "new")
    assert [(3, "group", "looks_like_row", "new")] == [each for each in warned(settled) if each[1] == "group"][-1:]
    known.apply(known.submit(settled))
    assert [] == [each for each in known.upload_rows(*rows)["warnings"] if each["choice"]]


def test_the_same_person_under_another_number_is_one(known: Academy) -> None:
    """¶14: taking the number on record adds the subject, and no cadet."""
    draft = known.upload_rows(row(cadet_number="2021-1", subject="Тарих"))
    assert [(2, "cadet_number", "same_name_in_group", "open")] == warned(draft)
    settled = settle(known, draft, "existing")
    assert ([], ["Тарих"]) == (settled["difference"]["cadets"], settled["difference"]["subjects"])


def test_a_number_that_lost_its_zeros_is_found_in_another_group(known: Academy) -> None:
    """¶14: under another name it cannot be taken; nothing has changed then."""
    draft = known.upload_rows(row(group="Т-9", cadet_number="2021-01", family="Басқа"))
    assert [(2, "cadet_number", "looks_like_known", "open")] == warned(draft)
    with pytest.raises(Refused) as refused:
        settle(known, draft, "existing")
    assert "choice_impossible" == code_of(refused)
    now = known.show(draft, known.methodist)
    assert (draft["warnings"], draft["difference"]) == (now["warnings"], now["difference"])


def test_namesakes_on_record_are_no_news(known: Academy) -> None:
    """¶14: two people of one name, kept as two, are not asked about in the next term."""
    draft = known.upload_rows(row(cadet_number="7"))
    known.apply(known.submit(settle(known, draft, "new")))
    assert [] == known.upload_rows(row(subject="Тарих"), row(cadet_number="7", subject="Тарих"))["warnings"]


def test_a_cadet_of_another_group_comes_to_a_namesake(known: Academy) -> None:
    """¶14: whoever is on record already may be confused with a namesake of the new group too."""
    known.applied(row(group="Т-9", cadet_number="7"))
    draft = known.upload_rows(row(cadet_number="7"))
    assert [(2, "cadet_number", "same_name_in_group", "open")] == warned(draft)
    settled = settle(known, draft, "new")
    known.apply(known.submit(settled))
    assert [] == known.upload_rows(row(), row(cadet_number="7"))["warnings"]


def test_rows_that_become_the_same_are_one(academy: Academy) -> None:
    """¶14: 42 and 00042 of one file are one cadet with one row, once it is said."""
    draft = academy.upload_rows(row(cadet_number="00042"), row(cadet_number="42"))
    settled = settle(academy, draft, "existing")
    assert (1, ["00042"]) == (settled["rows"], [each["number"] for each in settled["difference"]["cadets"]])


def test_a_text_that_stands_in_many_rows_is_asked_about_once(known: Academy) -> None:
    """¶14: where it stands first, with how many rows have it; the choice is for all of them."""
    rows = [
        row(group="КК-7", cadet_number="1", family="А"),
        *(row(group="ҚҚ-7", cadet_number=f"{n}", family="АБВГД"[n]) for n in (2, 3, 4)),
    ]
    draft = known.upload_rows(*rows)
    assert [("3", "group")] == [(each["params"]["rows"], each["column"]) for each in draft["warnings"]]
    assert ["КК-7"] == settle(known, draft, "existing")["difference"]["groups"]


def test_a_group_of_another_faculty_is_nothing_to_take(known: Academy) -> None:
    """¶14: it is warned of, and kept as new or corrected in the file."""
    foreign = row(group="IҚ-21-1", faculty=COMMAND, teacher="other", cadet_number="2", family="Басқа")
    draft = known.upload_rows(
        row(group="Қ-1", cadet_number="3", family="Тағы"), foreign | {"group": "IK-21-1"}, who=known.it
    )
    assert [(3, "group", "looks_like_known", "")] == warned(draft)


@pytest.mark.parametrize("place", [{"row": 99}, {"column": "family"}, {"sheet": "Жоқ"}])
def test_there_must_be_something_to_choose(known: Academy, place: Any) -> None:
    """¶14: only a warning that is open, where it stands."""
    draft = known.upload_rows(row(group="IK-21-1", cadet_number="2", family="Басқа"))
    with pytest.raises(Refused) as refused:
        settle(known, draft, "new", **place)
    assert "choice_unknown" == code_of(refused)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (principal("t", ("teacher", "f")), "role_required"),
        (principal("m", ("moderator", "")), "role_required"),
        (principal("x", ("methodist", "other")), "contingent_unknown"),
    ],
)
def test_who_uploads_settles(known: Academy, who: Any, expected: str) -> None:
    """¶14: a methodist of the faculty or IT, and nobody else."""
    draft = known.upload_rows(row(group="IK-21-1", cadet_number="2", family="Басқа"))
    with pytest.raises(Refused) as refused:
        settle(known, draft, "new", who)
    assert expected == code_of(refused)
    assert "new" == settle(known, draft, "new", known.it)["warnings"][0]["choice"]


def test_what_is_submitted_is_settled(known: Academy) -> None:
    """¶14: nothing changes any more under the eyes of who applies it."""
    draft = known.upload_rows(row(group="IK-21-1", cadet_number="2", family="Басқа"))
    known.submit(draft)
    with pytest.raises(Refused) as refused:
        settle(known, draft, "existing")
    assert "contingent_not_draft" == code_of(refused)


def test_a_look_alike_that_has_come_meanwhile_is_not_applied_unseen(academy: Academy) -> None:
    """¶14: two drafts, each alone without a warning; the second to be applied would make the parallel group."""
    first, second = (
        academy.submit(academy.upload_rows(row(group=group, cadet_number=group, family=family)))
        for group, family in (("ҚҚ-21", "Басқа"), ("КК-21", "Тағы"))
    )
    academy.apply(first)
    with pytest.raises(Refused) as refused:
        academy.apply(second)
    assert "contingent_outdated" == code_of(refused)


def test_a_faculty_and_a_login_that_are_nearly_right_are_named(academy: Academy) -> None:
    """¶14: the error says what there is."""
    answer = academy.upload_rows(row(faculty="Кукык факультеті", teacher="оspanov"))
    assert [("faculty_looks_like", "Құқық факультеті")] == [
        (each["code"], each["params"]["like"]) for each in answer["errors"]
    ]
    answer = academy.upload_rows(row(teacher="оspanov"))
    assert [("teacher_looks_like", "ospanov")] == [(each["code"], each["params"]["like"]) for each in answer["errors"]]
