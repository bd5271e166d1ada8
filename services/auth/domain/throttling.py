"""How guessing is slowed down without letting a stranger lock a colleague out (¶4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from services.common.errors import Refusal


@dataclass(frozen=True)
class Limit:
    """After ``free`` failures each further one doubles the wait, from ``first`` up to ``longest``."""

    free: int
    first: timedelta
    longest: timedelta


#: Who guesses at one login from one address waits longest.
AT_ADDRESS = Limit(free=5, first=timedelta(seconds=2), longest=timedelta(minutes=15))
#: A login under attack from many addresses is never closed for longer than this to its owner.
OF_LOGIN = Limit(free=20, first=timedelta(seconds=1), longest=timedelta(seconds=30))
#: Many logins tried from one address.
OF_ADDRESS = Limit(free=50, first=timedelta(seconds=2), longest=timedelta(minutes=5))

#: Failures are forgotten after a quiet hour.
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Failures:
    """How many in a row, and when the last was."""

    count: int
    last_at: datetime


def wait(limit: Limit, failures: Failures | None) -> timedelta:
    """How long after its last failure a place must wait (¶4)."""
    if failures is None or failures.count < limit.free:
        return timedelta()
    doublings = min(failures.count - limit.free, 20)
    longer: timedelta = limit.first * 2**doublings
    return min(longer, limit.longest)


def throttled(limit: Limit, failures: Failures | None, now: datetime) -> Refusal | None:
    """¶4: an attempt that comes too early is not even looked at; says how many seconds are left."""
    if failures is None:
        return None
    left = failures.last_at + wait(limit, failures) - now
    if left <= timedelta():
        return None
    seconds = str(ceil(left.total_seconds()))
    return Refusal("throttled", "too_many_attempts", "¶4", {"retry_after_seconds": seconds})


def one_more(failures: Failures | None, now: datetime) -> Failures:
    """The failures after another one."""
    if failures is None or now - failures.last_at > FORGOTTEN_AFTER:
        return Failures(1, now)
    return Failures(failures.count + 1, now)
