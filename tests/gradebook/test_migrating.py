"""From one release to the next: the release before goes on."""

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.common.storage.database import open_engine
from services.common.storage.migrate import alembic_config, upgrade
from tests.support.databases import Databases


def test_the_release_before_takes_in_people_and_groups(databases: Databases) -> None:
    """¶15: it knows of neither full names nor numbers, which are filled when they are told of again."""
    url = databases.empty()
    upgrade("gradebook", url)
    yes = "1" if url.startswith("sqlite") else "true"
    person = f"INSERT INTO person (id, name, active) VALUES ('p', 'П', {yes})"
    member = "INSERT INTO member (group_id, cadet, since, names) VALUES ('g', 'c', '2026-09-01', '[]')"
    engine = open_engine(url)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            for statement in (person, member):
                connection.execute(text(statement))
            told = connection.execute(text("SELECT full_name, look, number FROM person, member")).all()
    finally:
        engine.dispose()
    assert [("", "", "")] == [tuple(row) for row in told]


#: As the release before writes them.
JOURNAL = """
INSERT INTO journal (id, group_id, group_name, faculty_id, faculty_name, subject_id, subject_name, term_id, term_name,
    term_starts, term_ends, withdrawn)
VALUES ('j', 'g', 'Г', 'f', 'Ф', 's', 'П', 't', 'Т', '2026-09-01', '2026-12-31', {no})
"""
LESSON = """
INSERT INTO lesson (id, journal, date, kind, topic, author, at, removed)
VALUES ('{id}', 'j', '2026-10-05', '{kind}', '', 'p', '2026-10-05', {no})
"""
MARK = """
INSERT INTO mark_version (lesson, cadet, version, sealed, author, at)
VALUES ('{id}', 'c', 1, '', 'p', '2026-10-05')
"""


@pytest.fixture
def url(databases: Databases) -> str:
    """A database of the release before, with a lesson that has a mark."""
    url = databases.empty()
    command.upgrade(alembic_config("gradebook", url), "0013")
    run(url, JOURNAL, LESSON.format(id="before", kind="lecture", no="{no}"), MARK.format(id="before"))
    return url


def run(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Run the statements in one transaction; the rows of the last."""
    engine = open_engine(url)
    no = "0" if url.startswith("sqlite") else "false"
    try:
        with engine.execution_options(writes=True).begin() as connection:
            results = [connection.execute(text(each.format(no=no))) for each in statements]
            return [tuple(row) for row in results[-1]] if results[-1].returns_rows else []
    finally:
        engine.dispose()


def test_lessons_stay_and_the_release_before_adds_more(url: str) -> None:
    """¶2, ¶18: it knows of no control and of no correction."""
    upgrade("gradebook", url)
    run(url, LESSON.format(id="later", kind="seminar", no="{no}"), MARK.format(id="later"))
    run(url, LESSON.format(id="control", kind="rating_control", no="{no}"))
    kept = run(url, "SELECT id, kind, correction FROM lesson ORDER BY id")
    assert [("before", "lecture", None), ("control", "rating_control", None), ("later", "seminar", None)] == kept
    assert 2 == len(run(url, "SELECT lesson FROM mark_version"))


@pytest.mark.parametrize(
    "change",
    [
        LESSON.format(id="party", kind="party", no="{no}"),
        LESSON.format(id="twice", kind="lecture", no="{no}"),
        "UPDATE lesson SET kind = 'seminar'",
        "UPDATE lesson SET correction = 1",
        "DELETE FROM lesson",
    ],
)
def test_what_keeps_lessons_outlasts_the_new_kinds(url: str, change: str) -> None:
    """¶18, ¶19: SQLite makes the table anew, with all that keeps it."""
    upgrade("gradebook", url)
    with pytest.raises(IntegrityError):
        run(url, change)
