"""Which tests a run leaves out (tests/README.md)."""

from collections.abc import Iterable

import pytest

from tests.support.databases import ENGINE
from tests.support.depth import IS_DEEP


def left_out(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """What this run does not need: in a deep one, nothing."""
    return [] if IS_DEEP else [item for item in items if _is_deep(item) or not _needs(item, ENGINE)]


def _is_deep(item: pytest.Item) -> bool:
    return item.get_closest_marker("deep") is not None


def _needs(item: pytest.Item, engine: str) -> bool:
    """On SQLite all of them run; on PostgreSQL whatever speaks to a database itself, and the systems marked for it."""
    asked = {*getattr(item, "fixturenames", ())}
    storage = "databases" in asked and "running_broker" not in asked
    return engine == "sqlite" or storage or item.get_closest_marker("on_postgresql") is not None
