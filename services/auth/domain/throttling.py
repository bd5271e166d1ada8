"""How guessing is slowed down without letting a stranger lock a colleague out (¶4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from services.auth.refusals import Reasons
from services.common.errors import Refusal


@dataclass(frozen=True)
class Limit:
    """After ``free`` failures each further one doubles the wait, from ``first`` up to ``longest``.

    One failure is forgotten every ``fades``.
    """

    free: int
    first: timedelta
    longest: timedelta
    fades: timedelta


#: Who guesses at one login from one address waits longest.
AT_ADDRESS = Limit(5, first=timedelta(seconds=2), longest=timedelta(minutes=15), fades=timedelta(minutes=12))
#: A login under attack from many addresses is never closed for longer than this to its owner.
OF_LOGIN = Limit(20, first=timedelta(seconds=1), longest=timedelta(seconds=30), fades=timedelta(minutes=3))
#: Many logins tried from one address, behind which a whole faculty may sit.
OF_ADDRESS = Limit(50, first=timedelta(seconds=2), longest=timedelta(minutes=1), fades=timedelta(seconds=30))

#: Wrong codes after the right password, from many addresses: whoever sends them is hardly the owner.
OF_CODES = Limit(20, first=timedelta(seconds=2), longest=timedelta(minutes=5), fades=timedelta(minutes=3))


@dataclass(frozen=True)
class Failures:
    """How many are remembered, counted when the last one was; a fraction is one that fades."""

    count: float
    last_at: datetime


#: What a failure counts against, and how it is limited there.
Counters = tuple[tuple[str, Limit], ...]


def sign_in_counters(login: str, address: str) -> Counters:
    """What a failed sign-in counts against: the login at the address, the login anywhere, the address."""
    return (f"both/{login}/{address}", AT_ADDRESS), (f"login/{login}", OF_LOGIN), (f"address/{address}", OF_ADDRESS)


def judged_sign_in_counters(login: str, address: str, is_known: bool) -> Counters:
    """What makes an attempt wait (¶4): who has signed in at this address before does not wait for strangers."""
    return sign_in_counters(login, address)[:1] if is_known else sign_in_counters(login, address)


def own_password_counters(person: str) -> Counters:
    """What a wrong own password in an open session counts against (¶4)."""
    return ((f"change/{person}", AT_ADDRESS),)


def code_counters(person: str, address: str) -> Counters:
    """What a wrong code counts against (¶4): the person at the address, the person anywhere.

    Without an address it was given in an open session, where nobody else's guesses count.
    """
    if not address:
        return ((f"code/{person}/session", AT_ADDRESS),)
    return (f"code/{person}/{address}", AT_ADDRESS), (f"code/{person}", OF_CODES)


def judged_code_counters(person: str, address: str, is_known: bool) -> Counters:
    """What makes a code wait (¶4): who has signed in at this address before does not wait for strangers."""
    return code_counters(person, address)[:1] if is_known else code_counters(person, address)


def wait(limit: Limit, failures: Failures | None) -> timedelta:
    """How long after its last failure a place must wait (¶4)."""
    if failures is None or failures.count < limit.free:
        return timedelta()
    doublings = min(int(failures.count) - limit.free, 20)
    longer: timedelta = limit.first * 2**doublings
    return min(longer, limit.longest)


def throttled(limit: Limit, failures: Failures | None, now: datetime) -> Refusal | None:
    """¶4: an attempt that comes too early is not even looked at; says how many seconds are left."""
    pause = wait(limit, failures)
    if failures is None or not pause:
        return None
    left = min(failures.last_at + pause - now, pause)  # not longer after the machine's clock was set back
    if left <= timedelta():
        return None
    return Reasons.too_many_attempts.refusal(retry_after_seconds=ceil(left.total_seconds()))


def one_more(limit: Limit, failures: Failures | None, now: datetime) -> Failures:
    """The failures after another one."""
    if failures is None:
        return Failures(1, now)
    left = failures.count - max(now - failures.last_at, timedelta()) / limit.fades
    return Failures(max(left, 0) + 1, now)
