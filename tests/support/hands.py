"""Who owns a database changes a row by hand, whatever keeps it, and leaves everything else as it was."""

from typing import Any

from sqlalchemy import Connection, text

from services.common.runtime.app import Runtime
from services.common.storage.database import open_engine


def by_hand(where: Runtime | str, table: str, statement: str, **named: Any) -> None:
    """Run a statement on a runtime's database, or one's address, while nothing keeps the rows of ``table``."""
    url = where if isinstance(where, str) else where.config.database(where.service)
    engine = open_engine(url).execution_options(writes=True)
    with engine.connect() as connection:
        kept = _let_go(connection, table)
        connection.execute(text(statement), named)
        _keep(connection, table, kept)
        connection.commit()
    engine.dispose()


def _let_go(connection: Connection, table: str) -> list[str]:
    """Take away what keeps the rows; on SQLite, what makes it again."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        return []
    connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
    found = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    triggers = connection.execute(found, {"table": table}).all()
    for trigger in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {trigger.name}")
    return [trigger.sql for trigger in triggers]


def _keep(connection: Connection, table: str, triggers: list[str]) -> None:
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
    for trigger in triggers:
        connection.exec_driver_sql(trigger)
