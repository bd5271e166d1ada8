"""The migrated schema is the models'."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData

from services.common.storage import tables
from services.common.storage.database import open_engine
from services.roster.store.models import Base
from tests.support.databases import Databases


def test_the_migrations_make_what_the_models_say(databases: Databases) -> None:
    """Nothing is in the models that a migration has not made, nor the other way round."""
    said = MetaData()
    for table in (*Base.metadata.tables.values(), *tables.metadata.tables.values()):
        table.to_metadata(said)
    engine = open_engine(databases.fresh("roster"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, said)
    engine.dispose()
    known = {"alembic_version"}
    assert [] == [each for each in found if getattr(each[1], "name", "") not in known]
