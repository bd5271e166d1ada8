"""From one release to the next: rows stay, and the release before goes on."""

import pytest
from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from services.common.storage.database import open_engine
from services.common.storage.migrate import BrokenReferenceError, alembic_config, upgrade
from tests.support.databases import Databases

pytestmark = pytest.mark.on_postgresql

#: A cadet in a group by a contingent, as the first release wrote it.
FIRST = """
INSERT INTO faculty (id, name, key) VALUES ('f', 'Ф', 'ф');
INSERT INTO term (id, name, starts, ends) VALUES ('t', '1', '2026-09-01', '2026-12-31');
INSERT INTO contingent (id, state, filename, term, faculties, rows, error_count, uploaded_by, uploaded_by_name,
    uploaded_at, reason, undoing) VALUES ('k', 'applied', 'a', 't', '[]', 1, 0, 'p', 'П', '2026-09-01', '', {no});
INSERT INTO "group" (id, faculty, name, key, contingent) VALUES ('g', 'f', 'Г', 'г', 'k');
INSERT INTO cadet (id, number, key, contingent) VALUES ('c', '1', '1', 'k');
INSERT INTO cadet_name (cadet, since, family, given, patronymic) VALUES ('c', '2026-09-01', 'А', 'Б', '');
INSERT INTO membership (cadet, "group", since, until, contingent) VALUES ('c', 'g', '2026-09-01', NULL, 'k');
"""


def first_release(databases: Databases) -> str:
    """The URL of a database of the first release, with a cadet in it."""
    url = databases.empty()
    command.upgrade(alembic_config("roster", url), "0001")
    run(url, *FIRST.format(no="0" if url.startswith("sqlite") else "false").strip().split(";\n"))
    return url


def run(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Run the statements in one transaction; the rows of the last."""
    engine = open_engine(url)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            return [_rows(connection, statement.rstrip(";")) for statement in statements][-1]
    finally:
        engine.dispose()


def _rows(connection: Connection, statement: str) -> list[tuple[object, ...]]:
    result = connection.execute(text(statement))
    return [tuple(row) for row in result] if result.returns_rows else []


def test_who_was_in_a_group_stays_in_it(databases: Databases) -> None:
    """¶15: rows of the first release are there after the migration, with what refers to them."""
    url = first_release(databases)
    upgrade("roster", url)
    joined = "SELECT number, family, contingent FROM cadet JOIN cadet_name ON cadet = id WHERE contingent = 'k'"
    assert [("1", "А", "k")] == run(url, joined)
    assert [("k", None, None)] == run(url, "SELECT contingent, notice, ended_by FROM membership")


def test_the_release_before_goes_on(databases: Databases) -> None:
    """¶14: while it still runs it writes what it knows of into the new tables."""
    url = first_release(databases)
    upgrade("roster", url)
    again = FIRST.strip().split(";\n")[-1].replace("'2026-09-01'", "'2026-10-01'")
    assert [] == run(url, again)


def test_what_the_release_before_keeps_of_a_file_warns_of_nothing(databases: Databases) -> None:
    """¶14: a draft written without the new columns."""
    url = first_release(databases)
    upgrade("roster", url)
    run(url, "INSERT INTO contingent_content (contingent, rows, errors, difference) VALUES ('k', '[]', '[]', '{}')")
    assert [("[]", "[]")] == run(url, "SELECT CAST(warnings AS TEXT), CAST(notes AS TEXT) FROM contingent_content")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE membership SET until = since",
        "UPDATE membership SET contingent = NULL",
        "UPDATE membership SET ended_by = 'nobody'",
        "DELETE FROM cadet",
    ],
)
def test_the_database_refuses_what_cannot_be(databases: Databases, change: str) -> None:
    """¶15: a membership that ends before it begins, that nobody ordered, or whose cadet is gone."""
    url = first_release(databases)
    upgrade("roster", url)
    with pytest.raises(IntegrityError):
        run(url, change)


def test_a_migration_leaves_nothing_that_refers_to_nothing(databases: Databases) -> None:
    """On SQLite, where references rest while tables are made anew, they are looked at before the commit."""
    url = first_release(databases)
    if not url.startswith("sqlite"):
        pytest.skip("PostgreSQL never lets them rest")
    engine = open_engine(url)
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        connection.connection.driver_connection.execute("DELETE FROM faculty")  # type: ignore[union-attr]
    engine.dispose()
    with pytest.raises(BrokenReferenceError):
        upgrade("roster", url)
    assert [("0001",)] == run(url, "SELECT version_num FROM alembic_version")
