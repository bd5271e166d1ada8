"""A session's secret, the short access token it is exchanged for at auth, and the cookies that carry it."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import Response

from gateway.http.cookies import cookie_name, read_cookie
from gateway.messaging.bus import Bus, Context
from services.common.clocks.clock import Clock
from services.common.refusals import Reasons
from services.common.security.revocation import EndedSessions

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
        self._ended = EndedSessions()

    async def access(self, secret: str, context: Context, *, quiet: bool = False) -> dict[str, Any]:
        """``IssuedToken`` of auth's contract. Raises ``Refused`` when the session has ended, or as the bus does.

        ``quiet``: a window is only open, nobody does anything; that keeps no session alive.
        """
        known = self._issued.get(_key(secret))
        if known and known["quiet"] <= quiet and self._lasts(known):
            return known
        asked = {"secret": secret, "quiet": quiet}
        issued: dict[str, Any] = await self._bus.call("auth", "issue_token", asked, context=context)
        if issued["session"] in self._ended:
            raise Reasons.session_ended.refused()
        issued["quiet"] = quiet
        if len(self._issued) >= CAPACITY:
            self._issued.clear()
        self._issued[_key(secret)] = issued
        return issued

    async def renew(self, secret: str, context: Context, *, at_once: bool) -> str:
        """Another secret for the session; "" when another request has just got one. Raises as the bus does.

        ``at_once``: the old one is over, also for who has stolen it; else requests under way still come with it.
        """
        asked = {"secret": secret, "at_once": at_once}
        fresh: str = (await self._bus.call("auth", "rotate_session", asked, context=context))["secret"]
        self.forget(secret)
        return fresh

    def _lasts(self, issued: dict[str, Any]) -> bool:
        return datetime.fromisoformat(issued["expires_at"]) - MARGIN > self._clock.machine()

    def end(self, session: str) -> None:
        """The session has ended, wherever that was done: its token is used no more."""
        self._ended.add(session)
        self._issued = {key: each for key, each in self._issued.items() if each["session"] != session}

    def forget_all(self) -> None:
        """Ask auth again about everybody."""
        self._issued.clear()

    def forget(self, secret: str) -> None:
        """Ask auth again next time: the session has ended."""
        self._issued.pop(_key(secret), None)

    def forget_person(self, person: str) -> None:
        """Ask auth again about every session of somebody: password, duties or roles have changed, or they are off.

        That holds at once in this process, and in others as soon as they hear of it (gateway/live/revocation.py).
        A token of an ended session is taken nowhere (services/common/security/revocation.py); one with former roles is
        believed by who got it until it ends, five minutes after it was given out.
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
    return read_cookie(request, COOKIE), True


#: What a browser says by itself (Fetch Metadata, CORS), or a page of ours for it.
_SAID_BY_BROWSERS = ("x-csrf-token", "origin", "sec-fetch-site")


def is_browser(request: HTTPConnection) -> bool:
    """Whether who asks keeps cookies: a session's secret then goes nowhere else, for scripts read what is answered."""
    return any(name in request.headers for name in _SAID_BY_BROWSERS) or bool(read_cookie(request, COOKIE))


def set_cookies(response: Response, secret: str, *, secure: bool) -> None:
    """Begin a browser's session: it ends with the browser, or at auth."""
    for cookie in cookies(secret, secure=secure):
        response.headers.append("set-cookie", cookie)


def cookies(secret: str, *, secure: bool) -> tuple[str, str]:
    """The headers' values: the session, which no script reads and no other site sends, and what scripts repeat."""
    response = Response()
    name = cookie_name(COOKIE, secure=secure)
    response.set_cookie(name, secret, httponly=True, samesite="strict", secure=secure)
    return response.headers["set-cookie"], csrf_cookie(secret, secure=secure)


def csrf_cookie(secret: str, *, secure: bool) -> str:
    """The header's value that gives our scripts what they repeat."""
    cookie = Response()
    name = cookie_name(CSRF_COOKIE, secure=secure)
    cookie.set_cookie(name, csrf_token(secret), samesite="strict", secure=secure)
    return cookie.headers["set-cookie"]


def delete_cookies(response: Response, *, secure: bool) -> None:
    """End a browser's session."""
    for name, by_scripts in ((COOKIE, False), (CSRF_COOKIE, True)):
        told = cookie_name(name, secure=secure)
        response.delete_cookie(told, httponly=not by_scripts, samesite="strict", secure=secure)
