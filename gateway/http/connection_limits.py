"""Who holds how many connections, and who has to go when there are too many (¶9)."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from uvicorn.middleware.proxy_headers import _TrustedHosts as TrustedHosts

from services.common.security.networks import network


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """Seconds, bytes and counts. ``head``: the request's line and fields; ``idle``: between two requests.

    A proxy keeps connections for a minute: one that closed earlier would make it answer 502 now and then.
    ``spare``: beyond ``in_all``, for who asks after the health.
    """

    head_bytes: int = 32_768
    fields: int = 100
    waiting: int = 16
    handshake_seconds: float = 10
    head_seconds: float = 20
    unread_seconds: float = 30
    unsent_seconds: float = 60
    linger_seconds: float = 2
    idle_seconds: int = 75
    per_address: int = 256
    in_all: int = 4096
    spare: int = 64


@dataclass(eq=False)
class Guest:
    """One connection that was let in. ``let_go`` ends it at once; a spare one is told of the health alone."""

    address: str
    let_go: Callable[[], None] = field(repr=False)
    is_spare: bool = False


class TurnedAway(Exception):  # noqa: N818 - it is an answer, like ``Rejected``
    """There is no place for one more; ``code`` says whether of this address or of all."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Doors:
    """Lets connections in. ``trusted``: proxies, behind which are many, and which count themselves.

    When all places are taken, who has been asking nothing for longest has to go.
    """

    def __init__(self, trusted: str = "", bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._trusted = TrustedHosts(trusted)
        self._held: Counter[str] = Counter()
        self._inside: set[Guest] = set()
        #: How many of them are spare and how many are not.
        self._taken: Counter[bool] = Counter()
        #: Who asks nothing, longest first.
        self._resting: dict[Guest, None] = {}

    def enter(self, address: str, let_go: Callable[[], None]) -> Guest:
        """Who is let in from there, until it leaves. Raises ``TurnedAway``."""
        if address not in self._trusted and self._held[network(address)] >= self.bounds.per_address:
            raise TurnedAway("too_many_connections")
        guest = Guest(address, let_go, is_spare=not self._has_place(self.bounds.in_all, is_spare=False))
        if guest.is_spare and not self._has_place(self.bounds.spare, is_spare=True):
            raise TurnedAway("server_full")
        self._held[network(address)] += 1
        self._taken[guest.is_spare] += 1
        self._inside.add(guest)
        self.rests(guest)
        return guest

    def leave(self, guest: Guest) -> None:
        """One less; once, however often it is said."""
        if guest not in self._inside:
            return
        self._inside.remove(guest)
        self._taken[guest.is_spare] -= 1
        self.asks(guest)
        name = network(guest.address)
        self._held[name] -= 1
        if self._held[name] <= 0:
            del self._held[name]

    def asks(self, guest: Guest) -> None:
        """It has asked something, and waits for the answer."""
        self._resting.pop(guest, None)

    def rests(self, guest: Guest) -> None:
        """It asks nothing any more, or yet."""
        self._resting.pop(guest, None)
        if guest in self._inside:
            self._resting[guest] = None

    def _has_place(self, most: int, *, is_spare: bool) -> bool:
        """Whether there is one more place of the kind, if need be that of who asks nothing."""
        if self._taken[is_spare] < most:
            return True
        oldest = next((each for each in self._resting if each.is_spare is is_spare), None)
        if oldest is None:
            return False
        self.leave(oldest)
        oldest.let_go()
        return True
