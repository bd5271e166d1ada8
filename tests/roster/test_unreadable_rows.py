"""A row of roster's that does not read takes no list away: the others are shown, and it is named (¶7)."""

from typing import Any

import pytest
from sqlalchemy import select

from services.common.storage.tables import damage
from services.roster import contract
from services.roster.usecases.list_contingents import list_contingents
from services.roster.usecases.list_frame import list_frame
from services.roster.usecases.list_groups import list_groups
from services.roster.usecases.list_notices import list_notices
from services.roster.usecases.republish import republish
from services.roster.usecases.show_group import show_group
from tests.roster.academy import COMMAND, LAW, Academy, row
from tests.support.databases import ENGINE
from tests.support.hands import by_hand

pytestmark = pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind")

OTHER = "ІҚ-21-2"
#: Bytes that are no text, where a name was.
JUNK = "x'ff00'"


@pytest.fixture
def academy(academy: Academy) -> Academy:
    """With a cadet in each of two groups of the faculty of law, each with a subject, and two notices."""
    academy.applied(row(), row(group=OTHER, cadet_number="2", family="Баев", subject="Қылмыстық құқық"))
    academy.file("expulsion", cadet=academy.cadet(), since="2026-10-05")
    academy.file("expulsion", cadet=academy.cadet(OTHER), group=academy.group(OTHER), since="2026-10-05")
    return academy


def _alter(academy: Academy, table: str, change: str, where: str = "1 = 1") -> None:
    by_hand(academy.runtime, table, f'UPDATE "{table}" SET {change} WHERE {where}')


def _ids(academy: Academy, table: str, order: str = "id") -> list[str]:
    with academy.runtime.unit.database.writing() as session:
        return [row[0] for row in session.connection().exec_driver_sql(f'SELECT id FROM "{table}" ORDER BY {order}')]


def _told(academy: Academy) -> set[str]:
    with academy.runtime.unit.reading() as work:
        return {row.subject for row in work.session.execute(select(damage)) if row.kind == "row_unreadable"}


def _groups(academy: Academy, **request: str) -> Any:
    return academy.ask(list_groups, contract.ListGroups, academy.it, **request)


def _group(academy: Academy, name: str) -> Any:
    return academy.ask(show_group, contract.ShowGroup, academy.it, group=academy.group(name))


def _names_as_told(answer: Any, *subjects: str) -> bool:
    return set(subjects) == {*answer["damaged"]}


def test_a_faculty(academy: Academy) -> None:
    """¶7: it stands under its id, in the frame and beside its groups."""
    _alter(academy, "faculty", f"name = {JUNK}", f"id = '{academy.law}'")
    frame = academy.ask(list_frame, contract.ListFrame, academy.it)
    assert {COMMAND, academy.law} == {each["name"] for each in frame["faculties"]}
    listed = _groups(academy)
    assert {(academy.law, "ІҚ-21-1"), (academy.law, OTHER)} == {
        (each["faculty"]["name"], each["name"]) for each in listed["groups"]
    }
    assert _names_as_told(frame, f"faculty/{academy.law}")
    assert _names_as_told(listed, f"faculty/{academy.law}")
    assert {f"faculty/{academy.law}"} == _told(academy)


@pytest.mark.parametrize("change", [f"name = {JUNK}", "starts = 'soon'", "ends = 7"])
def test_a_term(academy: Academy, change: str) -> None:
    """¶7: it is left out of the frame and of a group's assignments, and named; the rest is there."""
    _alter(academy, "term", change)
    frame = academy.ask(list_frame, contract.ListFrame, academy.it)
    assert ([], "") == (list(frame["terms"]), frame["current_term"])
    assert _names_as_told(frame, f"term/{academy.term}")
    shown = _group(academy, OTHER)
    assert (1, []) == (len(shown["cadets"]), list(shown["assignments"]))
    assert _names_as_told(shown, f"term/{academy.term}")
    assert 2 == len(_groups(academy)["groups"])
    assert 1 == len(academy.ask(list_contingents, contract.ListContingents, academy.it)["contingents"])


@pytest.mark.parametrize("change", [f"name = {JUNK}", f"key = {JUNK}", f"name = {JUNK}, key = {JUNK}"])
def test_a_group(academy: Academy, change: str) -> None:
    """¶7: it stands under its id where its name does not read; the others are found as ever."""
    altered = academy.group()
    _alter(academy, "group", change, f"id = '{altered}'")
    listed = _groups(academy)
    shown = altered if "name" in change else "ІҚ-21-1"
    assert {shown, OTHER} == {each["name"] for each in listed["groups"]}
    assert [OTHER] == [each["name"] for each in _groups(academy, search=OTHER)["groups"]]
    page = academy.ask(show_group, contract.ShowGroup, academy.it, group=altered)
    assert (shown, 1) == (page["name"], len(page["cadets"]))
    assert 2 == len(_notices(academy)["notices"])


