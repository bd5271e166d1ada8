"""Reading a request's body: never more than allowed, and nothing that is not plainly what it should be."""

import base64
import json
from typing import Any, Never

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.types import Message

from gateway.errors import Rejected

JSON_BYTES = 1_000_000
UPLOAD_BYTES = 9_000_000
DRAINED_BYTES = 32_000_000
"""How much of a body that is too large is read and dropped, so that its sender can read the answer."""
DEPTH = 24
#: A contingent names cadets: no file is put aside on a disk while it is read.
MultiPartParser.spool_max_size = UPLOAD_BYTES


async def read_json(request: Request) -> dict[str, Any]:
    """The body's JSON object; {} when there is no body. Raises ``Rejected(malformed | too_large)``."""
    raw = await _limited(request, JSON_BYTES).body()
    return parse(raw) if raw.strip() else {}


async def read_upload(request: Request) -> dict[str, Any]:
    """A form's text fields, and its ``file`` as ``filename`` and ``content`` in base64."""
    async with _limited(request, UPLOAD_BYTES).form(max_files=1, max_fields=8) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            _malformed("a form with a file in the field `file` is expected")
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        content = base64.b64encode(await file.read()).decode()
        return {**fields, "filename": file.filename or "", "content": content}


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
    total = 0

    async def receive() -> Message:
        nonlocal total
        message = await request.receive()
        total += len(message.get("body", b""))
        while total > limit and message.get("more_body") and total < DRAINED_BYTES:
            message = await request.receive()
            total += len(message.get("body", b""))
        if total > limit:
            raise Rejected("too_large", limit=limit // 1_000_000)
        return message

    return Request(request.scope, receive)


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
