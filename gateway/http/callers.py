"""Who sent a request, and calling services for them.

A page or an endpoint asks a service like this; what the call may raise is answered by gateway/http/responses.py::

    caller = request.state.caller                     # set before every page
    if caller.user is None: ...                       # nobody is signed in
    journal = await caller.call("gradebook", "show_journal", {"journal": journal_id})
"""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.errors import Rejected
from gateway.http.cookies import is_secure, read_cookie
from gateway.http.language import language_of
from gateway.http.rate_limits import SLOW, Limits
from gateway.http.sessions import CSRF_COOKIE, Sessions, credential, csrf_cookie, csrf_token
from gateway.messaging.bus import Bus, Context
from services.common.errors import Refused
from services.common.refusals import Reasons
from services.common.security.networks import network
from services.corrections.contract import SERVICE as CORRECTIONS
from services.corrections.contract import WITH_KEY
from services.gradebook.contract import SERVICE as GRADEBOOK

#: Says that a page asks by itself, with nobody at the computer perhaps (¶4).
QUIET = "x-quiet"


@dataclass(kw_only=True)
class Caller:
    """Who asks. ``user`` is auth's ``User``, None when nobody is signed in; ``ended`` then says why, if known.

    ``by_cookie``: a browser sent the session by itself, so forgery has to be ruled out.
    ``is_old``: its secret should be another.
    """

    bus: Bus
    sessions: Sessions
    context: Context
    address: str
    agent: str
    secret: str = field(default="", repr=False)
    by_cookie: bool = False
    user: dict[str, Any] | None = None
    ended: Refused | None = None
    session: str = ""
    is_old: bool = False

    @property
    def language(self) -> str:
        """The language to answer in."""
        return self.context.language

    async def call(self, service: str, method: str, *args: Any) -> Any:
        """Ask a service for the caller. Raises ``Refused``, ``Unavailable`` or ``OutcomeUnknown``."""
        try:
            return await self.bus.call(service, method, *args, context=self._context_for(service, method))
        except Refused as refused:
            if refused.refusal.kind == "unauthenticated":
                self.sessions.forget(self.secret)
            raise

    def _context_for(self, service: str, method: str) -> Context:
        """The caller's private key goes to whom the gradebook answers, and to nobody else (¶5)."""
        needs_key = service == GRADEBOOK or (service == CORRECTIONS and method in WITH_KEY)
        return self.context if needs_key else replace(self.context, session_key="")

    async def recognise(self, *, quiet: bool = False) -> None:
        """Find out whose session it is; an ended one is nobody's. ``quiet``: nobody is at the computer."""
        try:
            issued = await self.sessions.access(self.secret, self.context, quiet=quiet)
        except Refused as refused:
            self.ended = refused
        else:
            self.user, self.session, self.is_old = issued["user"], issued["session"], issued["is_old"]
            own = {"auth_token": issued["token"], "session_key": issued["session_key"]}
            self.context = Context(**{**vars(self.context), **own})

    async def renew(self, request: HTTPConnection, *, at_once: bool = False) -> None:
        """Give the browser another secret with this answer (gateway/http/middleware.py); a tool keeps its own."""
        if not self.by_cookie:
            return
        with suppress(Rejected, Refused):  # another time, then
            request.state.renewed = await self.sessions.renew(self.secret, self.context, at_once=at_once)

    def pay(self, limits: Limits, cost: int = 1) -> None:
        """Count the request to the person, or to the address of who is nobody. Raises ``Rejected``."""
        if self.user:
            limits.people.take(self.user["id"], cost)
        else:
            limits.addresses.take(network(self.address), SLOW if self.ended else cost)

    def require_ready(self) -> None:
        """Raises ``Refused`` while duties of the first sign-in are outstanding (¶22)."""
        if self.user and self.user["duties"]:
            raise Reasons.duties_outstanding.refused()

    def require_session(self) -> None:
        """Raises ``Refused`` or ``Rejected`` when nobody is signed in."""
        if self.ended:
            raise self.ended
        if self.user is None:
            raise Rejected("sign_in_required")


@dataclass(frozen=True, kw_only=True)
class Identify:
    """ASGI middleware for pages: ``request.state.caller``, and the CSRF token where a browser has lost it."""

    app: ASGIApp = field(kw_only=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Identify who asks, then go on."""
        request = HTTPConnection(scope)
        caller = request.state.caller = await identify(request)
        caller.pay(request.app.state.limits)
        lost = caller.user is not None and read_cookie(request, CSRF_COOKIE) != csrf_token(caller.secret)

        async def send_with_token(message: Message) -> None:
            if lost and message["type"] == "http.response.start":
                secure = is_secure(request)
                MutableHeaders(scope=message).append("set-cookie", csrf_cookie(caller.secret, secure=secure))
            await send(message)

        await self.app(scope, receive, send_with_token)


async def identify(request: HTTPConnection, *, recognise: bool = True, quiet: bool = False) -> Caller:
    """Who sent the request. Raises ``Unavailable`` or ``OutcomeUnknown`` when auth cannot say.

    Where it does not matter whose the session is (``recognise`` false) it is passed over. A ``quiet`` request, or one
    with the header ``QUIET``, keeps no session alive.
    """
    secret, by_cookie = credential(request) if recognise else ("", False)
    caller = Caller(
        bus=request.app.state.bus,
        sessions=request.app.state.sessions,
        context=context_of(request),
        address=request.client.host if request.client else "",
        agent=request.headers.get("user-agent", "")[:200],
        secret=secret,
        by_cookie=by_cookie and bool(secret),
    )
    if secret:
        await caller.recognise(quiet=quiet or request.headers.get(QUIET) == "1")
    if caller.is_old and request.scope.get("method") == "GET":
        await caller.renew(request)
    return caller


def context_of(request: HTTPConnection) -> Context:
    """The request's id and its place in a trace (W3C Trace Context), without anybody's token."""
    request_id = request.scope["state"]["request_id"]
    trace_id = _trace_id(request.headers.get("traceparent", "")) or uuid4().hex
    return Context(
        language=language_of(request),
        correlation_id=request_id,
        traceparent=f"00-{trace_id}-{uuid4().hex[:16]}-01",
    )


def _trace_id(traceparent: str) -> str:
    parts = traceparent.split("-")
    known = len(parts) >= 4 and len(parts[1]) == 32 and set(parts[1]) <= set("0123456789abcdef")
    return parts[1] if known and set(parts[1]) != {"0"} else ""
