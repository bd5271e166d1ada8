"""Two people who look alike are told apart in notices, contingents and groups (¶14, ¶15)."""

from dataclasses import replace
from typing import Any

import pytest

from services.roster import contract
from services.roster.usecases.list_contingents import list_contingents
from services.roster.usecases.list_notices import list_notices
from services.roster.usecases.show_group import show_group
from tests.roster.academy import Academy, row

AIDAR = row(cadet_number="00042", family="Ахметов", given="Айдар", patronymic="Асқарұлы")
ARMAN = row(cadet_number="00043", family="Ахметов", given="Арман", patronymic="Алматұлы")
BAEV = row(cadet_number="00044", family="Баев", given="Айбек", patronymic="")


def listed(academy: Academy, **request: Any) -> list[Any]:
    """The notices as IT reads them."""
    answer = academy.ask(list_notices, contract.ListNotices, academy.it, **request)
    return list(answer["notices"])


def cadet(academy: Academy, number: str) -> str:
    """The id of a cadet of the only group."""
    return next(str(each["id"]) for each in academy.members() if each["number"] == number)


def test_a_difference_tells_those_who_join_apart(academy: Academy) -> None:
    """¶14: in full, for the number stands beside each; the others by initials."""
    difference = academy.upload_rows(AIDAR, ARMAN, BAEV)["difference"]
    names = ["Ахметов Айдар Асқарұлы", "Ахметов Арман Алматұлы", "Баев А."]
    assert names == [each["name"] for each in difference["members"]]
    assert names == [each["name"] for each in difference["cadets"]]


def test_a_notice_says_which_of_two_it_is_about(academy: Academy) -> None:
    """¶15: though nothing is filed about the other; who has initials of ones own keeps them."""
    academy.applied(AIDAR, ARMAN, BAEV)
    one = academy.file("expulsion", cadet(academy, "00042"))
    academy.file("expulsion", cadet(academy, "00044"))
    assert "Ахметов Айдар Асқарұлы, №\u00a000042" == one["cadet"]["name"]
    assert {one["cadet"]["name"], "Баев А."} == {each["cadet"]["name"] for each in listed(academy)}


@pytest.mark.parametrize("search", ["ахметов а. а.", "айдар", "00042"])
def test_a_notice_is_found_as_people_call_the_cadet(academy: Academy, search: str) -> None:
    """¶15: by initials, by the whole name, by the number."""
    academy.applied(AIDAR, ARMAN, BAEV)
    filed = academy.file("expulsion", cadet(academy, "00042"))
    assert [filed["id"]] == [each["id"] for each in listed(academy, search=search)]


def test_teachers_of_one_full_name_are_told_apart_by_login(academy: Academy) -> None:
    """¶14: where a group's teachers are listed, and in a difference that would appoint one of them."""
    academy.register("dauren", "Оспанов", academy.law)
    difference = academy.upload_rows(AIDAR)["difference"]
    assert [["Оспанов Дәулет (ospanov)"]] == [each["teachers"] for each in difference["journals"]]
    academy.applied(AIDAR)
    group = academy.ask(show_group, contract.ShowGroup, academy.methodist, group=academy.group())
    (assignment,) = group["assignments"]
    full = dict.fromkeys(("name", "full_name"), "Оспанов Дәулет (ospanov)")
    assert [{"id": academy.teacher, **full}] == assignment["teachers"]


def test_methodists_of_one_full_name_are_told_apart_by_login(academy: Academy) -> None:
    """¶14, ¶15: who handed in, who decided, who filed."""
    academy.methodist = replace(academy.methodist, name="Серіков Д.")
    academy.register("m", "Серіков", person=academy.methodist.person)
    academy.register("n", "Серіков", person="namesake")
    applied, filed = academy.applied(AIDAR), academy.file("expulsion", cadet(academy, "00042"))
    rows = academy.ask(list_contingents, contract.ListContingents, academy.it)["contingents"]
    told = [applied["uploaded_by"], rows[0]["uploaded_by"], filed["author"]]
    assert ["Серіков Дәулет (m)"] * 3 == [each["name"] for each in told]
