"""A session's secret, the short access token it is exchanged for at auth, and the cookies that carry it."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import Response

from gateway.bus import Bus, Context
from services.common.clock import Clock

COOKIE = "jurnal_session"
CSRF_COOKIE = "jurnal_csrf"
MARGIN = timedelta(seconds=30)
"""A token is not used in its last seconds: it has to last until the service has checked it."""
CAPACITY = 20_000


class Sessions:
    """Access tokens by session, kept in memory only."""

    def __init__(self, bus: Bus, clock: Clock) -> None:
        self._bus = bus
        self._clock = clock
        self._issued: dict[bytes, dict[str, Any]] = {}

    async def access(self, secret: str, context: Context) -> dict[str, Any]:
        """``IssuedToken`` of auth's contract. Raises ``Refused`` when the session has ended, or as the bus does."""
        known = self._issued.get(_key(secret))
        if known and datetime.fromisoformat(known["expires_at"]) - MARGIN > self._clock.machine():
            return known
        issued: dict[str, Any] = await self._bus.call("auth", "issue_token", {"secret": secret}, context=context)
        if len(self._issued) >= CAPACITY:
            self._issued.clear()
        self._issued[_key(secret)] = issued
        return issued

    def forget(self, secret: str) -> None:
        """Ask auth again next time: the session has ended."""
        self._issued.pop(_key(secret), None)

    def forget_person(self, person: str) -> None:
        """Ask auth again about every session of somebody: password, duties or roles have changed, or they are off.

        That holds at once in this process. Another gateway, and every service a token has reached, believe the token
        until it ends: five minutes after it was given out (``services.common.tokens.LIFETIME``), and no longer, for
        auth gives out none that says what is no more so.
        """
        self._issued = {key: each for key, each in self._issued.items() if each["user"]["id"] != person}


def _key(secret: str) -> bytes:
    return hashlib.sha256(secret.encode(errors="replace")).digest()


def csrf_token(secret: str) -> str:
    """What a page must repeat in ``X-CSRF-Token``: bound to the session, and telling nothing of its secret."""
    return hashlib.sha256(b"csrf:" + secret.encode(errors="replace")).hexdigest()


def credential(request: HTTPConnection) -> tuple[str, bool]:
    """The session's secret ("" for none) and whether a browser sent it by itself, as a cookie."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return bearer.strip(), False
    return request.cookies.get(COOKIE, ""), True


def set_cookies(response: Response, secret: str, *, secure: bool) -> None:
    """Begin a browser's session: it ends with the browser, or at auth."""
    response.set_cookie(COOKIE, secret, httponly=True, samesite="lax", secure=secure)
    response.headers.append("set-cookie", csrf_cookie(secret, secure=secure))


def csrf_cookie(secret: str, *, secure: bool) -> str:
    """The header's value that gives our scripts what they repeat."""
    cookie = Response()
    cookie.set_cookie(CSRF_COOKIE, csrf_token(secret), samesite="lax", secure=secure)
    return cookie.headers["set-cookie"]


def delete_cookies(response: Response, *, secure: bool) -> None:
    """End a browser's session."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=secure)
    response.delete_cookie(CSRF_COOKIE, samesite="lax", secure=secure)
