"""Signing in and out."""

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response

from gateway.api.endpoint import Endpoint
from gateway.api.schemas import shape_of
from gateway.errors import Rejected
from gateway.http.bodies import read_json
from gateway.http.callers import Caller
from gateway.http.cookies import is_secure
from gateway.http.responses import Json
from gateway.http.sessions import credential, delete_cookies, is_browser, set_cookies
from services.auth import contract as auth
from services.common.errors import Refused

NewSession = shape_of(auth.SignIn, without=["address", "agent"], name="NewSession")
Session = shape_of(auth.SignedIn, without=["secret"], name="Session", token=str)


async def sign_in(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Begin a session. A tool reads its secret in the answer; a browser has it as a cookie, and in no other place."""
    body = await read_json(request)
    body |= {"address": caller.address, "agent": caller.agent}
    signed_in = await caller.call(endpoint.service, endpoint.rpc, body)
    secret = signed_in.pop("secret")
    await _end_former(request, caller)
    by_browser = is_browser(request)
    response = Json({"token": "" if by_browser else secret, **signed_in}, endpoint.status)
    if by_browser:
        set_cookies(response, secret, secure=is_secure(request))
    return response


async def _end_former(request: Request, caller: Caller) -> None:
    """Who signs in has no other session in this browser any more, whosever that was."""
    former, by_cookie = credential(request)
    if not (former and by_cookie):
        return
    with suppress(Refused, Rejected):  # ended already; or it ends when it is idle
        await caller.call("auth", "sign_out", {"secret": former})
        caller.sessions.forget(former)


async def sign_out(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """End the session of the request."""
    await caller.call(endpoint.service, endpoint.rpc, {"secret": caller.secret})
    caller.sessions.forget(caller.secret)
    caller.sessions.end(caller.session)
    response = Response(status_code=endpoint.status)
    delete_cookies(response, secure=is_secure(request))
    return response


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="POST",
        path="/sessions",
        summary="Sign in. A tool gets a `token`, to be sent as a Bearer; a browser gets a cookie, and no token.",
        request=auth.SignIn,
        body=NewSession,
        reply=Session,
        status=201,
        codes=(
            "sign_in_failed",
            "second_factor_required",
            "second_factor_wrong",
            "too_many_attempts",
            "initial_password_used",
            "initial_password_expired",
            "person_inactive",
            "account_damaged",
            "cadets_switched_off",
            "credentials_damaged",
        ),
        public=True,
        handler=sign_in,
    ),
    Endpoint(
        method="DELETE",
        path="/sessions/current",
        summary="Sign out.",
        request=auth.SignOut,
        status=204,
        handler=sign_out,
    ),
)
