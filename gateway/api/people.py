"""People and their accounts."""

from starlette.requests import Request
from starlette.responses import Response

from gateway.api.endpoint import Endpoint
from gateway.api.forwarding import forward
from gateway.api.schemas import shape_of
from gateway.http.callers import Caller
from services.auth import contract as auth

SetActive = shape_of(auth.SetActive, without=["person", "active"], name="SetActive")

#: Why a person may not have these roles.
_ROLES = (
    "role_unknown",
    "role_needs_faculty",
    "role_has_no_faculty",
    "it_stands_apart",
    "cadet_stands_apart",
    "faculty_unknown",
)
#: Why an account may not be changed.
_ACCOUNT = ("person_unknown", "own_account", "last_it_staff")


async def change_account(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Change somebody's account and forget their sessions, done or not: auth says anew whose they are."""
    try:
        return await forward(endpoint, request, caller)
    finally:
        caller.sessions.forget_person(request.path_params["person"])


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/people",
        summary="Who signs in, for IT and moderators.",
        request=auth.ListPeople,
        reply=auth.People,
        query=("search",),
    ),
    Endpoint(
        method="POST",
        path="/people",
        summary="Register a person, for IT. The initial password is shown this once.",
        request=auth.RegisterPerson,
        reply=auth.RegisteredPerson,
        status=201,
        codes=(
            "login_taken",
            "login_malformed",
            "looks_like",
            "text_unprintable",
            *_ROLES,
            "password_too_short",
            "password_not_allowed",
        ),
    ),
    Endpoint(
        method="GET",
        path="/people/{person}",
        summary="A person and every change of the account, for IT and moderators.",
        request=auth.ShowPerson,
        reply=auth.PersonPage,
        codes=("person_unknown",),
    ),
    Endpoint(
        method="POST",
        path="/people/{person}/reset-second-factor",
        summary="Take a lost second factor back, with a reason, for IT; the person is signed out (¶4).",
        request=auth.ResetSecondFactor,
        reply=auth.PersonRow,
        codes=(*_ACCOUNT, "second_factor_missing", "reason_required", "text_too_long"),
        handler=change_account,
    ),
    Endpoint(
        method="PUT",
        path="/people/{person}/roles",
        summary="Give a person these roles and no others, for IT (¶4). In force everywhere within five minutes.",
        request=auth.ChangeRoles,
        reply=auth.PersonRow,
        codes=(*_ACCOUNT, *_ROLES),
        handler=change_account,
    ),
    *(
        Endpoint(
            method="POST",
            path=f"/people/{{person}}/{action}",
            summary=summary,
            request=auth.SetActive,
            body=SetActive,
            reply=auth.PersonRow,
            fixed={"active": active},
            codes=(*_ACCOUNT, "reason_required", "text_too_long"),
            handler=change_account,
        )
        for action, active, summary in (
            ("switch-off", False, "Sign a person out and let nobody sign in as them, with a reason, for IT (¶4)."),
            ("switch-on", True, "Let a person who was switched off sign in again, for IT."),
        )
    ),
)
