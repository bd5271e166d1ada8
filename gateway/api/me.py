"""The own account: password, sessions, second factor, the first sign-in."""

import segno
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.confirmation import CODE
from gateway.api.endpoint import Endpoint
from gateway.api.forwarding import ask, forward
from gateway.api.schemas import shape_of
from gateway.http.bodies import read_json
from gateway.http.callers import Caller
from gateway.http.responses import Json
from services.auth import contract as auth

NewPassword = shape_of(auth.ChangePassword, without=["secret"], name="NewPassword")
SecondFactorOffer = shape_of(auth.SecondFactorOffer, qr=str)


async def me(_endpoint: Endpoint, _request: Request, caller: Caller) -> Response:
    """Who is signed in."""
    return Json(caller.user)


async def change_password(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Change the password; a key pair that comes with it is opened in this very session (¶5)."""
    response = await ask(endpoint, request, caller, {**await read_json(request), "secret": caller.secret})
    caller.sessions.forget_person((caller.user or {})["id"])
    await caller.renew(request, at_once=True)
    return response


async def first_step(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Do what a first sign-in asks for; what is known of the person's sessions is then out of date."""
    response = await forward(endpoint, request, caller)
    caller.sessions.forget_person((caller.user or {})["id"])
    return response


async def offer_second_factor(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """What the telephone reads, as a picture too."""
    offer = await caller.call(endpoint.service, endpoint.rpc, await read_json(request))
    picture = segno.make(offer["address"], error="m").svg_data_uri(scale=4, border=4, light="#fff")
    return Json({**offer, "qr": picture}, endpoint.status)


async def confirm_second_factor(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Take it into use; from now on the session has another secret."""
    response = await first_step(endpoint, request, caller)
    await caller.renew(request, at_once=True)
    return response


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(method="GET", path="/me", summary="Who is signed in.", reply=auth.User, handler=me),
    Endpoint(
        method="POST",
        path="/me/password",
        summary="Change one's own password (¶5), with a code where there is a second factor (¶4).",
        request=auth.ChangePassword,
        body=NewPassword,
        status=204,
        codes=(
            "credentials_damaged",
            "password_wrong",
            *CODE,
            "password_too_short",
            "password_not_allowed",
            "too_many_attempts",
        ),
        handler=change_password,
    ),
    Endpoint(
        method="GET",
        path="/me/sessions",
        summary="Where one is signed in: device, address, begun, last seen.",
        request=auth.ListSessions,
        reply=auth.OwnSessions,
    ),
    Endpoint(
        method="DELETE",
        path="/me/sessions/{session}",
        summary="End one of one's own sessions, at once and everywhere.",
        request=auth.EndOwnSession,
        status=204,
        codes=("session_unknown",),
    ),
    Endpoint(
        method="POST",
        path="/me/sessions/end-others",
        summary="End all of one's own sessions but this one.",
        request=auth.EndOtherSessions,
        status=204,
    ),
    Endpoint(
        method="POST",
        path="/me/confirmation",
        summary="Give the password again; the confirmation goes with a decision that asks for one (¶4).",
        request=auth.ConfirmIdentity,
        reply=auth.Confirmation,
        status=201,
        codes=("credentials_damaged", "password_wrong", *CODE, "too_many_attempts"),
    ),
    Endpoint(
        method="POST",
        path="/me/second-factor",
        summary="Set up a second factor (¶4): what a telephone's authenticator reads, said once.",
        request=auth.SetUpSecondFactor,
        reply=SecondFactorOffer,
        status=201,
        codes=("credentials_damaged", "password_wrong", *CODE, "too_many_attempts"),
        handler=offer_second_factor,
    ),
    Endpoint(
        method="POST",
        path="/me/second-factor/confirmation",
        summary="Take the second factor into use with its first code; the recovery codes are said once.",
        request=auth.ConfirmSecondFactor,
        reply=auth.RecoveryCodes,
        status=201,
        codes=("credentials_damaged", "second_factor_not_offered", "second_factor_wrong", "too_many_attempts"),
        handler=confirm_second_factor,
    ),
    Endpoint(
        method="POST",
        path="/me/acknowledgement",
        summary="Acknowledge ¶22 at the first sign-in.",
        request=auth.Acknowledge,
        status=204,
        codes=("acknowledgement_required",),
        handler=first_step,
    ),
)
