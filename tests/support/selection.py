"""Which tests a run leaves out (tests/README.md)."""

from collections.abc import Iterable

import pytest

from tests.support.databases import ENGINE
from tests.support.depth import IS_DEEP


def left_out(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """What this run does not need: in a deep one, nothing."""
    return [] if IS_DEEP else [item for item in items if _is_marked(item, "deep") or not _needs(item, ENGINE)]


def _needs(item: pytest.Item, engine: str) -> bool:
    """On SQLite all of them run; on PostgreSQL those marked for it, and of what else speaks to a database one case.

    The other cases of a test differ in what is asked, not in its SQL; where they do, it is marked.
    """
    return engine == "sqlite" or _is_marked(item, "on_postgresql") or _is_first_of_storage(item)


def _is_first_of_storage(item: pytest.Item) -> bool:
    asked = {*getattr(item, "fixturenames", ())}
    cases = getattr(item, "callspec", None)
    is_first = cases is None or not any(cases.indices.values())
    return is_first and "databases" in asked and "running_broker" not in asked and not _is_marked(item, "on_sqlite")


def _is_marked(item: pytest.Item, name: str) -> bool:
    return item.get_closest_marker(name) is not None
