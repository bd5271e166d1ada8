"""One row that does not read takes no page away: the others are shown, and it is named (¶7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text

from services.common.storage.tables import damage
from services.gradebook import contract
from services.gradebook.usecases.correct_lesson import correct_lesson
from services.gradebook.usecases.list_insights import list_insights
from services.gradebook.usecases.list_journals import list_journals
from services.gradebook.usecases.list_policies import list_policies
from services.gradebook.usecases.list_sheets import list_sheets
from services.gradebook.usecases.name_examiners import show_examiners
from services.gradebook.usecases.republish import republish
from services.gradebook.usecases.show_key import show_key
from services.gradebook.usecases.show_lesson_history import show_lesson_history
from services.gradebook.usecases.show_summary import show_summary
from tests.gradebook.academy import COLLEAGUE, IT, METHODIST, MODERATOR, TEACHER, TERM, Academy, cell
from tests.gradebook.recording import issued, records, revoked
from tests.gradebook.signing import closed, examined_term
from tests.gradebook.test_policies import proposed, put_in_force
from tests.gradebook.test_records import begin
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


#: Which values of a row of a file of SQLite somebody may alter, and what may go with it; "": nothing.
ALTERED = (
    ("journal", "group_name faculty_name subject_name term_name term_starts term_ends", "id = :journal", "journal/"),
    ("journal_teacher", "name", "person = 'teacher-1'", ""),
    ("person", "name full_name look login", "id = 'teacher-1'", ""),
    ("member", "number", "cadet = 'aliev'", ""),
    ("lesson", "topic date kind at", "id = :lesson", ""),
    ("lesson_correction", "at former_topic kind", "number = 1", "correction/1"),
    ("mark_version", "at", "lesson = :lesson AND version = 1", "version/1"),
    ("examiner", "at", "naming = 1", "naming/0"),
    ("journal_key_generation", "at", "generation = 1", "generation/1"),
    ("sheet", "kind at", "id = :sheet", "sheet/"),
    ("sheet_signature", "role at", "sheet = :sheet AND role = 'head'", ""),
    ("record", "cadet_name cadet_number faculty_name at", "number = 1", "record/1"),
    ("record", "at", "number = 3", "record/3"),
    ("record_revocation", "at", "record IS NOT NULL", ""),
    ("policy", "holds_from terms at", "number = 2", "policy/2"),
    ("policy_in_force", "at", "number = 1", "policy/1"),
)


@pytest.fixture
def full(academy: Academy) -> tuple[Academy, dict[str, str]]:
    """Something in every list, of most things two; and the ids of those that are altered."""
    examined_term(academy)
    begin(academy, "journal-2", "Әкімшілік құқық", TERM)
    lesson = next(each["id"] for each in academy.show()["lessons"] if each["kind"] == "lecture")
    academy.record(cell(lesson, "aliev", 70, 1))
    for version, topic in enumerate(("Дәлелдеме", "Айғақ")):
        body = {"journal": academy.journal, "lesson": lesson, "kind": "lecture", "topic": topic, "version": version}
        named = {"command_id": f"correct-{version}", **body}
        academy.runtime.run_command(correct_lesson, contract.CorrectLesson, named, TEACHER, _trace())
    put_in_force(academy, proposed(academy))
    proposed(academy)
    sheet = closed(academy, "examination")
    revoked(academy, issued(academy)["id"])
    for _ in range(2):
        issued(academy, "baev")
    return academy, {"journal": academy.journal, "lesson": lesson, "sheet": sheet}


def _everything(academy: Academy, lesson: str) -> Iterator[str]:
    """What stands in every list."""
    yield from (f"journal/{each}" for each in _journals(academy, METHODIST))
    sheets = _asked(academy, list_sheets, contract.ListSheets)
    yield from (f"journal/{each['journal']}/sheet/{each['id']}" for each in sheets["sheets"])
    yield from (f"journal/{each['journal']}/offer/{each['kind']}" for each in sheets["offers"])
    yield from (f"summary/{each['group']['id']}" for each in sheets["summaries"])
    for search in ("", "айбек", "/20"):
        yield from (f"search {search} record/{each['number']}" for each in records(academy, search=search)["records"])
    policies = _asked(academy, list_policies, contract.ListPolicies)
    yield from (f"policy/{each['number']}" for each in policies["versions"])
    yield from (f"subject/{each['id']}" for each in policies["subjects"] if each["id"] != "subject-1")
    studies = academy.ask(list_insights, contract.ListInsights, {"term": TERM.id}, METHODIST)
    yield from (f"study/journal/{each['id']}" for each in studies["journals"])
    body = {"term": TERM.id, "group": academy.group}
    summary = academy.ask(show_summary, contract.ShowSummary, body, METHODIST)
    yield from (f"summed/{each['journal']}" for name in ("subjects", "left_out") for each in summary[name])
    yield from _in_journal(academy, lesson)


def _in_journal(academy: Academy, lesson: str) -> Iterator[str]:
    of = {"journal": academy.journal}
    for place, _ in enumerate(_asked(academy, show_examiners, contract.ShowExaminers, **of)["namings"]):
        yield f"naming/{place}"
    for each in _asked(academy, show_key, contract.ShowKey, **of)["generations"]:
        yield f"generation/{each['number']}"
    for each in _asked(academy, show_lesson_history, contract.ShowLessonHistory, **of, lesson=lesson)["corrections"]:
        yield f"correction/{each['number']}"
    for each in academy.history(lesson, "aliev"):
        yield f"version/{each['version']}"


def _asked(academy: Academy, use_case: Any, shape: type, who: Any = METHODIST, **body: str) -> Any:
    run = academy.runtime.run_command if "command_id" in body else academy.runtime.run_query
    return run(use_case, shape, body, who, _trace())


@contextmanager
def _altered(academy: Academy, table: str, column: str, where: str, **named: str) -> Iterator[None]:
    """A value that is no value of its column, and then what it was."""
    with academy.runtime.unit.reading() as work:
        kept = work.session.execute(text(f"SELECT rowid, {column} FROM {table} WHERE {where}"), named).all()
    by_hand(academy.runtime, table, f"UPDATE {table} SET {column} = x'ff' WHERE {where}", **named)
    yield
    for row, value in kept:
        by_hand(
            academy.runtime, table, f"UPDATE {table} SET {column} = :value WHERE rowid = :row", row=row, value=value
        )


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind")
def test_a_row_of_any_list(full: tuple[Academy, dict[str, str]]) -> None:
    """¶7: whichever value was altered, every list is there with all that is sound in it, and the row is told."""
    academy, ids = full
    before, hidden = {*_everything(academy, ids["lesson"])}, {}
    for table, columns, where, goes in ALTERED:
        named = {name: each for name, each in ids.items() if f":{name}" in where}
        token = goes + "".join(named.values()) if goes.endswith("/") else goes
        for column in columns.split():
            with _altered(academy, table, column, where, **named):
                gone = before - {*_everything(academy, ids["lesson"])}
                if table == "lesson":
                    _asked(academy, republish, contract.Republish, IT, command_id=f"republish-{column}")
            hidden[table, column] = sorted(each for each in gone if not goes or token not in each)
    assert {} == {place: found for place, found in hidden.items() if found}
    assert before == {*_everything(academy, ids["lesson"])}
    told = {subject.partition("/")[0] for _, subject in _told(academy)}
    assert {"journal", "lesson", "lesson_correction", "examiner", "mark", "policy", "record", "sheet"} <= told
