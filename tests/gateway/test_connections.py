"""What one connection may cost, and how many one address may hold (¶9): on a server of the tests' own."""

import asyncio
import json
import resource
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from select import select
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from deploy.certificates import AUTHORITY, Files, make
from gateway.__main__ import room_for, settings_of, tls_of
from gateway.http.connection_limits import Bounds, Doors, TurnedAway
from gateway.http.connections import Connection, Handshake
from services.common.runtime import config
from tests.support.waiting import until

ME, NEIGHBOUR = "127.0.0.2", "127.0.0.3"
HURRIED = Bounds(handshake_seconds=0.5, head_seconds=0.5, unread_seconds=0.5, unsent_seconds=0.5, per_address=4)
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
def _serving(doors: Doors, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server, in a thread; its port."""
    protocol: Any = partial(Connection, doors=doors)
    if tls:
        protocol = partial(Handshake, doors=doors, tls=tls)
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
    answer = b""
    while not answer.endswith(b"xx") and (piece := connection.recv(1 << 16)):
        answer += piece
    return answer.startswith(b"HTTP/1.1 200")


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


def _enters(doors: Doors, address: str) -> bool:
    try:
        doors.enter(address, lambda: None)
    except TurnedAway:
        return False
    return True


@pytest.mark.parametrize(("address", "enters"), [(ME, True), ("10.1.2.3", True), (NEIGHBOUR, False)])
def test_a_trusted_proxy_holds_more(address: str, enters: bool) -> None:
    """Behind it are many."""
    doors = Doors(f"{ME}, 10.0.0.0/8", Bounds(per_address=1))
    assert (True, enters) == (_enters(doors, address), _enters(doors, address))


def test_addresses_of_ipv6_count_as_their_network() -> None:
    """One customer has more of them than there are connections."""
    doors = Doors(bounds=Bounds(per_address=1))
    first = doors.enter("2001:db8::1", lambda: None)
    assert [False, True] == [_enters(doors, each) for each in ("2001:db8::2", "2001:db8:1::1")]
    doors.leave(first)
    assert _enters(doors, "2001:db8::2")


def test_a_proxy_finds_its_connection_open() -> None:
    """Common ones use a connection again that was idle for up to a minute."""
    settings = settings_of(config.load({"JURNAL_AMQP_URI": ""}), Starlette(), Doors())
    assert 60 <= settings.timeout_keep_alive <= 75


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the certificate of a gateway and of who has signed it."""
    folder = tmp_path_factory.mktemp("certificates")
    make(folder, {"gateway": ("127.0.0.1",)}, now=datetime.now(UTC))
    return folder


@pytest.fixture(scope="module")
def secure(authority: Path) -> Iterator[int]:
    """The port of one that waits for half a second for the end of a handshake."""
    files = Files.of(authority, "gateway")
    with _serving(Doors(bounds=Bounds(handshake_seconds=0.5)), tls_of(files.certificate, files.key)) as port:
        yield port


def _shaken(authority: Path, connection: socket.socket) -> ssl.SSLSocket:
    """The same connection under TLS."""
    trust = ssl.create_default_context(cafile=authority / AUTHORITY)
    return trust.wrap_socket(connection, server_hostname="127.0.0.1")


def test_under_tls_all_is_as_in_clear(secure: int, authority: Path) -> None:
    """Requests with the end of the handshake, many on one connection, the bounds of a head."""
    for _ in range(20):
        with _shaken(authority, _connect(secure)) as connection:
            assert _holds(connection)
            assert _holds(connection)
    with _shaken(authority, _connect(secure)) as connection:
        connection.sendall(HEADS["one field"])
        assert (431, "head_too_large") == _refusal(_read(connection))


def test_what_comes_with_the_end_of_the_handshake_is_read(secure: int, authority: Path) -> None:
    """In one piece, as quick clients send it."""
    coming, going = ssl.MemoryBIO(), ssl.MemoryBIO()
    trust = ssl.create_default_context(cafile=authority / AUTHORITY)
    client = trust.wrap_bio(coming, going, server_hostname="127.0.0.1")
    with _connect(secure) as connection:
        with suppress(ssl.SSLWantReadError):
            client.do_handshake()
        connection.sendall(going.read())
        while not _has_ended(client):
            coming.write(connection.recv(1 << 16))
        client.write(FIRST + b"Connection: close\r\n\r\n")
        connection.sendall(going.read())
        coming.write(_read(connection))
        assert client.read().startswith(b"HTTP/1.1 200")


def _has_ended(client: ssl.SSLObject) -> bool:
    """Whether the handshake has, for who is asked; what it sends then is not sent yet."""
    with suppress(ssl.SSLWantReadError):
        client.do_handshake()
        return True
    return False


@pytest.mark.parametrize("sent", [b"", b"\x16\x03\x01\x02", b"GET / HTTP/1.1\r\n\r\n"])
def test_a_handshake_that_does_not_end_is_let_go(secure: int, sent: bytes) -> None:
    """Nothing, half of one, something else: after half a second here; what was said comes from TLS itself."""
    with _connect(secure) as connection:
        connection.sendall(sent)
        with suppress(ConnectionResetError):
            assert len(_read(connection)) < 16


def test_handshakes_count_for_their_address(authority: Path) -> None:
    """¶9: who begins many and ends none has no place for more; neighbours have, and so has it when they are let go."""
    files = Files.of(authority, "gateway")
    doors = Doors(bounds=Bounds(handshake_seconds=3, per_address=2))
    with _serving(doors, tls_of(files.certificate, files.key)) as port:
        held = [_connect(port) for _ in range(2)]
        with _connect(port) as one_more, suppress(ConnectionResetError):
            assert b"" == _read(one_more)
        assert [] == select(held, [], [], 0)[0]
        with _shaken(authority, _connect(port, NEIGHBOUR)) as neighbour:
            assert _holds(neighbour)
        for each in held:
            with suppress(ConnectionResetError):
                assert b"" == _read(each)
            each.close()
        with _shaken(authority, _connect(port)) as again:
            assert _holds(again)


FEW = Bounds(in_all=3, spare=1)


def _busy(port: int) -> socket.socket:
    """A connection whose request is under way until it ends."""
    connection = _connect(port)
    connection.sendall(b"POST /read HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
    assert connection.recv(1 << 16).startswith(b"HTTP/1.1 100")
    return connection


def test_when_all_places_are_taken_who_has_rested_longest_goes() -> None:
    """¶9: not one that is being answered, nor one that has asked since."""
    with _serving(Doors(bounds=FEW)) as port, _busy(port) as busy, _connect(port) as first, _connect(port) as second:
        assert all(map(_holds, (first, second, first)))
        with _connect(port) as newcomer:
            assert _holds(newcomer)
            with suppress(ConnectionResetError):
                assert b"" == _read(second)
            assert _holds(first)
            busy.sendall(b"ab")
            assert busy.recv(1 << 16).startswith(b"HTTP/1.1 200")


def test_when_all_are_busy_the_health_is_told_and_nothing_else() -> None:
    """¶8, ¶9: a refusal in the API's shape, and a place again when one of them has ended."""
    with _serving(Doors(bounds=FEW)) as port:
        busy = [_busy(port) for _ in range(FEW.in_all)]
        for _ in range(3):
            for path in (b"/healthz", b"/readyz?a=b"):
                assert b" 200 " in _sent(port, FIRST.replace(b"/ ", path + b" ") + b"\r\n")
            assert (503, "server_full") == _refusal(_sent(port, FIRST.replace(b"/ ", b"/healthz/x ") + b"\r\n"))
        busy.pop().close()
        until(lambda: b" 200 " in _sent(port, FIRST + b"Connection: close\r\n\r\n") or None)
        for each in busy:
            each.close()


def test_no_more_are_let_in_than_the_host_lets_the_process_open() -> None:
    """Else whoever came next would be waited for in vain."""
    files, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        assert 100 == room_for(100)
        assert room_for(10**9) < resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