def test_a_subject(academy: Academy) -> None:
    """¶7: its assignment is there, under the subject's id."""
    subject = _group(academy, OTHER)["assignments"][0]["subject"]["id"]
    _alter(academy, "subject", f"name = {JUNK}", f"id = '{subject}'")
    shown = _group(academy, OTHER)
    assert [subject] == [each["subject"]["name"] for each in shown["assignments"]]
    assert _names_as_told(shown, f"subject/{subject}")
    assert [] == list(_group(academy, "ІҚ-21-1")["damaged"])


@pytest.mark.parametrize(
    ("table", "change", "subject", "left"),
    [
        ("cadet", f"number = {JUNK}", "cadet/{cadet}", True),
        ("cadet_name", f"family = {JUNK}", "cadet/{cadet}", True),
        ("cadet_name", "since = 'soon'", "cadet/{cadet}", True),
        ("membership", "since = 'soon'", "member/{group}/{cadet}", False),
        ("membership", "until = 'soon'", "member/{group}/{cadet}", False),
    ],
)
def test_a_cadet(academy: Academy, table: str, change: str, subject: str, left: bool) -> None:
    """¶7: under the id, or, where nobody knows since when, by name of the row alone; the group's others stay."""
    academy.applied(row(cadet_number="3", family="Ғабитов"))
    cadet, group = next(each["id"] for each in academy.members() if each["number"] == "3"), academy.group()
    _alter(academy, table, change, f"{'id' if table == 'cadet' else 'cadet'} = '{cadet}'")
    shown = _group(academy, "ІҚ-21-1")
    assert "2021-001" in {each["number"] for each in shown["cadets"]}
    assert left == (cadet in {each["id"] for each in shown["cadets"]})
    assert _names_as_told(shown, subject.format(group=group, cadet=cadet))
    assert [] == list(_group(academy, OTHER)["damaged"])
    assert 2 == len(_notices(academy)["notices"])


def test_a_teacher_whose_name_does_not_read(academy: Academy) -> None:
    """¶7: stands under the id."""
    _alter(academy, "person", f"name = {JUNK}, full_name = {JUNK}", f"id = '{academy.teacher}'")
    shown = _group(academy, OTHER)
    assert [academy.teacher] == [each["name"] for each in shown["assignments"][0]["teachers"]]


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'other'",
        "state = 'other'",
        "since = 'soon'",
        "until = 7",
        "at = 'then'",
        f"text = {JUNK}",
        f"author_name = {JUNK}",
    ],
)
def test_a_notice(academy: Academy, change: str) -> None:
    """¶15: it is left out and named, for everybody who lists; the other one is there and is decided on."""
    altered, sound = (each["id"] for each in _notices(academy)["notices"])
    _alter(academy, "notice", change, f"id = '{altered}'")
    for who in (academy.it, academy.methodist):
        listed = _notices(academy, who)
        assert [sound] == [each["id"] for each in listed["notices"]]
        assert _names_as_told(listed, f"notice/{altered}")
    academy.ask(list_notices, contract.ListNotices, academy.methodist, limit=0)
    academy.settle({"id": sound})


@pytest.mark.parametrize(
    "change", ["state = 'other'", "faculties = '7'", "faculties = '{'", "uploaded_at = 'then'", f"filename = {JUNK}"]
)
def test_a_contingent(academy: Academy, change: str) -> None:
    """¶14: it is left out and named; the others are there."""
    altered = _ids(academy, "contingent")[0]
    sound = academy.upload_rows(row(cadet_number="9"))["id"]
    _alter(academy, "contingent", change, f"id = '{altered}'")
    for who in (academy.it, academy.methodist):
        listed = academy.ask(list_contingents, contract.ListContingents, who)
        assert [sound] == [each["id"] for each in listed["contingents"] if each["id"] != altered]
        assert (altered in {each["id"] for each in listed["contingents"]}) != (
            f"contingent/{altered}" in listed["damaged"]
        )


def test_what_reads_is_told_anew(academy: Academy) -> None:
    """¶7: one group that does not read keeps no other from the services that follow."""
    altered = academy.group()
    _alter(academy, "group", f"name = {JUNK}", f"id = '{altered}'")
    before = len(academy.events())
    academy.do(republish, contract.Republish, academy.it)
    told = [data for _, data in academy.events()[before:]]
    assert [OTHER] == [data["name"] for data in told if "members" in data]
    assert [OTHER] == [data["group_name"] for data in told if "group_name" in data]
    assert f"group/{altered}" in _told(academy)


def _notices(academy: Academy, who: Any = None) -> Any:
    return academy.ask(list_notices, contract.ListNotices, who or academy.it)


def test_nothing_is_named_where_all_reads(academy: Academy) -> None:
    """¶7."""
    frame = academy.ask(list_frame, contract.ListFrame, academy.it)
    assert {COMMAND, LAW} == {each["name"] for each in frame["faculties"]}
    answers = [frame, _groups(academy), _group(academy, OTHER), _notices(academy)]
    assert [[]] * 4 == [list(each["damaged"]) for each in answers]
    assert set() == _told(academy)
