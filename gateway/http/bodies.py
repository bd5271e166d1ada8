"""Reading a request's body: never more than allowed, and nothing that is not plainly what it should be."""

import asyncio
import base64
import json
from dataclasses import dataclass
from typing import Any, Never

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.types import Message, Receive

from gateway.errors import Rejected

JSON_BYTES = 1_000_000
UPLOAD_BYTES = 9_000_000
DRAINED_BYTES = 32_000_000
"""How much of a body that is too large is read and dropped, so that its sender can read the answer."""
DEPTH = 24
#: How long a body may be on its way, and how much longer for what has arrived: nobody's line is slower.
FIRST_SECONDS = 30.0
SLOWEST_BYTES_A_SECOND = 16_000
#: A contingent names cadets: no file is put aside on a disk while it is read.
MultiPartParser.spool_max_size = UPLOAD_BYTES


@dataclass
class _Arriving:
    """A body on its way, within its bytes and its time."""

    more: Receive
    limit: int
    total: int = 0
    began: float = 0.0

    async def receive(self) -> Message:
        """The next piece. Raises ``Rejected(too_large | too_slow)``, the former when the rest has been dropped."""
        message = await self._next()
        while self.total > self.limit and message.get("more_body") and self.total < DRAINED_BYTES:
            message = await self._next()
        if self.total > self.limit:
            raise Rejected("too_large", limit=self.limit // 1_000_000)
        return message

    async def _next(self) -> Message:
        self.began = self.began or asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(self.began + FIRST_SECONDS + self.total / SLOWEST_BYTES_A_SECOND):
                message = await self.more()
        except TimeoutError:
            raise Rejected("too_slow") from None
        self.total += len(message.get("body", b""))
        return message


async def read_json(request: Request) -> dict[str, Any]:
    """The body's JSON object; {} when there is no body. Raises ``Rejected(malformed | too_large)``."""
    raw = await _limited(request, JSON_BYTES).body()
    return parse(raw) if raw.strip() else {}


async def read_upload(request: Request) -> dict[str, Any]:
    """A form's text fields, and its ``file`` as ``filename`` and ``content`` in base64."""
    form = await _form(_limited(request, UPLOAD_BYTES))
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            _malformed("a form with a file in the field `file` is expected")
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        content = base64.b64encode(await file.read()).decode()
        return {**fields, "filename": file.filename or "", "content": content}
    finally:
        await form.close()


async def _form(request: Request) -> FormData:
    """The form. Its text is UTF-8: among the encodings that Python knows some cost the square of what they decode."""
    _, said = parse_options_header(request.headers.get("content-type", ""))
    if said.get(b"charset", b"utf-8").lower() != b"utf-8":
        _malformed("the form is not UTF-8")
    try:
        return await request.form(max_files=1, max_fields=8)
    except (HTTPException, MultiPartException):
        _malformed("the form is broken, or holds more than one file and eight fields")


def parse(raw: bytes) -> dict[str, Any]:
    """A JSON object: UTF-8, each key once, finite numbers, not too deep. ``1e2`` and ``50.0`` stay floats."""
    try:
        value = json.loads(raw.decode(), object_pairs_hook=_object, parse_constant=_no_number, parse_float=_finite)
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeError:
        _malformed("the text is not UTF-8")
    except (ValueError, RecursionError):
        _malformed("the body is not JSON")
    if not isinstance(value, dict) or _deeper_than(value, DEPTH):
        _malformed("a JSON object is expected, not nested too deeply")
    return value


def _limited(request: Request, limit: int) -> Request:
    """The same request, whose body may be ``limit`` bytes long."""
    return Request(request.scope, _Arriving(request.receive, limit).receive)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        _malformed("a key stands twice in an object")
    if "__type__" in made:  # kombu would make a Python object of it on the service's side
        _malformed("the key `__type__` is not allowed")
    return made


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        _malformed("a number is too large")
    return number


def _no_number(text: str) -> Never:
    _malformed(f"{text} is not a number of JSON")


def _deeper_than(value: Any, depth: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    children = value.values() if isinstance(value, dict) else value
    return depth == 0 or any(_deeper_than(child, depth - 1) for child in children)


def _malformed(detail: str) -> Never:
    raise Rejected("malformed", detail=detail)
