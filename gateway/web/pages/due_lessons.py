"""Which lessons want somebody's attention, out of the journals' lists: no rule, only sorting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from gateway.i18n.formats import URGENT

Urgency = Literal["open", "urgent", "overdue"]


@dataclass(frozen=True)
class Item:
    """A lesson in its journal; ``openable`` where the reader may see the journal's marks."""

    journal: Mapping[str, Any]
    lesson: Mapping[str, Any]
    urgency: Urgency
    openable: bool

    @property
    def fillable(self) -> bool:
        """Whether it is open and has empty cells."""
        return self.urgency != "overdue" and self.lesson["filled"] < self.lesson["expected"]


@dataclass(frozen=True)
class Due:
    """``today``: of today's date; ``closing``: older and open, first to close first; ``overdue``: newest first."""

    today: list[Item]
    closing: list[Item]
    overdue: list[Item]

    @property
    def open(self) -> list[Item]:
        """All that can still be filled in."""
        return self.today + self.closing


def _urgency(lesson: Mapping[str, Any], now: datetime) -> Urgency:
    if lesson["state"] == "closed":
        return "overdue"
    empty = lesson["filled"] < lesson["expected"]
    return "urgent" if empty and datetime.fromisoformat(lesson["closes_at"]) - now < URGENT else "open"


def due_lessons(journals: Iterable[Mapping[str, Any]], now: datetime, *, openable: bool) -> Due:
    """Sort the journals' due lessons by what they ask for; ``now`` is academy time."""
    today = now.date().isoformat()
    items = [
        Item(journal, lesson, _urgency(lesson, now), openable) for journal in journals for lesson in journal["due"]
    ]
    items.sort(key=lambda item: item.lesson["closes_at"])
    return Due(
        today=[item for item in items if item.lesson["date"] == today],
        closing=[item for item in items if item.urgency != "overdue" and item.lesson["date"] != today],
        overdue=[item for item in reversed(items) if item.urgency == "overdue"],
    )
