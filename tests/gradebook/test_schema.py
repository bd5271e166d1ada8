"""Migrations and models say the same."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from services.common.storage import tables
from services.common.storage.database import open_engine
from services.gradebook.store.models import Base
from tests.support.databases import Databases


def test_the_migrated_schema_is_the_models(databases: Databases) -> None:
    """No model has changed without a migration."""
    engine = open_engine(databases.fresh("gradebook"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, [Base.metadata, tables.metadata])  # type: ignore[arg-type]
    engine.dispose()
    assert [] == differences
