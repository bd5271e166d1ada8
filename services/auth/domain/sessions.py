"""How long a session lives."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.common.errors import Refusal

IDLE = timedelta(minutes=60)
#: A working day.
LONGEST = timedelta(hours=8)
#: Activity is written down no more often than this.
TOUCH_AFTER = timedelta(minutes=1)


@dataclass(frozen=True)
class Life:
    """When a session began, was last used, and ended."""

    begun_at: datetime
    seen_at: datetime
    ended_at: datetime | None


def ended(life: Life, now: datetime) -> Refusal | None:
    """¶4: a session that was ended, left idle or lasted too long opens nothing."""
    over = life.ended_at is not None or now - life.seen_at > IDLE or now - life.begun_at > LONGEST
    return Refusal("unauthenticated", "session_ended", "¶4") if over else None
