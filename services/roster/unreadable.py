"""Rows that were altered so that they do not read: told, and named in the answer beside the sound ones (¶7)."""

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


def telling(work: Work, kind: str) -> Callable[[_Row], None]:
    """What tells of a row of this kind by its id."""
    return lambda row: work.damaged("row_unreadable", f"{kind}/{row.id}")


def name_of(work: Work, kind: str, row: _NamedRow) -> str:
    """The row's name; where that does not read, it is told and the id stands for it."""
    name = said(row.name, "")
    if not name:
        telling(work, kind)(row)
    return name or row.id
