"""What the databases themselves keep from being changed, after all migrations, is all there."""

from importlib import import_module

import pytest
from sqlalchemy import text

from services.common.storage.database import open_engine
from tests.support.databases import Databases

SERVICES = ("auth", "corrections", "gradebook", "roster")
#: Rows that change, and never go.
CHANGING = {"lesson", "mark"}
#: What lets no row be added where another table has one.
EXCLUDING = {"sheet_annulment_or_sheet_signature", "sheet_signature_or_sheet_annulment"}
ON_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
ON_POSTGRES = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"


def expected(service: str, is_sqlite: bool) -> set[str]:
    """The triggers' names."""
    kept = {"audit_entry", *getattr(import_module(f"services.{service}.consistency"), "KEPT", ())}
    of_append_only = ("no_update", "no_delete") if is_sqlite else ("append_only",)
    append_only = {f"{table}_{name}" for table in kept - CHANGING for name in of_append_only}
    changing = {f"{table}_{name}" for table in kept & CHANGING for name in ("kept", "no_delete")}
    return append_only | changing | (EXCLUDING if service == "gradebook" else set())


@pytest.mark.on_postgresql
@pytest.mark.parametrize("service", SERVICES)
def test_no_migration_has_lost_what_keeps_rows(databases: Databases, service: str) -> None:
    """¶4: SQLite's copy of a table would lose its triggers, and nobody would be told."""
    url = databases.fresh(service)
    is_sqlite = url.startswith("sqlite")
    engine = open_engine(url)
    with engine.connect() as connection:
        found = set(connection.scalars(text(ON_SQLITE if is_sqlite else ON_POSTGRES)))
    engine.dispose()
    assert expected(service, is_sqlite) == found
