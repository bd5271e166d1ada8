"""What one connection may cost, and how many one address may hold (¶9): on a server of the tests' own."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from gateway.__main__ import settings_of
from gateway.connections import Bounds, Connection, Doors
from services.common import config

ME, NEIGHBOUR = "127.0.0.2", "127.0.0.3"
HURRIED = Bounds(head_seconds=0.5, unread_seconds=0.5, unsent_seconds=0.5, per_address=4)
FIRST = b"GET / HTTP/1.1\r\nHost: a\r\n"
LARGE = 30_000_000


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers at once, with much at /large; at /slow after a second; what is sent to /read is read before."""
    assert scope["type"] == "http"
    while scope["path"] == "/read" and (await receive()).get("more_body"):
        pass
    if scope["path"] == "/slow":
        await asyncio.sleep(1)
    body = b"x" * (LARGE if scope["path"] == "/large" else 2)
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def _serving(doors: Doors) -> Iterator[int]:
    """A server, in a thread; its port."""
    protocol: Any = partial(Connection, doors=doors)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings = uvicorn.Config(_app, http=protocol, lifespan="off", log_config=None, server_header=False)
        server = uvicorn.Server(settings)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Of a server with the product's bounds."""
    with _serving(Doors()) as port:
        yield port


@pytest.fixture(scope="module")
def hurried() -> Iterator[int]:
    """Of one that waits for half a second and lets four in from one address."""
    with _serving(Doors(bounds=HURRIED)) as port:
        yield port


def _connect(port: int, source: str = ME) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20, source_address=(source, 0))


