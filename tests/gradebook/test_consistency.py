"""What the gradebook's own check finds in the stored data, tells once, and takes back when it is gone (¶4, ¶7)."""

from datetime import date

import pytest

from services.common.storage import checks
from services.gradebook.consistency import contradictions
from tests.gradebook.academy import Academy, cell
from tests.support.hands import by_hand

pytestmark = pytest.mark.on_postgresql

MONDAY, THURSDAY = date(2026, 10, 5), date(2026, 10, 8)


def found(academy: Academy) -> list[tuple[str, str]]:
    """By kind and subject."""
    return [(each.kind, each.subject) for each in checks.check(academy.runtime.unit, contradictions)]


@pytest.fixture
def lesson(academy: Academy) -> str:
    """Monday's, with a mark of two versions and one of one; nothing is wrong with it."""
    made = academy.hold(MONDAY)
    academy.record(cell(made, "aliev", 90), cell(made, "baev", 70))
    academy.clock.move(hours=1)
    academy.record(cell(made, "aliev", 91, version=1))
    assert [] == found(academy)
    return made


def test_a_lesson_whose_date_was_moved_and_moved_back(academy: Academy, lesson: str) -> None:
    """¶17: what was entered meanwhile is late without a warrant, whatever the date says again."""
    academy.clock.move(days=3)
    moved = "UPDATE lesson SET date = :day WHERE id = :lesson"
    by_hand(academy.runtime, "lesson", moved, day=THURSDAY.isoformat(), lesson=lesson)
    assert not academy.record(cell(lesson, "baev", 99, version=1))["refused"]
    by_hand(academy.runtime, "lesson", moved, day=MONDAY.isoformat(), lesson=lesson)
    assert [("late_without_warrant", f"lesson/{lesson}")] == found(academy)
    assert 1 == academy.runtime.health()["damaged"]


@pytest.mark.parametrize(
    ("table", "statement", "kinds"),
    [
        ("mark", "UPDATE mark SET version = 1 WHERE cadet = 'aliev'", {"version_not_newest"}),
        ("mark", "DELETE FROM mark WHERE cadet = 'aliev'", {"version_not_newest"}),
        ("mark_version", "DELETE FROM mark_version WHERE cadet = 'aliev' AND version = 1", {"number_missing"}),
        ("mark_version", "UPDATE mark_version SET warrant = 'none' WHERE cadet = 'baev'", {"warrant_unsigned"}),
        (
            "mark_version",
            "UPDATE mark_version SET at = '2026-10-05 03:00:00+00:00' WHERE version = 2",
            {"time_backwards"},
        ),
        ("audit_entry", "DELETE FROM audit_entry WHERE sequence = 2", {"number_missing"}),
        (
            "audit_entry",
            "UPDATE audit_entry SET at = '2026-10-01 00:00:00+00:00' WHERE sequence = 3",
            {"time_backwards"},
        ),
    ],
)
def test_rows_changed_by_hand(academy: Academy, lesson: str, table: str, statement: str, kinds: set[str]) -> None:
    """¶4: each is found by what it contradicts, and told once however often it is looked for."""
    assert lesson
    by_hand(academy.runtime, table, statement)
    assert kinds == {kind for kind, _ in found(academy)}
    told = len(kinds)
    assert kinds == {kind for kind, _ in found(academy)}
    assert told == academy.runtime.health()["damaged"]


def test_what_is_mended_is_taken_back(academy: Academy, lesson: str) -> None:
    """¶7: readiness counts it no more."""
    by_hand(academy.runtime, "mark", "UPDATE mark SET version = 1 WHERE cadet = 'aliev'")
    assert [("version_not_newest", f"mark/{lesson}/aliev")] == found(academy)
    by_hand(academy.runtime, "mark", "UPDATE mark SET version = 2 WHERE cadet = 'aliev'")
    assert ([], 0) == (found(academy), academy.runtime.health()["damaged"])


@pytest.mark.parametrize(
    "table", ["mark_version", "mark", "lesson", "lesson_correction", "examiner", "warrant", "make_up", "audit_entry"]
)
def test_a_trigger_that_was_taken_away(academy: Academy, lesson: str, table: str) -> None:
    """¶4: the database would let rows be changed."""
    assert lesson
    with academy.runtime.unit.database.writing() as session:
        connection = session.connection()
        if academy.runtime.unit.database.is_sqlite:
            name = connection.exec_driver_sql(
                f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}' LIMIT 1"
            ).scalar_one()
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        session.commit()
    assert [("trigger_missing", table)] == found(academy)
