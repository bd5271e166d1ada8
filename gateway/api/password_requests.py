"""Requests for a new password, for who has forgotten theirs."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.confirmation import CODE, CONFIRMED, read_confirmed
from gateway.api.endpoint import Endpoint
from gateway.api.forwarding import answer, reply_to
from gateway.api.schemas import shape_of
from gateway.http.callers import Caller
from services.auth import contract as auth

ConfirmPasswordRequest = shape_of(
    auth.ConfirmPasswordRequest, without=["request", "confirmation"], password=str, code=str | msgspec.UnsetType
)

#: Why a request may not be answered, with yes or no.
_ANSWER = (
    "password_request_unknown",
    "password_request_not_yours",
    "two_people_needed",
    "password_request_closed",
)


async def confirm_password_request(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Confirm a new password, and forget its owner's sessions: they have ended (¶5)."""
    reply = await reply_to(endpoint, request, caller, await read_confirmed(request, caller))
    caller.sessions.forget_person(reply["person"]["id"])
    return answer(endpoint, caller, reply)


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="POST",
        path="/people/{person}/password-requests",
        summary="Ask for a new password for who has forgotten theirs, for IT; nothing changes until a head confirms.",
        request=auth.AskForPassword,
        reply=auth.PasswordRequest,
        status=201,
        codes=(
            "person_unknown",
            "own_account",
            "person_inactive",
            "reason_required",
            "text_too_long",
            "password_request_waiting",
        ),
    ),
    Endpoint(
        method="GET",
        path="/password-requests",
        summary="Requests for new passwords: all for IT and moderators, those to decide or decided for a head.",
        request=auth.ListPasswordRequests,
        reply=auth.PasswordRequests,
        query=("open",),
    ),
    Endpoint(
        method="GET",
        path="/password-requests/{request}",
        summary="One of them.",
        request=auth.ShowPasswordRequest,
        reply=auth.PasswordRequest,
        codes=("password_request_unknown",),
    ),
    Endpoint(
        method="POST",
        path="/password-requests/{request}/withdraw",
        summary="Take a request for a new password back, for IT.",
        request=auth.WithdrawPasswordRequest,
        reply=auth.PasswordRequest,
        codes=("password_request_unknown", "password_request_closed"),
    ),
    Endpoint(
        method="POST",
        path="/password-requests/{request}/refuse",
        summary="Refuse a new password, with a reason, for a head of the person's faculty.",
        request=auth.RefusePasswordRequest,
        reply=auth.PasswordRequest,
        codes=(*_ANSWER, "reason_required", "text_too_long"),
    ),
    Endpoint(
        method="POST",
        path="/password-requests/{request}/confirm",
        summary="Confirm a new password, giving the own one again (¶5). The initial password is shown this once.",
        request=auth.ConfirmPasswordRequest,
        body=ConfirmPasswordRequest,
        reply=auth.HandedOut,
        codes=(
            *_ANSWER,
            "person_inactive",
            "recovery_key_absent",
            "recovery_key_wrong",
            "password_not_allowed",
            "password_wrong",
            *CODE,
            "too_many_attempts",
            *CONFIRMED,
        ),
        handler=confirm_password_request,
    ),
)