def _read(connection: socket.socket) -> bytes:
    """All that comes until the other side ends."""
    pieces = []
    while piece := connection.recv(1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def _refusal(answer: bytes) -> tuple[int, str]:
    """Its status and code; it has the API's shape, in the language asked for or Kazakh."""
    head, _, body = answer.partition(b"\r\n\r\n")
    error = json.loads(body)["error"]
    assert {"code", "rule", "message", "params"} == {*error}
    assert b"connection: close" in head.lower()
    assert b"nosniff" in head
    return int(head.split()[1]), error["code"]


def _sent(port: int, raw: bytes) -> bytes:
    with _connect(port) as connection:
        connection.sendall(raw)
        return _read(connection)


HEADS = {
    "one field": FIRST + b"X: " + b"a" * 40_000 + b"\r\n\r\n",
    "many fields": FIRST + b"X: a\r\n" * 120 + b"\r\n",
    "an address": b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    "a field's name": FIRST + b"X" * 40_000 + b": a\r\n\r\n",
}


@pytest.mark.parametrize("raw", HEADS.values(), ids=HEADS)
def test_a_head_that_is_too_large_is_refused(port: int, raw: bytes) -> None:
    """In bytes or in fields."""
    assert (431, "head_too_large") == _refusal(_sent(port, raw))


def test_fields_after_a_body_count_too(port: int) -> None:
    """The request is there already, so that the connection ends without more."""
    assert b"" == _sent(port, FIRST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: a\r\n" * 120 + b"\r\n")


def test_a_head_without_an_end_is_refused_while_it_comes(port: int) -> None:
    """Of 50 MB no more is kept than the bound and one piece; who sends on reads the answer all the same."""
    with _connect(port) as connection:
        connection.sendall(FIRST + b"X: ")
        for _ in range(50):
            connection.sendall(b"a" * 1_000_000)
        assert (431, "head_too_large") == _refusal(_read(connection))


def test_the_refusal_is_in_the_language_asked_for(port: int) -> None:
    """As far as the head was read."""
    assert "куки" in _sent(port, FIRST + b"Accept-Language: ru\r\nX: " + b"a" * 40_000 + b"\r\n\r\n").decode()


def test_an_ordinary_head_is_served(port: int) -> None:
    """Long addresses, large cookies and many fields of proxies."""
    raw = b"GET /" + b"a" * 4_000 + b" HTTP/1.1\r\nHost: a\r\nCookie: " + b"b" * 16_000 + b"\r\n" + b"X: a\r\n" * 60
    assert _sent(port, raw + b"Connection: close\r\n\r\n").startswith(b"HTTP/1.1 200")


def test_a_body_counts_for_no_head(port: int) -> None:
    """What comes in one piece with the next request's head."""
    body = b"POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" + b"b" * 200_000
    answer = _sent(port, body * 3 + FIRST + b"Connection: close\r\n\r\n")
    assert 4 == answer.count(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "raw", [b"hello\r\n\r\n", b"GET / HTTP/1.1\r\nHost: \x01\r\n\r\n", b"CONNECT a:1 HTTP/1.1\r\n\r\n"]
)
def test_what_is_no_http_is_refused(port: int, raw: bytes) -> None:
    """In the same shape."""
    assert (400, "not_http") == _refusal(_sent(port, raw))


@pytest.mark.parametrize("raw", [b"G", FIRST, b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /"])
def test_half_a_head_is_waited_for_so_long(hurried: int, raw: bytes) -> None:
    """A first one and a later one."""
    answer = _sent(hurried, raw)
    assert (408, "too_slow") == _refusal(answer[answer.rindex(b"HTTP/1.1 ") :])


@pytest.mark.parametrize("raw", [b"", b"\r\n"])
def test_who_asks_nothing_is_let_go(hurried: int, raw: bytes) -> None:
    """Without a word."""
    assert b"" == _sent(hurried, raw)


def test_a_body_that_nobody_reads_is_waited_for_so_long(hurried: int) -> None:
    """The answer has been given already."""
    answer = _sent(hurried, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc")
    assert answer.startswith(b"HTTP/1.1 200")


def test_an_answer_under_way_is_not_cut_off(hurried: int) -> None:
    """By half of the next request's head."""
    assert b"HTTP/1.1 200" in _sent(hurried, b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /")


def test_who_takes_no_answer_is_let_go(hurried: int) -> None:
    """A large one, of which nothing is read for a while."""
    with _connect(hurried) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        for _ in range(2):
            assert b"" == _sent(hurried, b"")  # let go after as long
        with suppress(ConnectionResetError):
            assert len(_read(connection)) < LARGE


def _holds(connection: socket.socket) -> bool:
    """Whether it was let in: it is answered."""
    connection.sendall(FIRST + b"\r\n")
    return connection.recv(1 << 16).startswith(b"HTTP/1.1 200")


def test_one_address_holds_only_so_many_connections(hurried: int) -> None:
    """Others are let in; and so is the next one when another has ended."""
    held = [_connect(hurried) for _ in range(HURRIED.per_address)]
    assert all(map(_holds, held))
    with _connect(hurried) as one_more:
        assert (429, "too_many_connections") == _refusal(_read(one_more))
    with _connect(hurried, NEIGHBOUR) as neighbour:
        assert _holds(neighbour)
    for each in held:
        each.shutdown(socket.SHUT_WR)
        _read(each)
        each.close()
    with _connect(hurried) as again:
        assert _holds(again)


@pytest.mark.parametrize(("address", "enters"), [(ME, True), ("10.1.2.3", True), (NEIGHBOUR, False)])
def test_a_trusted_proxy_holds_more(address: str, enters: bool) -> None:
    """Behind it are many."""
    doors = Doors(f"{ME}, 10.0.0.0/8", Bounds(per_address=1))
    assert (True, enters) == (doors.enter(address), doors.enter(address))


def test_addresses_of_ipv6_count_as_their_network() -> None:
    """One customer has more of them than there are connections."""
    doors = Doors(bounds=Bounds(per_address=1))
    assert [True, False, True] == [doors.enter(each) for each in ("2001:db8::1", "2001:db8::2", "2001:db8:1::1")]
    doors.leave("2001:db8::1")
    assert doors.enter("2001:db8::2")


def test_a_proxy_finds_its_connection_open() -> None:
    """Common ones use a connection again that was idle for up to a minute."""
    settings = settings_of(config.load({"JURNAL_AMQP_URI": ""}), Starlette(), Doors())
    assert 60 <= settings.timeout_keep_alive <= 75
