"""Schemas come from migrations only; this runs a service's own, always forward."""

import importlib
from typing import Any

import sqlalchemy as sa
from alembic import command, context
from alembic.config import Config
from sqlalchemy import MetaData, event

from services.common.storage import tables as shared_tables
from services.common.storage.database import Instant, open_engine


def upgrade(service: str, url: str) -> None:
    """Bring a service's database to the newest schema."""
    command.upgrade(alembic_config(service, url), "head")


def alembic_config(service: str, url: str) -> Config:
    """What Alembic needs to know of a service."""
    config = Config()
    config.set_main_option("script_location", str(_folder(service)))
    config.attributes["url"] = url
    return config


def run(metadata: MetaData) -> None:
    """The whole of a service's ``migrations/env.py``."""
    engine = open_engine(context.config.attributes["url"])
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _suspend_references)
    with engine.execution_options(writes=True).connect() as connection:
        tables = [metadata, shared_tables.metadata]
        context.configure(connection=connection, target_metadata=tables, transactional_ddl=True)
        with context.begin_transaction():
            context.run_migrations()
            _check_references(connection)
        connection.commit()
    engine.dispose()


class BrokenReferenceError(RuntimeError):
    """A migration would leave rows that refer to nothing; it is rolled back."""


def _suspend_references(connection: Any, _record: object) -> None:
    """SQLite changes a column by making its table anew, while others refer to it; they are checked at the end."""
    connection.execute("PRAGMA foreign_keys=OFF")


def _check_references(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite" and (
        broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    ):
        raise BrokenReferenceError(str(broken[:3]))


def create_shared_tables(op: Any) -> None:
    """The shared tables as of release 0.1, for each service's first migration. Never changed."""
    text, number = sa.Text(), sa.Integer()
    op.create_table("counter", _key("name", sa.String(40)), _need("value", number))
    op.bulk_insert(
        sa.table("counter", sa.column("name"), sa.column("value")),
        [{"name": name, "value": 0} for name in ("audit", "audit_published", "outbox")],
    )
    op.create_table(
        "audit_entry",
        _key("sequence", number),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        _need("at", Instant()),
        _need("action", sa.String(80)),
        _need("subject", sa.String(200)),
        _need("actor", sa.String(80)),
        _need("actor_roles", sa.String(200)),
        _need("facts", text),
        _need("correlation_id", sa.String(80)),
        _need("causation_id", sa.String(80)),
        _need("traceparent", sa.String(80)),
    )
    op.create_table(
        "outbox",
        _key("sequence", number),
        _need("id", sa.String(36)),
        _need("type", sa.String(80)),
        _need("body", text),
    )
    op.create_table(
        "inbox",
        _key("source", sa.String(40)),
        _key("aggregate", sa.String(120)),
        _need("sequence", number),
        _need("event_id", sa.String(36)),
    )
    op.create_table(
        "parked_event",
        _key("event_id", sa.String(36)),
        _need("source", sa.String(40)),
        _need("aggregate", sa.String(120)),
        _need("sequence", number),
        _need("body", text),
        _need("error", text),
        _need("at", Instant()),
    )
    op.create_table(
        "command",
        _key("person", sa.String(80)),
        _key("command_id", sa.String(80)),
        _need("fingerprint", sa.LargeBinary(32)),
        _need("reply", text),
        _need("at", Instant()),
    )
    op.create_table("lease", _key("name", sa.String(40)), _need("holder", sa.String(80)), _need("until", Instant()))
    keep_append_only(op, "audit_entry")


def remember_the_clock(op: Any) -> None:
    """Let each number say what the machine's clock showed, and let the database remember that it was wrong (¶17)."""
    op.add_column("counter", sa.Column("at", Instant(), nullable=True))
    counter = sa.table("counter", sa.column("name"), sa.column("value"))
    op.bulk_insert(counter, [{"name": name, "value": 0} for name in ("clock_behind", "clock_apart")])


def create_damage(op: Any) -> None:
    """The table of what is damaged, which came after release 0.1."""
    op.create_table(
        "damage",
        _key("kind", sa.String(40)),
        _key("subject", sa.String(200)),
        _need("at", Instant()),
        _need("by_check", sa.Boolean()),
    )


def forget_answers(op: Any) -> None:
    """Throw away what was kept for commands that are sent again: beside its key, marks could be tried out on it (¶5).

    What is sent again across this update is decided anew, by its versions and by what is there already.
    """
    forget_rows(op, "command")


def forget_rows(op: Any, table: str) -> None:
    """Delete all rows of a table, from the file itself too."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA secure_delete=ON")
    op.execute(f"DELETE FROM {table}")  # noqa: S608 - a migration's own word


def keep_append_only(op: Any, table: str) -> None:
    """Let the database itself refuse to change or delete a row of ``table``.

    SQLite's ``batch_alter_table`` makes a table anew without what keeps it: a migration that uses it says this again.
    """
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )


def keep_rows(op: Any, table: str, *, refused: str) -> None:
    """Let the database itself refuse to delete a row of ``table``, and an update of one for which ``refused`` holds.

    ``refused`` is a condition on OLD and NEW that both engines understand.
    """
    delete, fires, raises = "DELETE OR TRUNCATE", "FOR EACH ROW ", f"EXECUTE FUNCTION {table}_kept()"
    if op.get_bind().dialect.name == "sqlite":
        delete, fires, raises = "DELETE", "", f"BEGIN SELECT RAISE(ABORT, '{table} is kept'); END"
    else:
        op.execute(
            f"CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is kept' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE {delete} ON {table} {raises}")
    op.execute(f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} {fires}WHEN ({refused}) {raises}")


def let_rows_go(op: Any, table: str) -> None:
    """Take away what ``keep_rows`` has made, so that a migration can change the table and say it anew."""
    on, function = (
        ("", "") if op.get_bind().dialect.name == "sqlite" else (f" ON {table}", f"DROP FUNCTION {table}_kept()")
    )
    for name in ("no_delete", "kept"):
        op.execute(f"DROP TRIGGER {table}_{name}{on}")
    if function:
        op.execute(function)


def _folder(service: str) -> str:
    return str(importlib.import_module(f"services.{service}").__path__[0]) + "/migrations"


def _key(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def _need(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)
