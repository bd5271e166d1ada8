"""Nameko's RPC, spoken from asyncio.

A call is a message on the topic exchange ``nameko-rpc`` with the routing key ``service.method``; its reply
comes to a queue of ours bound to the same exchange. When the broker goes away the calls under way end as
``OutcomeUnknown``, and a connection is sought until there is one again.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractExchange, AbstractIncomingMessage
from aio_pika.exceptions import AMQPError, DeliveryError

from gateway.errors import OutcomeUnknown, Unavailable
from services.common.errors import KINDS, Refused
from services.common.messaging import bus as addresses
from services.common.messaging.topology import RPC_EXCHANGE

PATIENCE_SECONDS = 2.0
"""How long a call waits for a connection that is being sought before it gives up, nothing done."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Context:
    """What travels beside a call: whose it is, in which language, and what caused it.

    ``session_key``: the caller's private key, sealed to the gradebook.
    """

    auth_token: str = field(default="", repr=False)
    session_key: str = field(default="", repr=False)
    language: str = "kk"
    correlation_id: str = ""
    traceparent: str = ""

    def headers(self) -> dict[str, Any]:
        """Nameko's header names; what is empty is left out."""
        return {f"nameko.{name}": value for name, value in vars(self).items() if value}


class _Link:
    """One connection's channel, its reply queue, and the calls that wait on it."""

    def __init__(self, channel: AbstractChannel, exchange: AbstractExchange) -> None:
        self.lost = asyncio.Event()
        self._exchange = exchange
        self._reply_to = f"gateway.{uuid4()}"
        self._pending: dict[str, asyncio.Future[Any]] = {}
        channel.close_callbacks.add(self._give_up)

    @classmethod
    async def open(cls, connection: AbstractConnection) -> "_Link":
        channel = await connection.channel(on_return_raises=True)
        exchange = await channel.get_exchange(RPC_EXCHANGE, ensure=False)
        link = cls(channel, exchange)
        queue = await channel.declare_queue(f"rpc.reply-{link._reply_to}", exclusive=True, auto_delete=True)
        await queue.bind(exchange, link._reply_to)
        await queue.consume(link._receive, no_ack=True)
        return link

    async def call(self, routing_key: str, body: bytes, headers: dict[str, Any], timeout_seconds: float) -> Any:
        """The reply's body. Raises ``Unavailable`` when no service takes the call, else ``OutcomeUnknown``."""
        message = self._message(body, headers, timeout_seconds)
        correlation_id = str(message.correlation_id)
        reply = self._pending[correlation_id] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._exchange.publish(message, routing_key, mandatory=True)
                return await reply
        except DeliveryError:
            raise Unavailable from None
        except (AMQPError, OSError, RuntimeError):
            raise OutcomeUnknown from None
        finally:
            del self._pending[correlation_id]

    def _message(self, body: bytes, headers: dict[str, Any], timeout_seconds: float) -> aio_pika.Message:
        """A call nobody waits for any more is not begun: it expires in the queue."""
        return aio_pika.Message(
            body,
            content_type="application/json",
            content_encoding="utf-8",
            correlation_id=str(uuid4()),
            reply_to=self._reply_to,
            headers=headers,
            expiration=timeout_seconds,
        )

    async def _receive(self, message: AbstractIncomingMessage) -> None:
        reply = self._pending.get(message.correlation_id or "")
        if reply and not reply.done():
            reply.set_result(json.loads(message.body))

    def _give_up(self, *_: Any) -> None:
        self.lost.set()
        for reply in self._pending.values():
            if not reply.done():
                reply.set_result(None)


class Bus:
    """Calls services. One for each process; ``async with bus.connected():`` around its life."""

    def __init__(self, uri: str, timeout_seconds: float) -> None:
        self._uri = uri
        self._timeout_seconds = timeout_seconds
        self._link: _Link | None = None
        self._linked = asyncio.Event()

    @property
    def up(self) -> bool:
        """Whether there is a connection now."""
        return self._linked.is_set()

    @asynccontextmanager
    async def connected(self) -> AsyncIterator["Bus"]:
        """Seek a connection, and again whenever it is lost, until the block ends."""
        async with kept_connected(self._uri, self._serve):
            yield self

    async def call(
        self, service: str, method: str, *args: Any, context: Context, timeout_seconds: float | None = None
    ) -> Any:
        """What ``service.method(*args)`` replies.

        Raises ``Refused`` as the service did, ``Unavailable`` (nothing was done) or ``OutcomeUnknown``.
        """
        link = await self._current_link()
        body = json.dumps({"args": args, "kwargs": {}}).encode()
        limit = timeout_seconds or self._timeout_seconds
        return _result(f"{service}.{method}", await link.call(f"{service}.{method}", body, context.headers(), limit))

    async def _current_link(self) -> _Link:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._linked.wait()
        if self._link is None:
            raise Unavailable
        return self._link

    async def _serve(self, connection: AbstractConnection) -> None:
        link = await _Link.open(connection)
        self._link = link
        self._linked.set()
        try:
            await link.lost.wait()
        finally:
            self._linked.clear()
            self._link = None


@asynccontextmanager
async def kept_connected(uri: str, serve: Callable[[AbstractConnection], Awaitable[None]]) -> AsyncIterator[None]:
    """``keep_connected`` until the block ends."""
    keeper = asyncio.create_task(keep_connected(uri, serve))
    try:
        yield
    finally:
        keeper.cancel()
        with suppress(asyncio.CancelledError):
            await keeper


async def keep_connected(uri: str, serve: Callable[[AbstractConnection], Awaitable[None]]) -> None:
    """Serve on a connection until it is lost, then seek another, for ever."""
    pause_seconds = 0.1
    while True:
        try:
            async with await connect(uri) as connection:
                log.info("connected to the bus")
                pause_seconds = 0.1
                await serve(connection)
        except (AMQPError, OSError, RuntimeError, TimeoutError) as error:
            log.warning("no connection to the bus: %s", type(error).__name__)
        await asyncio.sleep(pause_seconds)
        pause_seconds = min(pause_seconds * 2, 5)


async def connect(uri: str) -> AbstractConnection:
    """A connection, under TLS where the address says so."""
    context = addresses.context(uri)
    return await aio_pika.connect(addresses.plain_uri(uri), timeout=5, heartbeat=30, ssl_context=context)


def _result(method: str, reply: Any) -> Any:
    if reply is None:
        raise OutcomeUnknown
    error = reply["error"]
    if error is None:
        return reply["result"]
    if error["exc_type"] == "Refused" and error["exc_args"][:1] and error["exc_args"][0] in KINDS:
        raise Refused(*error["exc_args"])
    log.error("%s failed: %s", method, error["exc_type"])
    raise Unavailable
