"""One row that does not read takes no page away: the others are shown, and it is named (¶7)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from services.common.storage.tables import damage
from services.gradebook import contract
from services.gradebook.usecases.list_journals import list_journals
from tests.gradebook.academy import COLLEAGUE, MODERATOR, TEACHER, Academy, cell
from tests.support.databases import ENGINE
from tests.support.hands import by_hand

pytestmark = pytest.mark.on_postgresql

MONDAY = date(2026, 10, 5)
#: PostgreSQL keeps a column's kind; a file of SQLite takes anything.
NAMES = ["7", "[]", '[{"family": "X"}]', '"x"', "null"] + (["{", ""] if ENGINE == "sqlite" else [])
TEACHERS_NAME = ["name = ''"] + (["until = 'soon'", "until = 7"] if ENGINE == "sqlite" else [])
OF_LESSONS = ["kind = 'party'", "date = 'soon'", "at = 'then'", "date = 7"]


def _told(academy: Academy) -> set[tuple[str, str]]:
    with academy.runtime.unit.reading() as work:
        return {(row.kind, row.subject) for row in work.session.execute(select(damage))}


def _journals(academy: Academy, who: Any) -> list[str]:
    answer = academy.runtime.run_query(list_journals, contract.ListJournals, {}, who, _trace())
    return [each["id"] for each in answer["journals"]]


def _trace() -> Any:
    from services.common.messaging.envelope import Trace  # noqa: PLC0415

    return Trace()


@pytest.mark.parametrize("names", NAMES)
def test_a_members_names(academy: Academy, names: str) -> None:
    """¶15: the row is there under the cadet's id, with its marks, and takes more."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 90), cell(lesson, "baev", 70))
    by_hand(academy.runtime, "member", "UPDATE member SET names = :names WHERE cadet = 'aliev'", names=names)
    shown = academy.show()
    cadets = {each["id"]: (each["name"], each["damaged"]) for each in shown["cadets"]}
    assert ("aliev", True) == cadets["aliev"]
    assert (3, False) == (len(cadets), cadets["baev"][1])
    assert {"aliev": 90, "baev": 70} == {each["cadet"]: each["value"] for each in shown["marks"]}
    assert {("row_unreadable", f"member/{academy.group}/aliev")} == _told(academy)
    assert not academy.record(cell(lesson, "aliev", 91, version=1))["refused"]


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a lesson's kind and days")
@pytest.mark.parametrize("change", OF_LESSONS)
def test_a_lesson(academy: Academy, change: str) -> None:
    """¶18: the column is left out and named; the others are there and take marks."""
    damaged, lesson = academy.hold(MONDAY), academy.hold(MONDAY, kind="seminar")
    academy.record(cell(damaged, "aliev", 90), cell(lesson, "baev", 70))
    by_hand(academy.runtime, "lesson", f"UPDATE lesson SET {change} WHERE id = :lesson", lesson=damaged)
    shown = academy.show()
    assert ([lesson], (f"lesson/{damaged}",)) == ([each["id"] for each in shown["lessons"]], tuple(shown["damaged"]))
    assert {("row_unreadable", f"lesson/{damaged}")} == _told(academy)
    assert [academy.journal] == _journals(academy, TEACHER)
    assert not academy.record(cell(lesson, "aliev", 60))["refused"]


@pytest.mark.parametrize("change", TEACHERS_NAME)
def test_a_journals_teacher(academy: Academy, change: str) -> None:
    """¶3: the list is there for everybody, the journal for its other teacher and for who oversees."""
    academy.hold(MONDAY)
    by_hand(academy.runtime, "journal_teacher", f"UPDATE journal_teacher SET {change} WHERE person = 'teacher-1'")
    assert [academy.journal] == _journals(academy, MODERATOR)
    assert [academy.journal] == _journals(academy, COLLEAGUE)
    assert 1 == len(academy.show(COLLEAGUE)["lessons"])
