"""What an endpoint does: most hand the request to a service and its reply back; the others are here too."""

import base64
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from gateway.answers import Json
from gateway.bodies import read_json, read_upload
from gateway.callers import Caller
from gateway.errors import Rejected
from gateway.readiness import system_health
from gateway.sessions import delete_cookies, set_cookies

if TYPE_CHECKING:
    from gateway.endpoints import Endpoint

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Years that a demo's clock may show: beyond them dates cannot be counted with.
FIRST_YEAR, LAST_YEAR = 2000, 2100


async def forward(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Ask the service what the request asks."""
    body = {} if endpoint.method == "GET" else await read_json(request)
    return await _ask(endpoint, request, caller, body)


async def upload(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Hand a form with a file to the service."""
    return await _ask(endpoint, request, caller, await read_upload(request))


async def first_step(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Do what a first sign-in asks for; what is known of the person's sessions is then out of date."""
    response = await forward(endpoint, request, caller)
    caller.sessions.forget_person((caller.user or {})["id"])
    return response


async def sign_in(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Begin a session; the browser gets it as a cookie too."""
    body = await read_json(request)
    body |= {"address": caller.address, "agent": caller.agent}
    signed_in = await caller.call(endpoint.service, endpoint.rpc, body)
    secret = signed_in.pop("secret")
    response = Json({"token": secret, **signed_in}, endpoint.status)
    set_cookies(response, secret, secure=request.url.scheme == "https")
    return response


async def sign_out(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """End the session of the request."""
    await caller.call(endpoint.service, endpoint.rpc, {"secret": caller.secret})
    caller.sessions.forget(caller.secret)
    response = Response(status_code=endpoint.status)
    delete_cookies(response, secure=request.url.scheme == "https")
    return response


async def me(_endpoint: "Endpoint", _request: Request, caller: Caller) -> Response:
    """Who is signed in."""
    return Json(caller.user)


async def template(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """The empty spreadsheet as a file."""
    made = await caller.call(endpoint.service, endpoint.rpc, {"language": caller.language})
    headers = {"Content-Disposition": f'attachment; filename="{made["filename"]}"', "Cache-Control": "no-store"}
    return Response(base64.b64decode(made["content"]), media_type=XLSX, headers=headers)


async def health(_endpoint: "Endpoint", _request: Request, caller: Caller) -> Response:
    """Every service's health, for who watches over the system (¶7, ¶8)."""
    roles = {held["role"] for held in (caller.user or {}).get("roles", ())}
    if not roles & {"it_staff", "moderator", "monitor"}:
        raise Rejected("role_required")
    return Json(await system_health(caller.bus))


async def show_clock(_endpoint: "Endpoint", request: Request, _caller: Caller) -> Response:
    """Academy time of a demo."""
    return Json({"now": request.app.state.clock.now().isoformat()})


async def move_clock(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Let academy time be another from now on."""
    request.app.state.clock.move(_instant((await read_json(request)).get("now")))
    return await show_clock(endpoint, request, caller)


async def _ask(endpoint: "Endpoint", request: Request, caller: Caller, body: dict[str, Any]) -> Response:
    argument = {**body, **_query(endpoint, request), **request.path_params}
    if endpoint.is_command:
        argument.setdefault("command_id", str(uuid4()))
    reply = await caller.call(endpoint.service, endpoint.rpc, argument)
    if endpoint.status == 204:
        return Response(status_code=204)
    return Json(endpoint.present(reply, caller.language), endpoint.status)


def _query(endpoint: "Endpoint", request: Request) -> dict[str, str]:
    return {name: request.query_params[name] for name in endpoint.query if name in request.query_params}


def _instant(text: object) -> datetime:
    try:
        instant = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        instant = None
    if instant is None or not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise Rejected("malformed", detail="`now` is an instant like 2026-10-05T09:00")
    return instant
