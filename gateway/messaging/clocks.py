"""What the services' machines' clocks show: a gateway whose own is apart from them goes by theirs (¶8, ¶17).

It only listens. Who comes from outside reaches the gateway first, so its word makes no service stop or write.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from aio_pika.abc import AbstractIncomingMessage

from gateway.messaging.listener import Listener
from services.common.clocks.clock import Clock
from services.common.clocks.guard import ClockGuard, Fault, said_in
from services.common.messaging.topology import CLOCKS_EXCHANGE
from services.common.runtime.config import SERVICES

log = logging.getLogger(__name__)


class ServicesClock:
    """A clock: this machine's while most services are near it, else as they show it. ``own`` is this machine's.

    So no page tells of an open lesson that the gradebook has closed, and no token is used that they take no more.
    """

    def __init__(self, own: Clock) -> None:
        self.own = own
        self._guard = ClockGuard(own)

    def now(self) -> datetime:
        """Academy time."""
        return self.own.now() + self._lag()

    def machine(self) -> datetime:
        """The real time in UTC."""
        return self.own.machine() + self._lag()

    def fault(self) -> Fault | None:
        """What is wrong with this machine's clock now."""
        return self._guard.fault()

    def hear(self, service: str, theirs: datetime) -> None:
        """A service says what its machine's clock shows."""
        before = self.fault()
        self._guard.hear(service, theirs)
        fault = self.fault()
        if fault and not before:
            log.error("this clock is apart from the services' by %d s: theirs is gone by", fault.seconds)
        elif before and not fault:
            log.warning("this clock is right again")

    def _lag(self) -> timedelta:
        fault = self.fault()
        return timedelta(seconds=fault.seconds if fault else 0)


class Clocks:
    """Listens to the services. One for each process; ``async with clocks.listening():`` around its life."""

    def __init__(self, uri: str, clock: ServicesClock) -> None:
        self._uri = uri
        self._clock = clock

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Clocks"]:
        """Listen until the block ends."""
        async with Listener("heard", SERVICES, self._receive, exchange=CLOCKS_EXCHANGE).listening(self._uri):
            yield self

    async def _receive(self, message: AbstractIncomingMessage) -> None:
        """Whose word it is says the routing key, which the broker has looked at."""
        if message.routing_key and (theirs := said_in(message.body)):
            self._clock.hear(message.routing_key, theirs)
