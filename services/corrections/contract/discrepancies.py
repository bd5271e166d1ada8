"""Discrepancies between paper and journal (¶20)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

from services.common.messaging.wire import CommandId
from services.corrections.contract.values import Cadet, Named, Someone


@dataclass(frozen=True, kw_only=True)
class FileDiscrepancy:
    """``file_discrepancy``: a teacher of the journal says that paper and journal differ (¶20).

    ``cadet`` None means the whole lesson.
    """

    command_id: CommandId
    journal: str
    lesson: str
    cadet: str | None
    text: str


@dataclass(frozen=True, kw_only=True)
class Discrepancy:
    """A notice: where, who says so, and how it ended. ``words_hidden``: what is written may name a mark (¶5).

    ``text_damaged``, ``reason_damaged``: they were altered in the database and do not open; "" here.
    """

    id: str
    state: Literal["open", "closed"]
    journal: str
    group: str
    subject: str
    faculty: Named
    lesson: str
    lesson_date: date
    cadet: Cadet | None
    text: str
    author: Someone
    at: datetime
    reason: str
    closed_by: Someone | None
    closed_at: datetime | None
    words_hidden: bool = False
    text_damaged: bool = False
    reason_damaged: bool = False


@dataclass(frozen=True, kw_only=True)
class ListDiscrepancies:
    """``list_discrepancies``: methodists and heads of the faculty, its author, moderators; open ones first.

    ``search``: in group, subject, faculty, names. ``limit`` 0: only what is counted.
    """

    state: Literal["", "open", "closed"] = ""
    search: str = ""
    limit: Annotated[int, msgspec.Meta(ge=0, le=200)] = 200


@dataclass(frozen=True, kw_only=True)
class Discrepancies:
    """Open first, then newest first; ``total`` counts what was searched for, ``open`` all open ones that one may read,
    ``waiting`` those of them that one may close.
    """

    discrepancies: tuple[Discrepancy, ...]
    total: int
    open: int
    waiting: int


@dataclass(frozen=True, kw_only=True)
class ShowDiscrepancy:
    """``show_discrepancy``: the same readers."""

    discrepancy: str


@dataclass(frozen=True, kw_only=True)
class CloseDiscrepancy:
    """``close_discrepancy``: a methodist of the faculty, with a reason; replies ``Discrepancy``."""

    command_id: CommandId
    discrepancy: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TurnIntoAct:
    """``turn_into_act``: a methodist makes a notice about a cell (¶20) an act (¶13), which closes it.

    Replies ``Case``. ``value`` is what the cell is to hold.
    """

    command_id: CommandId
    discrepancy: str
    text: str
    value: Any = None
