"""Sessions that ended and people who changed elsewhere: this process forgets at once what it keeps of them (¶4)."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import aio_pika
from aio_pika.abc import AbstractConnection, AbstractIncomingMessage

from gateway.bus import keep_connected
from gateway.live import Live
from gateway.sessions import Sessions
from services.common.endings import SESSION_ENDED
from services.common.envelope import AUDIT_EXCHANGE

#: After these a person's token says something that is no more so.
CHANGED = tuple(
    f"kz.jurnal.auth.{action}.v1"
    for action in ("person.roles_changed", "password.changed", "acknowledgement.signed", "second_factor.set_up")
)


class Endings:
    """Listens to the audit. One for each process; ``async with endings.listening():`` around its life."""

    def __init__(self, uri: str, sessions: Sessions, live: Live) -> None:
        self._uri = uri
        self._sessions = sessions
        self._live = live

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Endings"]:
        """Listen until the block ends."""
        keeper = asyncio.create_task(keep_connected(self._uri, self._serve))
        try:
            yield self
        finally:
            keeper.cancel()
            with suppress(asyncio.CancelledError):
                await keeper

    async def _serve(self, connection: AbstractConnection) -> None:
        lost = asyncio.Event()
        channel = await connection.channel()
        channel.close_callbacks.add(lambda *_: lost.set())
        exchange = await channel.declare_exchange(AUDIT_EXCHANGE, aio_pika.ExchangeType.TOPIC, durable=True)
        queue = await channel.declare_queue(f"audit.ended-gateway-{uuid4()}", exclusive=True, auto_delete=True)
        for each in (SESSION_ENDED, *CHANGED):
            await queue.bind(exchange, each)
        await queue.consume(self._receive, no_ack=True)
        self._sessions.forget_all()  # what was said while nobody listened here
        await lost.wait()

    async def _receive(self, message: AbstractIncomingMessage) -> None:
        entry = json.loads(message.body)
        person = entry["subject"].removeprefix("person/")
        if entry["type"] == SESSION_ENDED:
            self._sessions.end(entry["data"]["session"])
        else:
            self._sessions.forget_person(person)
        self._live.look_again(person)
