"""From one release to the next: the release before goes on."""

from sqlalchemy import text

from services.common.storage.database import open_engine
from services.common.storage.migrate import upgrade
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
