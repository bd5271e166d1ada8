"""Which tests one worker of a run takes together, and in which order."""

from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

#: What the files of a folder share is slow to begin.
FOLDERS = ("tests/deploy/demo/",)
#: Whoever asks for one of these shares a running system with other tests.
SYSTEMS = {"running_broker", "run_demo"}


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """A file's tests go to one worker, for they share a system; so do those of ``FOLDERS``."""

    def _split_scope(self, nodeid: str) -> Any:
        return next((folder for folder in FOLDERS if nodeid.startswith(folder)), _file(nodeid))


def in_order(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The tests in the order that they have, but for files whose tests are a course of events in one system.

    Those files come where they are, and in them each test where it is written: what one has done, the next one finds.
    """
    return [item for _, file in groupby(items, key=lambda item: _file(item.nodeid)) for item in _as_written([*file])]


def _as_written(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    return sorted(items, key=_place) if any(_shares(item) for item in items) else [*items]


def _shares(item: pytest.Item) -> bool:
    """Whether a test stands on what the other tests of its file stand on too."""
    made = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
    return bool(SYSTEMS & {*made}) or any(each.scope == "module" for each in chain.from_iterable(made.values()))


def _place(item: pytest.Item) -> tuple[int, tuple[int, ...]]:
    """Where a test is written, and which of its parameters' values it has."""
    values = getattr(item, "callspec", None)
    return item.location[1] or 0, tuple(values.indices.values()) if values else ()


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]
