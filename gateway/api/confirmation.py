"""The own password given again, for what a session alone does not permit (¶4)."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from gateway.api.endpoint import Endpoint
from gateway.api.forwarding import ask
from gateway.http.bodies import read_json
from gateway.http.callers import Caller

#: Of the code that goes with a password where there is a second factor.
CODE = ("second_factor_required", "second_factor_wrong")
#: Of what auth has confirmed, by the service that is shown it.
CONFIRMED = ("confirmation_required", "confirmation_invalid", "confirmation_expired")


async def read_confirmed(request: Request, caller: Caller) -> dict[str, Any]:
    """The request's body with what auth confirms in the place of the password and the code."""
    body = await read_json(request)
    given = {"password": body.pop("password", None), "code": body.pop("code", "")}
    confirmed = await caller.call("auth", "confirm_identity", given)
    return {**body, "confirmation": confirmed["confirmation"]}


async def ask_confirmed(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Ask the service: the password goes to auth, and what auth confirms goes with the command."""
    return await ask(endpoint, request, caller, await read_confirmed(request, caller))
