"""What every answer has: a request id, security headers, a line in the log; and nothing of a defect but 500."""

import logging
import time
from dataclasses import dataclass
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.errors import Rejected
from gateway.http.cookies import cookie_name, is_secure
from gateway.http.language import COOKIE
from gateway.http.responses import rejected
from gateway.http.sessions import cookies
from gateway.i18n.texts import LANGUAGES

log = logging.getLogger(__name__)
access = logging.getLogger("gateway.access")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR_SECONDS = 31_536_000
#: Only over https: over http browsers pass them over, some with a complaint.
HTTPS_HEADERS = {
    "Strict-Transport-Security": f"max-age={YEAR_SECONDS}",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class _Answer:
    """One request's answer on its way out."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.id = uuid4().hex
        self.status = 0
        self._request = Request(scope)
        self._send = send
        self._began = time.perf_counter()
        scope.setdefault("state", {})["request_id"] = self.id

    async def send(self, message: Message) -> None:
        """Put the headers on the answer's beginning."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._add_headers(MutableHeaders(scope=message))
        await self._send(message)

    def log(self) -> None:
        """The request in one line: no query, no body, no credential."""
        request, took_ms = self._request, (time.perf_counter() - self._began) * 1000
        access.info("%s %r %d %.1fms %s", request.method, request.url.path, self.status, took_ms, self.id)

    def _add_headers(self, headers: MutableHeaders) -> None:
        headers["X-Request-Id"] = self.id
        headers.setdefault("Cache-Control", "no-store")
        https = is_secure(self._request)
        for name, value in (SECURITY_HEADERS | (HTTPS_HEADERS if https else {})).items():
            headers[name] = value
        self._remember_language(headers)
        if renewed := self._request.scope["state"].get("renewed"):
            for cookie in cookies(renewed, secure=https):
                headers.append("set-cookie", cookie)

    def _is_page(self) -> bool:
        """A paper in another language is no wish to see the pages in it."""
        path = self._request.url.path
        return not path.startswith("/api/") and not path.endswith(".pdf")

    def _remember_language(self, headers: MutableHeaders) -> None:
        language = self._request.query_params.get("language")
        if language in LANGUAGES and self._is_page():
            cookie = Response()
            secure = is_secure(self._request)
            name = cookie_name(COOKIE, secure=secure)
            cookie.set_cookie(name, language, max_age=YEAR_SECONDS, samesite="lax", httponly=True, secure=secure)
            headers.append("set-cookie", cookie.headers["set-cookie"])


@dataclass(frozen=True)
class Address:
    """ASGI middleware: no path of ours holds a control character, and routes take a line's end for the path's end."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Go on, or answer 422."""
        if scope["type"] == "http" and any(sign < " " or sign == "\x7f" for sign in scope["path"]):
            refusal = Rejected("malformed", detail="the address holds a control character")
            response = await rejected(Request(scope, receive), refusal)
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, send)


@dataclass(frozen=True)
class Frame:
    """ASGI middleware around everything else."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in the frame; a defect is logged with the request's id and answered 500."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(scope, send)
        try:
            await self.app(scope, receive, answer.send)
        except ClientDisconnect:
            log.info("request %s: the client has gone", answer.id)
        except Exception:
            log.exception("request %s failed", answer.id)
            await self._apologise(scope, receive, answer)
        finally:
            answer.log()

    async def _apologise(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        if answer.status == 0:
            response = await rejected(Request(scope, receive), Rejected("internal_error"))
            await response(scope, receive, answer.send)
