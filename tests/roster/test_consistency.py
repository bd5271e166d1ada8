"""What roster's own check finds, though nobody has looked at it (¶7)."""

import pytest

from services.common.storage import checks
from services.roster.consistency import contradictions
from tests.roster.academy import Academy, row
from tests.support.databases import ENGINE
from tests.support.hands import by_hand

pytestmark = pytest.mark.on_postgresql


def found(academy: Academy) -> list[tuple[str, str]]:
    """By kind and subject."""
    return [(each.kind, each.subject) for each in checks.check(academy.runtime.unit, contradictions)]


@pytest.fixture
def academy(academy: Academy) -> Academy:
    """With a group, a notice, and nothing wrong."""
    academy.applied(row())
    academy.file("expulsion", cadet=academy.cadet(), since="2026-10-05")
    assert [] == found(academy)
    return academy


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind")
@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("faculty", "name = x'ff'"),
        ("term", "starts = 'soon'"),
        ("group", "key = x'ff'"),
        ("subject", "name = x'ff'"),
        ("cadet", "number = x'ff'"),
        ("cadet_name", "given = x'ff'"),
        ("membership", "until = 'soon'"),
        ("notice", "kind = 'party'"),
        ("contingent", "state = 'lost'"),
        ("contingent_content", "rows = '{'"),
        ("teaching_assignment", "since = 7"),
    ],
)
def test_a_row_that_does_not_read(academy: Academy, table: str, change: str) -> None:
    """¶7: each is named."""
    by_hand(academy.runtime, table, f'UPDATE "{table}" SET {change}')
    assert {("row_unreadable", table)} == {(kind, subject.partition("/")[0]) for kind, subject in found(academy)}


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("DELETE FROM audit_entry WHERE sequence = 2", "number_missing"),
        ("UPDATE audit_entry SET at = '2026-10-01 00:00:00+00:00' WHERE sequence = 3", "time_backwards"),
    ],
)
def test_an_audit_that_was_altered(academy: Academy, statement: str, kind: str) -> None:
    """¶4."""
    by_hand(academy.runtime, "audit_entry", statement)
    assert {kind} == {each for each, _ in found(academy)}


def test_a_trigger_that_was_taken_away(academy: Academy) -> None:
    """¶4: the database would let the audit be changed."""
    with academy.runtime.unit.database.writing() as session:
        connection = session.connection()
        if academy.runtime.unit.database.is_sqlite:
            wanted = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry' LIMIT 1"
            connection.exec_driver_sql(f"DROP TRIGGER {connection.exec_driver_sql(wanted).scalar_one()}")
        else:
            connection.exec_driver_sql("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        session.commit()
    assert [("trigger_missing", "audit_entry")] == found(academy)
