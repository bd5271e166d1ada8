"""Reports rows that were altered in the database and do not read (¶7). The answer names them."""

from collections.abc import Callable
from typing import Protocol

from services.common.storage.tolerant import said
from services.common.storage.unit_of_work import Work


class _Row(Protocol):
    @property
    def id(self) -> str: ...


class _NamedRow(_Row, Protocol):
    @property
    def name(self) -> str: ...


def report_unreadable(work: Work, kind: str) -> Callable[[_Row], None]:
    """A function that reports a row of this kind by its id."""
    return lambda row: work.damaged("row_unreadable", f"{kind}/{row.id}")


def readable_name(work: Work, kind: str, row: _NamedRow) -> str:
    """The row's name. Where the name does not read, that is reported and the id is shown."""
    name = said(row.name, "")
    if not name:
        report_unreadable(work, kind)(row)
    return name or row.id
