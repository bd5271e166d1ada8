"""What a body may be."""

import asyncio
import base64
import json
import tempfile
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message, Receive

from gateway.errors import Rejected
from gateway.http import bodies
from gateway.http.bodies import DEPTH, parse, read_json, read_upload

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
_KEYS = st.text().filter("__type__".__ne__)
_JSON = st.recursive(_SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3))


@given(st.dictionaries(_KEYS, _JSON, max_size=4))
def test_an_object_is_read_as_it_was_written(value: dict[str, Any]) -> None:
    """What JSON can say arrives unchanged."""
    assert value == parse(json.dumps(value).encode())


@pytest.mark.parametrize("text", ["1e2", "50.0", "1E2", "100.00"])
def test_a_number_with_point_or_exponent_stays_a_float(text: str) -> None:
    """The gateway makes no whole number of it: the gradebook has to refuse it (¶6)."""
    assert isinstance(parse(f'{{"value": {text}}}'.encode())["value"], float)


def test_a_large_whole_number_is_read() -> None:
    """What no database column holds is still a number, to be refused by the service."""
    assert 10**60 == parse(b'{"version": 1' + b"0" * 60 + b"}")["version"]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": "\xff"}',
        b"\xff\xfe{\x00}\x00",
        b"{",
        b"[]",
        b"1",
        b'"text"',
        b"null",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 2}}',
        b'{"a": "\\ud800"}',
        b'{"a": {"__type__": "uuid", "__value__": "x"}}',
        b'{"a": 1} {"b": 2}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a":' * 100_000,
        b'{"a": ' + b"[" * (DEPTH + 1) + b"]" * (DEPTH + 1) + b"}",
    ],
)
def test_what_is_not_plain_json_is_malformed(raw: bytes) -> None:
    """Broken UTF-8, broken JSON, no object, NaN, a key twice, too deep, or a trap for the bus."""
    with pytest.raises(Rejected) as caught:
        parse(raw)
    assert "malformed" == caught.value.code


@given(st.binary(max_size=200))
def test_no_body_breaks_the_reader(raw: bytes) -> None:
    """Any bytes are an object or malformed."""
    with suppress(Rejected):
        assert isinstance(parse(raw), dict)


def _request(receive: Receive) -> Request:
    return Request({"type": "http", "method": "POST", "headers": [(b"content-type", b"application/json")]}, receive)


async def _half(piece: bytes) -> Message:
    return {"type": "http.request", "body": piece, "more_body": True}


def test_a_body_that_does_not_arrive_is_waited_for_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is there, and nothing comes."""
    monkeypatch.setattr(bodies, "FIRST_SECONDS", 0.05)
    pieces = [b'{"login": ']

    async def receive() -> Message:
        if not pieces:
            await asyncio.Event().wait()
        return await _half(pieces.pop())

    with pytest.raises(Rejected) as caught:
        asyncio.run(read_json(_request(receive)))
    assert (408, "too_slow") == (caught.value.status, caught.value.code)


def test_a_body_that_trickles_is_waited_for_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign now and then is no slow line."""
    monkeypatch.setattr(bodies, "FIRST_SECONDS", 0.1)

    async def receive() -> Message:
        await asyncio.sleep(0.01)
        return await _half(b" ")

    with pytest.raises(Rejected) as caught:
        asyncio.run(read_json(_request(receive)))
    assert "too_slow" == caught.value.code


FORM = [(b"content-type", b"multipart/form-data; boundary=b")]
FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nx\r\n'
FORMS = {
    "no form": (FORM, b"hello"),
    "nothing": (FORM, b""),
    "cut off": (FORM, FILE[:40]),
    "no boundary": ([(b"content-type", b"multipart/form-data")], FILE),
    "two files": (FORM, FILE * 2 + b"--b--\r\n"),
    "a field without a name": (FORM, FILE.replace(b' name="file";', b"") + b"--b--\r\n"),
    "unknown": ([(b"content-type", b"multipart/form-data; boundary=b; charset=x")], FILE + b"--b--\r\n"),
    "punycode": ([(b"content-type", b"multipart/form-data; boundary=b; charset=punycode")], FILE + b"--b--\r\n"),
    "no file": (FORM, FILE.replace(b' filename="a.csv"', b"") + b"--b--\r\n"),
    "another type": ([(b"content-type", b"text/csv")], FILE),
}


@pytest.mark.parametrize("app", [{}, {"app": None}], ids=["alone", "in an application"])
@pytest.mark.parametrize(("headers", "body"), FORMS.values(), ids=FORMS)
def test_a_broken_form_is_malformed(headers: list[tuple[bytes, bytes]], body: bytes, app: dict[str, Any]) -> None:
    """With what is wrong in words."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    request = Request({"type": "http", "method": "POST", "headers": headers, **app}, receive)
    with pytest.raises(Rejected) as caught:
        asyncio.run(read_upload(request))
    assert ("malformed", True) == (caught.value.code, bool(caught.value.params["detail"]))


def test_an_uploaded_file_touches_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """¶5: it names cadets; also one that is as large as may be."""
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", lambda _: pytest.fail("written to a disk"))
    content = b"x" * 8_000_000
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = head + content + b"\r\n--b--\r\n"
    headers = [(b"content-type", b"multipart/form-data; boundary=b")]

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    read = asyncio.run(read_upload(Request({"type": "http", "method": "POST", "headers": headers}, receive)))
    assert content == base64.b64decode(read["content"])
