"""What a connection may cost: bytes and fields of a request's head, time, and how many one address holds (¶9).

uvicorn bounds none of these where it parses with httptools. A body's bytes and time are bounded where it is read
(``gateway.http.bodies``); here one that nobody reads is dropped, and the connection ends when the body does not.
"""

import asyncio
import logging
import ssl
from asyncio.sslproto import SSLProtocol
from collections.abc import Callable
from typing import Any

import httptools
from starlette.requests import HTTPConnection
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.protocols.utils import get_remote_addr

from gateway.errors import OWN
from gateway.http.connection_limits import Doors, Guest, TurnedAway
from gateway.http.language import language_of
from gateway.http.middleware import SECURITY_HEADERS
from gateway.http.responses import HEALTH, Json, fault

log = logging.getLogger(__name__)

_HEALTH = tuple(path.encode() for path in HEALTH)


class Handshake(SSLProtocol):
    """TLS around a ``Connection``, counted for its address from its first moment; a handshake has its time to end.

    It is what asyncio puts there itself when a server is made with ``ssl``, where nobody learns of a connection before
    its handshake has ended.
    """

    #: What is kept for each connection to read into; a record of TLS is 16 KB.
    max_size = 65_536

    def __init__(self, *, doors: Doors, tls: ssl.SSLContext, **named: Any) -> None:
        self._doors, self._connection = doors, Connection(doors=doors, **named)
        super().__init__(
            asyncio.get_running_loop(),
            self._connection,
            tls,
            None,  # type: ignore[arg-type]  # nobody waits for it
            server_side=True,
            ssl_handshake_timeout=doors.bounds.handshake_seconds,  # type: ignore[arg-type]  # any number will do
            ssl_shutdown_timeout=doors.bounds.linger_seconds,
        )

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let it in, or drop it before it costs a signature."""
        peer = get_remote_addr(transport)
        try:
            self._connection.guest = self._doors.enter(peer[0] if peer else "", transport.abort)
        except TurnedAway as turned:
            log.info("connection of %s: %s", peer, turned.code)
            transport.abort()
        else:
            super().connection_made(transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Forget it, whether the handshake had ended or not."""
        if self._connection.guest:
            self._doors.leave(self._connection.guest)
        super().connection_lost(exc)


