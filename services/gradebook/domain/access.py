"""Who may see and enter what (¶3, ¶5, ¶7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from services.common.errors import Refusal
from services.common.regulation.deadlines import TWO_WEEKS
from services.common.regulation.spans import Span
from services.gradebook.contract import OFFICERS
from services.gradebook.refusals import Reasons

#: ¶19, ¶21: how long after the last day a substitute still sees the journal, to report on lessons held.
SUBSTITUTE_SEES = TWO_WEEKS


@dataclass(frozen=True)
class StandIn(Span):
    """The days of a permission to stand in for the journal's teacher (¶21)."""


def may_hold_key(roles: Iterable[tuple[str, str]], faculty: str) -> bool:
    """¶3, ¶5: to whom a journal's key may be sealed at all: to teachers, and the faculty's methodists and heads."""
    return any(role == "teacher" or (role in OFFICERS and of_faculty == faculty) for role, of_faculty in roles)


class AccessLevel(Enum):
    """How much of a journal somebody sees."""

    NONE = "none"
    METADATA = "metadata"
    MARKS = "marks"


def covers(spans: Iterable[Span], day: date) -> bool:
    """True when one of the spans holds the day."""
    return any(span.holds(day) for span in spans)


def there_on(memberships: Mapping[str, Sequence[Span]], day: date) -> list[str]:
    """¶15: who was in the group on the day."""
    return sorted(cadet for cadet, spans in memberships.items() if covers(spans, day))


def entering_refusal(teaches: Sequence[Span], day: date) -> Refusal | None:
    """¶3, ¶21: lessons of the days on which one teaches the journal; a substitute's permission is for its days."""
    if covers(teaches, day):
        return None
    if any(isinstance(span, StandIn) for span in teaches):
        return Reasons.outside_substitution.refusal(date=day)
    return Reasons.not_your_journal.refusal()


def access_level(teaches: Sequence[Span], *, in_faculty: bool, oversees: bool) -> AccessLevel:
    """¶3, ¶5, ¶7: its teachers and its faculty's methodist and head see marks; IT and moderators see all but marks."""
    if teaches or in_faculty:
        return AccessLevel.MARKS
    return AccessLevel.METADATA if oversees else AccessLevel.NONE


def access_refusal(seen: AccessLevel, wanted: AccessLevel) -> Refusal | None:
    """¶3, ¶5: what is refused to whom."""
    if seen is AccessLevel.NONE:
        return Reasons.not_your_journal.refusal()
    if wanted is AccessLevel.MARKS and seen is AccessLevel.METADATA:
        return Reasons.marks_not_for_role.refusal()
    return None
