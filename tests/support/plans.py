"""How SQLite finds rows, as it says itself: what reads a table from end to end gets slower with every mark entered."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

_PLANNED = re.compile(r"\s*(?:SELECT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)


@contextmanager
def plans() -> Iterator[list[str]]:
    """The steps of each statement that SQLite gets from this process meanwhile: ``SEARCH mark USING INDEX …``."""
    steps: list[str] = []

    def explain(connection: Connection, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
        if _PLANNED.match(sql):
            cursor = connection.connection.cursor()
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values[0] if many else values)
            steps.extend(row[3] for row in cursor.fetchall())

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        yield steps
    finally:
        event.remove(Engine, "before_cursor_execute", explain)


def read_whole(steps: list[str]) -> set[str]:
    """The tables that are read from end to end, also to make an index for one statement."""
    assert steps
    return {step.split()[1] for step in steps if step.startswith("SCAN ") or " AUTOMATIC " in step}
