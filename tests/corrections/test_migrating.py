"""From one release to the next: rows stay, and the release before goes on."""

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.common.storage.database import open_engine
from services.common.storage.migrate import alembic_config, upgrade
from tests.support.databases import Databases

pytestmark = pytest.mark.on_postgresql

#: As the release before writes them.
JOURNAL = """
INSERT INTO journal (id, group_id, group_name, subject_name, faculty_id, faculty_name, teachers, withdrawn)
VALUES ('j', 'g', 'Г', 'П', 'f', 'Ф', '[]', {no})
"""
NOTICE = """
INSERT INTO discrepancy (id, journal, faculty_id, lesson, lesson_date, cadet_name, text, author, author_name, at,
    reason, closed_by_name)
VALUES ('{id}', 'j', 'f', 'l', '2026-10-05', '', '{id} says', 'p', 'П', '2026-10-06', '', '')
"""
CLOSING = "UPDATE discrepancy SET reason = 'compared', closed_by = 'm', closed_at = '2026-10-07' WHERE id = '{id}'"


def run(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Run the statements in one transaction; the rows of the last."""
    engine = open_engine(url)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            results = [connection.execute(text(each)) for each in statements]
            return [tuple(row) for row in results[-1]] if results[-1].returns_rows else []
    finally:
        engine.dispose()


@pytest.fixture
def url(databases: Databases) -> str:
    """A database of the release before, with a notice that is closed and one that is open."""
    url = databases.empty()
    command.upgrade(alembic_config("corrections", url), "0002")
    journal = JOURNAL.format(no="0" if url.startswith("sqlite") else "false")
    run(url, journal, NOTICE.format(id="closed"), CLOSING.format(id="closed"), NOTICE.format(id="open"))
    return url


def test_what_was_written_stays_and_the_release_before_goes_on(url: str) -> None:
    """¶20: it closes one notice and files another while the tables are the new ones already."""
    upgrade("corrections", url)
    run(url, CLOSING.format(id="open"), NOTICE.format(id="later"))
    said = run(url, "SELECT id, text, reason, sealed_text FROM discrepancy ORDER BY id")
    later, compared = ("later", "later says", "", None), "compared"
    assert [("closed", "closed says", compared, None), later, ("open", "open says", compared, None)] == said


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE discrepancy SET closed_at = '2026-10-07' WHERE id = 'open'",
        "UPDATE discrepancy SET reason = 'compared' WHERE id = 'open'",
        "UPDATE discrepancy SET closed_at = NULL WHERE id = 'closed'",
    ],
)
def test_the_database_refuses_what_cannot_be(url: str, change: str) -> None:
    """¶20: a notice closed without a reason, or a reason of one that is open."""
    upgrade("corrections", url)
    with pytest.raises(IntegrityError):
        run(url, change)


@pytest.mark.parametrize("table", ["case_step", "paper"])
def test_papers_and_steps_stay_append_only(url: str, table: str) -> None:
    """¶4: a new column takes nothing from what keeps them."""
    upgrade("corrections", url)
    kept = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{}'"
    if not url.startswith("sqlite"):
        kept = "SELECT tgname FROM pg_trigger WHERE tgrelid = '{}'::regclass AND NOT tgisinternal"
    assert run(url, kept.format(table))


def test_the_release_before_takes_in_people_and_groups(url: str) -> None:
    """¶15: it knows of neither full names nor numbers, which are filled when they are told of again."""
    upgrade("corrections", url)
    yes = "1" if url.startswith("sqlite") else "true"
    person = f"INSERT INTO person (id, name, roles, active) VALUES ('p', 'П', '[]', {yes})"
    member = "INSERT INTO member (group_id, cadet, since, names) VALUES ('g', 'c', '2026-09-01', '[]')"
    told = "SELECT full_name, look, number FROM person, member"
    assert [("", "", "")] == run(url, person, member, told)
