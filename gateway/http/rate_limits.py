"""How fast one may ask: a bucket of requests for each person and for each address, filled at a steady rate (¶9).

A person's bucket is far above what anybody types; an address's above what a building behind one address does. What
takes long, a password or a file (``Endpoint.cost``), takes more than one, and so does a secret that opens nothing.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.errors import Rejected
from gateway.http.responses import rejected
from services.common.security.networks import network

#: A full bucket lets through what comes in at once, like a page with all its files in a whole classroom.
BURST_SECONDS = 20
#: How many ordinary requests something slow counts for.
SLOW = 20
#: What a sign-in counts for: of one address, a hundred at once and five a second, which delays others little.
STRANGERS_PASSWORD = 100
CAPACITY = 50_000


@dataclass
class Buckets:
    """One for each name, filled with ``rate`` a second; the names that asked longest ago are forgotten first."""

    rate: int
    now: Callable[[], float] = time.monotonic
    _held: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, name: str, cost: int = 1) -> None:
        """Take so many. Raises ``Rejected(too_many_requests)``, with the time to wait, when there are not."""
        now, most = self.now(), float(self.rate * BURST_SECONDS)
        left, since = self._held.pop(name, (most, now))
        left = min(most, left + (now - since) * self.rate)
        wanted = min(float(cost), most)
        self._held[name] = (left - wanted if left >= wanted else left, now)
        if len(self._held) > CAPACITY:
            self._held.popitem(last=False)
        if left < wanted:
            raise Rejected("too_many_requests", retry_after_seconds=math.ceil((wanted - left) / self.rate))


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Both kinds of buckets."""

    people: Buckets
    addresses: Buckets


@dataclass(frozen=True)
class Limit:
    """ASGI middleware: every request takes from its address's bucket, whatever it asks for."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or answer 429."""
        if scope["type"] == "http":
            request = Request(scope, receive)
            try:
                request.app.state.limits.addresses.take(network(request.client.host if request.client else ""))
            except Rejected as error:
                response = await rejected(request, error)
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)