class Connection(HttpToolsProtocol):
    """One connection within its bounds; what goes beyond them is refused where an answer can be sent still."""

    def __init__(self, *args: Any, doors: Doors, **named: Any) -> None:
        super().__init__(*args, **named)
        self._doors, self._bounds = doors, doors.bounds
        self.guest: Guest | None = None
        self._refused, self._has_refused = "", False
        self._head_bytes = self._fields = 0
        self._in_head = self._in_body = self._is_new = False
        self._timer: asyncio.TimerHandle | None = None
        self._unsent: asyncio.TimerHandle | None = None

    # --- the connection's life ----------------------------------------------------------------------------------
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let it in, or say that there are too many."""
        super().connection_made(transport)
        try:
            self.guest = self.guest or self._doors.enter(self._address, transport.abort)
        except TurnedAway as turned:
            self._refuse(turned.code)
            transport.close()
        else:
            self._within(self._bounds.head_seconds, self._is_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._stop()
        self.resume_writing()
        if self.guest:
            self._doors.leave(self.guest)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse it; of a refused one it is dropped, so that the answer is not lost with what is still being sent."""
        if self._refused:
            return
        if self._timer is None and not self._in_body:
            self._within(self._bounds.head_seconds, self._is_late)
        self._is_new = False
        super().data_received(data)
        if self._in_head and not self._is_new:  # what came before a head in the same piece is not the head's
            self._count(len(data))
            if self._refused:
                self._refuse(self._refused)

    # --- what httptools tells -----------------------------------------------------------------------------------
    def on_message_begin(self) -> None:
        """Count anew."""
        super().on_message_begin()
        self._in_head = self._is_new = True
        self._head_bytes = self._fields = 0
        self._within(self._bounds.head_seconds, self._is_late)

    def on_url(self, url: bytes) -> None:
        """Count the address."""
        self._count(len(url))
        self._go_on()
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a field; those that follow a body too."""
        self._fields += 1
        self._count(len(name) + len(value))
        self._go_on()
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin the request."""
        self._stop()
        self._in_head, self._in_body = False, True
        if len(self.pipeline) >= self._bounds.waiting:
            self._refused = "too_many_connections"
        if self._is_spare and self.url.partition(b"?")[0] not in _HEALTH:
            self._refused = "server_full"
        self._go_on()
        if self.guest:
            self._doors.asks(self.guest)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It has arrived; after its answer another may come for a while."""
        self._in_body = False
        self._stop()
        super().on_message_complete()
        if not self._is_busy:
            self._rest()

    def on_response_complete(self) -> None:
        """What is left of a body that was answered already has to end soon."""
        super().on_response_complete()
        if self._in_body and not self.transport.is_closing():
            self._within(self._bounds.unread_seconds, self.transport.close)
        elif not self._is_busy and self.guest:
            self._doors.rests(self.guest)
        if self._is_spare and not self._is_busy:
            self.transport.close()

    # --- who takes no answer ------------------------------------------------------------------------------------
    def pause_writing(self) -> None:
        """More than a little waits to be taken: whoever takes nothing for long is let go."""
        super().pause_writing()
        self._unsent = self._unsent or self.loop.call_later(self._bounds.unsent_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It was taken."""
        if self._unsent:
            self._unsent.cancel()
            self._unsent = None
        super().resume_writing()

    # --- refusing -----------------------------------------------------------------------------------------------
    def send_400_response(self, _msg: str) -> None:
        """What the parser could not read, or was kept from reading."""
        self._refuse(self._refused or "not_http")

    @property
    def _address(self) -> str:
        return self.client[0] if self.client else ""

    @property
    def _is_busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    @property
    def _is_spare(self) -> bool:
        return self.guest is not None and self.guest.is_spare

    def _rest(self) -> None:
        """Another request may come for a while."""
        if self.guest:
            self._doors.rests(self.guest)
        self._within(self._bounds.idle_seconds, self._is_late)

    def _within(self, seconds: float, late: Callable[[], None]) -> None:
        self._stop()
        self._timer = self.loop.call_later(seconds, late)

    def _stop(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _is_late(self) -> None:
        """A head has not arrived; an answer that is being sent is let through."""
        self._timer = None
        if self._is_busy:
            self._within(self._bounds.head_seconds, self._is_late)
        elif self._in_head:
            self._refuse("too_slow")
        else:
            self.transport.close()

    def _count(self, more: int) -> None:
        self._head_bytes += more
        if self._head_bytes > self._bounds.head_bytes or self._fields > self._bounds.fields:
            self._refused = "head_too_large"

    def _go_on(self) -> None:
        """Keeps the parser from going on with what is refused."""
        if self._refused:
            raise httptools.HttpParserError(self._refused)

    def _refuse(self, code: str) -> None:
        """Say why, and read on for a while what is being sent, that the sender may read the answer."""
        if self._has_refused:
            return
        log.info("connection of %s: %s", self._address, code)
        self._refused, self._has_refused = code, True
        self._stop()
        if self.transport.is_closing() or self._is_busy:
            self.transport.close()
            return
        self.transport.write(_answer(code, self.headers or []))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._within(self._bounds.linger_seconds, self.transport.abort)


def _answer(code: str, headers: list[tuple[bytes, bytes]]) -> bytes:
    """The refusal in the API's shape, in the language asked for as far as that was read."""
    read = {"type": "http", "scheme": "http", "server": None, "path": "/api/", "query_string": b"", "headers": headers}
    status, said = OWN[code], fault(language_of(HTTPConnection(read)), code, "", {})
    answer = Json(said, status, {**SECURITY_HEADERS, "Connection": "close"})
    head = [STATUS_LINE[status], *(name + b": " + value + b"\r\n" for name, value in answer.raw_headers)]
    return b"".join([*head, b"\r\n", answer.body])
