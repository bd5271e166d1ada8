"""Days from–to: of a membership, of a teaching assignment, of a substitution (¶15, ¶21)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """From a day on, until the first day no longer (None: it lasts)."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """¶15: true from the first day to the last before ``until``."""
        return self.since <= day and (self.until is None or day < self.until)

    def meets(self, first: date, last: date) -> bool:
        """¶15: whether it holds one of the days from the first to the last."""
        return self.since <= last and (self.until is None or self.until > first)
