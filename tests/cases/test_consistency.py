"""What corrections' own check finds, though nobody has looked at it (¶4, ¶7, ¶13)."""

import pytest

from services.common.storage import checks
from services.corrections.consistency import contradictions
from tests.cases.desk import Desk
from tests.support.databases import ENGINE
from tests.support.hands import by_hand

pytestmark = pytest.mark.on_postgresql


def found(desk: Desk) -> list[tuple[str, str]]:
    """By kind and subject."""
    return [(each.kind, each.subject) for each in checks.check(desk.corrections.unit, contradictions)]


@pytest.fixture
def case(desk: Desk) -> str:
    """A case with its papers, decided on; nothing is wrong with it."""
    lesson = desk.hold(58, 90)
    desk.clock.move(days=3)
    made = desk.approved(lesson)
    assert [] == found(desk)
    return made


@pytest.mark.parametrize(
    ("table", "statement", "wanted"),
    [
        ("paper", "DELETE FROM paper WHERE kind = 'act'", "number_missing papers/faculty-1/act/2026"),
        ("case_step", "DELETE FROM case_step WHERE position = 2", "number_missing case/{case}"),
        ("case_step", "DELETE FROM case_step WHERE position = 3", "state_unexplained case/{case}"),
        ("correction_case", "UPDATE correction_case SET state = 'rejected'", "state_unexplained case/{case}"),
        ("correction_case", "UPDATE correction_case SET warrant = 'x.y.z'", "warrant_unsigned case/{case}"),
        ("audit_entry", "DELETE FROM audit_entry WHERE sequence = 2", "number_missing audit"),
    ],
)
def test_rows_changed_by_hand(desk: Desk, case: str, table: str, statement: str, wanted: str) -> None:
    """¶4, ¶13: a gap among papers or steps, a permission that nobody has signed."""
    by_hand(desk.corrections, table, statement)
    assert wanted.format(case=case) in map(" ".join, found(desk))


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind")
@pytest.mark.parametrize("change", ["kind = 'party'", "at = 'then'", "lesson_date = 7"])
def test_a_case_that_does_not_read(desk: Desk, case: str, change: str) -> None:
    """¶7."""
    by_hand(desk.corrections, "correction_case", f"UPDATE correction_case SET {change}")
    assert ("row_unreadable", f"case/{case}") in found(desk)


@pytest.mark.parametrize("table", ["paper", "case_step", "audit_entry"])
def test_a_trigger_that_was_taken_away(desk: Desk, case: str, table: str) -> None:
    """¶4: the database would let rows be changed."""
    assert case
    with desk.corrections.unit.database.writing() as session:
        connection = session.connection()
        if desk.corrections.unit.database.is_sqlite:
            wanted = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}' LIMIT 1"
            connection.exec_driver_sql(f"DROP TRIGGER {connection.exec_driver_sql(wanted).scalar_one()}")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        session.commit()
    assert [("trigger_missing", table)] == found(desk)
