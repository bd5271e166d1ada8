"""Two people who look alike are told apart; everybody else is shown by initials (¶15)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from services.auth.contract import PersonState
from services.gradebook.store.models import Member
from services.gradebook.subscriptions import take_in_group, take_in_person
from services.roster.contract import GroupState, MemberState, NameState
from tests.gradebook.academy import COLLEAGUE, FACULTY, METHODIST, TEACHER, TERM, Academy, cell
from tests.support.runtimes import person_state

SUNDAY = date(2026, 10, 4)
#: By cadet: the number, and each name with its first day.
NAMES: dict[str, tuple[str, tuple[tuple[str, str, str, date], ...]]] = {
    "aidar": ("00042", (("Ахметов", "Айдар", "Асқарұлы", TERM.starts),)),
    "arman": ("00043", (("Ахметов", "Арман", "Алматұлы", TERM.starts),)),
    "baev": ("00044", (("Баев", "Айбек", "", TERM.starts),)),
    "nurlan": ("00045", (("Сериков", "Нұрлан", "", TERM.starts), ("Баев", "Азат", "", date(2026, 10, 2)))),
}
AIDAR, ARMAN = "Ахметов Айдар Асқарұлы, №\u00a000042", "Ахметов Арман Алматұлы, №\u00a000043"


@pytest.fixture
def academy(academy: Academy) -> Academy:
    """Of two Ахметов А. А., and of one who has become a second Баев А."""
    _take_in(academy, take_in_group, _group(academy))
    return academy


def test_cadets_who_look_alike_are_shown_with_name_and_number(academy: Academy) -> None:
    """¶15: two of one group with the same initials; the others stay short."""
    rows = {each["id"]: each for each in academy.show()["cadets"]}
    assert [AIDAR, ARMAN] == [rows["aidar"]["name"], rows["arman"]["name"]]
    assert ("Ахметов Айдар Асқарұлы", "00042") == (rows["aidar"]["full_name"], rows["aidar"]["number"])
    assert ["aidar", "arman", "nurlan", "baev"] == [each["id"] for each in academy.show()["cadets"]]


def test_who_looked_like_nobody_before_a_rename_is_short_then(academy: Academy) -> None:
    """¶15: names hold from a day on, and so does what is alike."""
    renamed = next(each for each in academy.show()["cadets"] if each["id"] == "nurlan")
    assert ["Сериков Н.", "Баев Азат, №\u00a000045"] == [each["name"] for each in renamed["names"]]
    assert ["Сериков Нұрлан", "Баев Азат"] == [each["full_name"] for each in renamed["names"]]


def test_who_sees_no_marks_sees_the_same_names(academy: Academy) -> None:
    """¶7: everybody who is shown the journal is shown who is who."""
    assert academy.show(METHODIST)["cadets"] == academy.show()["cadets"]


def test_teachers_who_look_alike_are_shown_in_full(academy: Academy) -> None:
    """¶3: in the journal, of a lesson, of a mark and in its history; another keeps the initials."""
    for who, given in ((TEACHER, "Қайрат"), (COLLEAGUE, "Құрманғазы")):
        _take_in(academy, take_in_person, _person(academy, who, "Қасымов", given))
    _take_in(academy, take_in_person, _person(academy, METHODIST, "Қасымова", "Қарлығаш"))
    lesson = academy.hold(SUNDAY)
    academy.record(cell(lesson, "aidar", 60))
    shown = academy.show()
    assert {"Қасымов Қайрат", "Қасымов Құрманғазы"} == {each["name"] for each in shown["teachers"]}
    author = {"id": TEACHER.person, "name": "Қасымов Қайрат", "full_name": "Қасымов Қайрат"}
    assert [author] * 3 == [
        shown["lessons"][0]["author"],
        shown["marks"][0]["author"],
        academy.history(lesson, "aidar")[0]["author"],
    ]


def test_teachers_of_one_full_name_are_told_apart_by_login(academy: Academy) -> None:
    """¶3: whoever is shown the journal is shown who of the two wrote what."""
    for who in (TEACHER, COLLEAGUE):
        _take_in(academy, take_in_person, _person(academy, who, "Қасымов", "Қайрат"))
    names = {f"Қасымов Қайрат ({who.person})" for who in (TEACHER, COLLEAGUE)}
    told = academy.show()["teachers"]
    assert names == {each["name"] for each in told} == {each["full_name"] for each in told}


def test_who_has_initials_of_ones_own_keeps_them(academy: Academy) -> None:
    """¶3: the normal form is "Тегі А. Ә."; the full name is told beside it."""
    _take_in(academy, take_in_person, _person(academy, TEACHER, "Қасымов", "Қайрат"))
    author = next(each for each in academy.show()["teachers"] if each["id"] == TEACHER.person)
    assert {"id": TEACHER.person, "name": "Қасымов Қ.", "full_name": "Қасымов Қайрат"} == author


def test_what_the_release_before_kept_is_told_apart(academy: Academy) -> None:
    """¶15: cadets by their names at once; numbers and teachers when roster and auth have told of them again."""
    told = academy.show()["cadets"]
    with academy.runtime.unit.writing() as work:
        work.session.execute(update(Member).values(number=""))
        work.audit("group.as_before", "academy")
    assert ["Ахметов Айдар Асқарұлы", "Ахметов Арман Алматұлы"] == [each["name"] for each in academy.show()["cadets"]][
        :2
    ]
    _take_in(academy, take_in_group, _group(academy))
    assert told == academy.show()["cadets"]


def _person(academy: Academy, who: Any, family: str, given: str) -> PersonState:
    return replace(person_state(academy.runtime.config.data, who), family=family, given=given)


def _group(academy: Academy) -> GroupState:
    members = tuple(
        MemberState(cadet=cadet, number=number, names=tuple(map(_name, names)), since=TERM.starts, until=None)
        for cadet, (number, names) in NAMES.items()
    )
    return GroupState(id=academy.group, name="ҚҚ-21", faculty=FACULTY, members=members)


def _name(name: tuple[str, str, str, date]) -> NameState:
    family, given, patronymic, since = name
    return NameState(family=family, given=given, patronymic=patronymic, since=since)


def _take_in(academy: Academy, handler: Any, state: Any) -> None:
    with academy.runtime.unit.writing() as work:
        handler(work, state)
        work.audit("event.taken_in", "academy")
