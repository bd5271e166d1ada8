"""What a browser sent as cookies is read in a time that grows with its length alone."""

import time

import pytest
from starlette.requests import HTTPConnection

from gateway.http.cookies import read_cookie


def _read(*lines: bytes, name: str = "jurnal_session", scheme: str = "http") -> str:
    headers = [(b"host", b"journal.academy.kz"), *((b"cookie", line) for line in lines)]
    scope = {"type": "http", "scheme": scheme, "headers": headers, "path": "/", "query_string": b"", "server": None}
    return read_cookie(HTTPConnection(scope), name)


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        ((b"jurnal_session=one; jurnal_csrf=two",), "one"),
        ((b"a=b;jurnal_session=one",), "one"),
        ((b"a=b", b"jurnal_session=one"), "one"),
        ((b"jurnal_session=one; jurnal_session=two",), "one"),
        ((b"jurnal_session=a=b==",), "a=b=="),
        ((b'jurnal_session="one"',), '"one"'),
        ((b"jurnal_session",), ""),
        ((b"xjurnal_session=one; =; ;;",), ""),
        ((), ""),
    ],
)
def test_a_cookie_is_read(lines: tuple[bytes, ...], value: str) -> None:
    """RFC 6265: among others, in several lines too; the first of two; nothing is unquoted."""
    assert value == _read(*lines)


@pytest.mark.parametrize("sign", [b"\\", b'\\"', b"\\134", b";", b"=", b"; ", b"a=b;", b'"', b" ", b"\xff"])
def test_a_megabyte_is_read_within_a_second(sign: bytes) -> None:
    """Quoted backslashes above all."""
    worst = sign * (1_000_000 // len(sign))
    began = time.thread_time()
    _read(b'jurnal_session="' + worst + b'"')
    assert time.thread_time() - began < 1
