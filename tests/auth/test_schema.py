"""Migrations make what the models say, and the database keeps what is for ever."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from services.auth.store.models import Base
from services.common.storage import tables
from services.common.storage.database import open_engine
from tests.auth.conftest import Auth
from tests.support.databases import Databases

pytestmark = pytest.mark.on_postgresql


def test_the_migrated_schema_is_the_models(databases: Databases) -> None:
    """No drift between migrations and models."""
    engine = open_engine(databases.fresh("auth"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, [Base.metadata, tables.metadata])  # type: ignore[arg-type]
    engine.dispose()
    assert [] == found


@pytest.mark.parametrize("statement", ["UPDATE acknowledgement SET text_version = 'x'", "DELETE FROM acknowledgement"])
def test_an_acknowledgement_can_be_neither_changed_nor_deleted(auth: Auth, statement: str) -> None:
    """¶22: the database itself refuses."""
    auth.register()
    with auth.runtime.unit.database.writing() as session, pytest.raises(DatabaseError, match="append-only"):
        session.execute(text(statement))
