"""corrections' public face: its commands and questions, its events, and what it may refuse."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from services.common.wire import CommandId

SERVICE = "corrections"

REFUSALS: dict[str, str] = {
    "journal_unknown": "¶20",
    "not_your_journal": "¶20",
    "not_your_faculty": "¶20",
    "lesson_unknown": "¶20",
    "cadet_not_member": "¶20",
    "text_required": "¶20",
    "text_too_long": "¶20",
    "reason_required": "¶20",
    "discrepancy_unknown": "¶20",
    "discrepancy_closed": "¶20",
}


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something with an id and a name."""

    id: str
    name: str


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
    """A notice: where, who says so, and how it ended."""

    id: str
    state: Literal["open", "closed"]
    journal: str
    group: str
    subject: str
    faculty: Named
    lesson: str
    lesson_date: date
    cadet: Named | None
    text: str
    author: Named
    at: datetime
    reason: str
    closed_by: Named | None
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ListDiscrepancies:
    """``list_discrepancies``: methodists and heads of the faculty, its author, moderators; open ones first."""

    state: Literal["", "open", "closed"] = ""


@dataclass(frozen=True, kw_only=True)
class Discrepancies:
    """Open first, then newest first; ``open`` counts those waiting."""

    discrepancies: tuple[Discrepancy, ...]
    open: int


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


EVENTS: dict[str, type] = {}
