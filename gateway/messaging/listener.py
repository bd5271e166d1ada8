"""Listening to an exchange, with a queue of this process alone, and again whenever the bus comes back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

from aio_pika.abc import AbstractConnection, AbstractIncomingMessage

from gateway.messaging.bus import kept_connected
from services.common.messaging.envelope import AUDIT_EXCHANGE


@dataclass(frozen=True)
class Listener:
    """``receive`` gets each message with one of the keys; ``begun`` is called when listening has begun (again)."""

    name: str
    keys: Sequence[str]
    receive: Callable[[AbstractIncomingMessage], Awaitable[None]]
    begun: Callable[[], None] | None = None
    exchange: str = AUDIT_EXCHANGE

    @asynccontextmanager
    async def listening(self, uri: str) -> AsyncIterator[None]:
        """Listen until the block ends."""
        async with kept_connected(uri, self._serve):
            yield

    async def _serve(self, connection: AbstractConnection) -> None:
        lost = asyncio.Event()
        channel = await connection.channel()
        channel.close_callbacks.add(lambda *_: lost.set())
        exchange = await channel.get_exchange(self.exchange, ensure=False)
        own = f"{self.exchange}.{self.name}-gateway-{uuid4()}"
        queue = await channel.declare_queue(own, exclusive=True, auto_delete=True)
        for each in self.keys:
            await queue.bind(exchange, each)
        await queue.consume(self.receive, no_ack=True)
        if self.begun:
            self.begun()
        await lost.wait()
