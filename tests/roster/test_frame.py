"""The academy's frame, its groups, and what the others are told anew."""

from datetime import date
from typing import Any

import pytest

from services.common.errors import Refused
from services.roster import contract
from services.roster.usecases.create_faculty import create_faculty
from services.roster.usecases.create_term import create_term
from services.roster.usecases.list_frame import list_frame
from services.roster.usecases.list_groups import list_groups
from services.roster.usecases.republish import republish
from services.roster.usecases.show_group import show_group
from tests.roster.academy import COMMAND, ENDS, LAW, STARTS, Academy, row
from tests.support.clocks import StillClock
from tests.support.runtimes import principal


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    """What was refused."""
    return refused.value.refusal.code


def groups(academy: Academy, who: Any, **request: str) -> list[str]:
    """The names of the groups that somebody sees."""
    answer = academy.ask(list_groups, contract.ListGroups, who, **request)
    return [group["name"] for group in answer["groups"]]


def test_the_frame_is_for_everybody(academy: Academy, clock: StillClock) -> None:
    """Faculties in Kazakh order, terms newest first, and the term of today."""
    spring = academy.create_term("2027, 1", date(2027, 1, 10), date(2027, 5, 31))["id"]
    frame = academy.ask(list_frame, contract.ListFrame, principal("anybody"))
    assert [COMMAND, LAW] == [faculty["name"] for faculty in frame["faculties"]]
    assert ([spring, academy.term], academy.term) == ([term["id"] for term in frame["terms"]], frame["current_term"])
    clock.move(days=88)
    assert "" == academy.ask(list_frame, contract.ListFrame, principal("anybody"))["current_term"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "name_required"),
        (" \t", "name_required"),
        (LAW.upper() + " ", "faculty_name_taken"),
        ("а" * 201, "malformed"),
        ("Заң \u202eфакультеті", "text_unprintable"),
        ("Заң 😀", "text_unprintable"),
        ("а" * 1_000_000, "malformed"),
        ("=Заң", "name_malformed"),
        ("Кукык факультеті", "looks_like"),
        ("Құқық  факультетi.", "looks_like"),
    ],
)
def test_a_faculty_needs_a_name_of_its_own(academy: Academy, name: str, expected: str) -> None:
    """An empty name, one that is taken in other case, and a very long one are refused."""
    with pytest.raises(Refused) as refused:
        academy.do(create_faculty, contract.CreateFaculty, academy.it, name=name)
    assert expected == code(refused)


def test_a_faculty_that_looks_like_another_is_made_once_it_is_said_to_be_meant(academy: Academy) -> None:
    """The refusal says which one it looks like; letters of another alphabet are replaced."""
    with pytest.raises(Refused) as refused:
        academy.do(create_faculty, contract.CreateFaculty, academy.it, name="Кукык факультеті")
    assert {"value": "Кукык факультеті", "like": LAW} == dict(refused.value.refusal.params)
    academy.do(create_faculty, contract.CreateFaculty, academy.it, name="Кукык факультетi", as_new=True)
    frame = academy.ask(list_frame, contract.ListFrame, principal("anybody"))
    assert "Кукык факультеті" in [faculty["name"] for faculty in frame["faculties"]]


def test_a_term_that_looks_like_another_is_made_once_it_is_said_to_be_meant(academy: Academy) -> None:
    """2026-2027, 1 is 2026–2027, 1."""
    request = {"name": "2026 - 2027, 01", "starts": "2027-01-01", "ends": "2027-05-31"}
    with pytest.raises(Refused) as refused:
        academy.do(create_term, contract.CreateTerm, academy.it, **request)
    assert "looks_like" == code(refused)
    academy.do(create_term, contract.CreateTerm, academy.it, **request, as_new=True)


@pytest.mark.parametrize(
    ("name", "starts", "ends", "expected"),
    [
        ("", "2027-01-01", "2027-05-31", "name_required"),
        ("2", str(STARTS), str(ENDS), "term_overlaps"),
        ("2", "2027-05-31", "2027-01-01", "term_dates_wrong"),
        ("2", "2027-02-30", "2027-05-31", "malformed"),
    ],
)
def test_a_term_needs_a_name_and_days_of_its_own(
    academy: Academy, name: str, starts: str, ends: str, expected: str
) -> None:
    """Terms do not overlap, end after they start, and have days that exist."""
    with pytest.raises(Refused) as refused:
        academy.do(create_term, contract.CreateTerm, academy.it, name=name, starts=starts, ends=ends)
    assert expected == code(refused)


@pytest.mark.parametrize(
    ("use_case", "shape", "request_"),
    [
        (create_faculty, contract.CreateFaculty, {"name": "Жаңа"}),
        (create_term, contract.CreateTerm, {"name": "2", "starts": "2027-01-01", "ends": "2027-05-31"}),
        (republish, contract.Republish, {}),
    ],
)
def test_the_frame_is_its(academy: Academy, use_case: Any, shape: type, request_: dict[str, str]) -> None:
    """¶11: only IT changes the frame; the methodist is refused what IT may do."""
    with pytest.raises(Refused) as refused:
        academy.do(use_case, shape, academy.methodist, **request_)
    assert "role_required" == code(refused)
    academy.do(use_case, shape, academy.it, **request_)


