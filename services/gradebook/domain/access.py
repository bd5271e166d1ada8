"""Who may see and enter what (¶3, ¶5, ¶7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from services.common.errors import Refusal

#: ¶19, ¶21: how long after the last day a substitute still sees the journal, to report on lessons held.
SUBSTITUTE_SEES = timedelta(days=14)


#: ¶3, ¶5: the roles that see every mark of their faculty.
OFFICERS = ("methodist", "faculty_head")


@dataclass(frozen=True)
class Span:
    """From a day on, until the first day no longer (None: it lasts)."""

    since: date
    until: date | None


class Sight(Enum):
    """How much of a journal somebody sees."""

    NOTHING = "nothing"
    METADATA = "metadata"
    MARKS = "marks"


def covers(spans: Iterable[Span], day: date) -> bool:
    """True when one of the spans holds the day."""
    return any(span.since <= day and (span.until is None or day < span.until) for span in spans)


def sight(teaches: Sequence[Span], *, in_faculty: bool, oversees: bool) -> Sight:
    """¶3, ¶5, ¶7: its teachers and its faculty's methodist and head see marks; IT and moderators see all but marks."""
    if teaches or in_faculty:
        return Sight.MARKS
    return Sight.METADATA if oversees else Sight.NOTHING


def sight_refusal(seen: Sight, wanted: Sight) -> Refusal | None:
    """¶3, ¶5: what is refused to whom."""
    if seen is Sight.NOTHING:
        return Refusal("forbidden", "not_your_journal", "¶3")
    if wanted is Sight.MARKS and seen is Sight.METADATA:
        return Refusal("forbidden", "marks_not_for_role", "¶5")
    return None
