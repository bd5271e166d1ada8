"""What pages are drawn and moved with: styles, scripts, texts.

Their address names their version, so that a browser asks for each once and keeps it until a release changes it.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from gateway.errors import Rejected
from gateway.i18n import texts

FOLDER = Path(__file__).parent / "static"
#: A year: the longest that caches are asked to keep anything (RFC 9111; RFC 8246 for ``immutable``).
KEPT = "public, max-age=31536000, immutable"
#: Asked about each time, and sent when it has changed.
ASKED_ABOUT = "no-cache"


def _contents() -> Iterator[bytes]:
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            yield f"{path.relative_to(FOLDER)}\0".encode() + path.read_bytes()
    for language in texts.LANGUAGES:
        yield texts.module(language)


VERSION = hashlib.sha256(b"\0".join(hashlib.sha256(each).digest() for each in _contents())).hexdigest()[:16]
#: Where pages of this release find their files.
ADDRESS = f"/static/{VERSION}"
_VERSION_FORM = re.compile(r"[0-9a-f]{16}")


def cache_control(version: str) -> str:
    """How long what lies under this version's address may be kept: another release's is never taken for ours."""
    return KEPT if version == VERSION else ASKED_ABOUT


class _Files(StaticFiles):
    """The files, under the address of any version: a page of another release gets what there is."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        version, _, rest = path.partition("/")
        named = _VERSION_FORM.fullmatch(version) is not None
        response = await super().get_response(rest if named else path, scope)
        response.headers["Cache-Control"] = cache_control(version)
        if response.media_type == "image/svg+xml":
            response.headers["Content-Type"] = "image/svg+xml; charset=utf-8"
        return response


@cache
def _etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


async def _texts(request: Request) -> Response:
    """A language's texts as an ES module."""
    language = request.path_params["language"]
    if language not in texts.LANGUAGES:
        raise Rejected("path_unknown")
    body = texts.module(language)
    etag = _etag(body)
    headers = {"ETag": etag, "Cache-Control": cache_control(request.path_params.get("version", ""))}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="text/javascript; charset=utf-8", headers=headers)


routes: list[BaseRoute] = [
    Route("/static/i18n/{language}.js", _texts),
    Route("/static/{version}/i18n/{language}.js", _texts),
    Mount("/static", _Files(directory=FOLDER)),
]