def test_groups_are_seen_by_who_answers_for_them(academy: Academy) -> None:
    """IT and moderators see all groups, a methodist or head the own faculty's, others none."""
    academy.applied(row())
    both = principal("both", ("methodist", academy.law), ("methodist", academy.command))
    draft = academy.upload_rows(row(faculty=COMMAND, group="Қ-1", cadet_number="9", teacher="other"), who=both)
    academy.apply(academy.submit(draft, both))
    head = principal("head", ("faculty_head", academy.command))
    seen = [groups(academy, who) for who in (academy.it, principal("m", ("moderator", "")), academy.methodist, head)]
    assert [["Қ-1", "ІҚ-21-1"], ["Қ-1", "ІҚ-21-1"], ["ІҚ-21-1"], ["Қ-1"]] == seen
    with pytest.raises(Refused) as refused:
        groups(academy, principal("t", ("teacher", academy.law)))
    assert "role_required" == code(refused)


def test_groups_are_found_by_faculty_and_name(academy: Academy) -> None:
    """A part of the name in any case, or a faculty, narrows the list."""
    academy.applied(row(), row(group="ҚҚ-22-1", cadet_number="2"))
    searches: list[dict[str, str]] = [{"search": "іқ"}, {"faculty": academy.law}, {"faculty": academy.command}]
    assert [["ІҚ-21-1"], ["ҚҚ-22-1", "ІҚ-21-1"], []] == [groups(academy, academy.it, **each) for each in searches]


def test_a_group_counts_todays_cadets(academy: Academy, clock: StillClock) -> None:
    """¶15: members of a term to come are not members yet."""
    spring = academy.create_term("2027, 1", date(2027, 1, 10), date(2027, 5, 31))["id"]
    academy.applied(row(), row(cadet_number="2"))
    academy.applied(row(cadet_number="3"), term=spring)

    def count() -> int:
        answer = academy.ask(list_groups, contract.ListGroups, academy.it)
        return int(answer["groups"][0]["cadets"])

    assert 2 == count()
    clock.move(days=100)
    assert 3 == count()


def test_a_groups_page(academy: Academy) -> None:
    """Cadets in Kazakh order, with journals and teachers."""
    academy.applied(row(), row(cadet_number="2", family="Абаев"), row(cadet_number="3", family="Әлиев"))
    id = academy.events()[0][1]["id"]
    page = academy.ask(show_group, contract.ShowGroup, academy.methodist, group=id)
    assert ["Абаев", "Әбдірахманов", "Әлиев"] == [cadet["family"] for cadet in page["cadets"]]
    (assignment,) = page["assignments"]
    teachers = [{"id": academy.teacher, "name": "Оспанов Д.", "full_name": "Оспанов Дәулет"}]
    assert ("Азаматтық құқық", teachers) == (assignment["subject"]["name"], assignment["teachers"])


def test_a_membership_that_has_ended_is_shown_with_its_last_day(academy: Academy) -> None:
    """¶15: who was in the group stays on its page; the day before the next membership was the last."""
    spring = academy.create_term("2027, 1", date(2027, 1, 10), date(2027, 5, 31))["id"]
    academy.applied(row(), term=spring)
    academy.applied(row())
    id = academy.events()[0][1]["id"]
    page = academy.ask(show_group, contract.ShowGroup, academy.it, group=id)
    spans = [(cadet["since"], cadet["until"]) for cadet in page["cadets"]]
    assert [("2026-09-01", "2027-01-09"), ("2027-01-10", None)] == sorted(spans)


def test_a_group_of_another_faculty_is_not_shown(academy: Academy) -> None:
    """A methodist sees the own groups only, and nobody one that is not there."""
    academy.applied(row())
    id = academy.events()[0][1]["id"]
    stranger = principal("stranger", ("methodist", academy.command))
    for group, who, expected in ((id, stranger, "group_unknown"), ("none", academy.it, "group_unknown")):
        with pytest.raises(Refused) as refused:
            academy.ask(show_group, contract.ShowGroup, who, group=group)
        assert expected == code(refused)


def test_everything_can_be_told_again(academy: Academy) -> None:
    """A copy can be rebuilt at any time: the same states, in new events."""
    academy.applied(row(), row(subject="Тарих", cadet_number="2"))
    told = academy.events()
    academy.do(republish, contract.Republish, academy.it)
    assert sorted(map(repr, told)) == sorted(map(repr, academy.events()[len(told) :]))


def test_a_teacher_under_a_new_name_is_told_of(academy: Academy) -> None:
    """A journal shows who teaches it by today's name; a teacher without journals is nobody's news."""
    academy.applied(row())
    told = academy.events()
    academy.register("ospanov", "Оспанова", academy.law, person=academy.teacher)
    academy.register("other", "Басқаша", academy.command)
    (news,) = academy.events()[len(told) :]
    assert ["Оспанова Д."] == [teacher["name"] for teacher in news[1]["teachers"]]
