"""What a shared password looks like (¶22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Somebody who was active elsewhere this recently is in two places at once.
AT_ONCE = timedelta(minutes=5)
#: So many people who sign in at one address within ``LATELY`` are worth a look.
MANY = 5
LATELY = timedelta(hours=1)


@dataclass(frozen=True)
class Seen:
    """Who has used a session where, when last, and whether it is open still."""

    person: str
    address: str
    at: datetime
    is_open: bool


def signs_of_sharing(person: str, address: str, seen: Iterable[Seen], now: datetime) -> tuple[str, ...]:
    """¶22: audit actions that a sign-in of ``person`` at ``address`` gives cause for; it is not refused."""
    lately = [each for each in seen if now - each.at <= LATELY]
    elsewhere = [each for each in lately if each.person == person and each.address != address]
    people = {person, *(each.person for each in lately if each.address == address)}
    signs = {
        "sign_in.two_places": any(each.is_open and now - each.at <= AT_ONCE for each in elsewhere),
        "sign_in.many_accounts": len(people) >= MANY,
    }
    return tuple(action for action, is_seen in signs.items() if is_seen)
