"""How long a session lives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from services.auth.refusals import Reasons
from services.common.errors import Refusal

IDLE = timedelta(minutes=30)
#: Of who decides, administers or sees everything.
IDLE_OF_ENTRUSTED = timedelta(minutes=15)
ENTRUSTED = frozenset({"faculty_head", "it_staff", "moderator"})
#: A long working day.
LONGEST = timedelta(hours=12)
#: A secret older than this is changed with the next page.
ROTATE_AFTER = timedelta(hours=1)
#: How long the former one still counts: for requests that were sent with it.
GRACE = timedelta(minutes=2)
#: Activity is written down no more often than this.
TOUCH_AFTER = timedelta(minutes=1)


@dataclass(frozen=True)
class Life:
    """When a session began, was last used, and ended; ``idle``: how long it may stay unused."""

    begun_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    idle: timedelta = IDLE


def secret_hash(secret: str) -> bytes:
    """What is kept of a session's secret: 256 random bits need no slow hash."""
    return sha256(secret.encode()).digest()


def idle_of(roles: Iterable[str]) -> timedelta:
    """¶4: the more somebody may do, the sooner a session left alone ends."""
    return IDLE_OF_ENTRUSTED if ENTRUSTED & {*roles} else IDLE


def ended(life: Life, now: datetime) -> Refusal | None:
    """¶4: a session that was ended, left idle or lasted too long opens nothing."""
    over = life.ended_at is not None or now - life.seen_at > life.idle or now - life.begun_at > LONGEST
    return Reasons.session_ended.refusal() if over else None
