"""What an endpoint does: most hand the request to a service and its reply back; the others are here too."""

import base64
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import segno
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.readiness import damages, require_watcher, system_health
from gateway.http.bodies import read_json, read_upload
from gateway.http.callers import Caller
from gateway.http.cookies import is_secure
from gateway.http.errors import Rejected
from gateway.http.responses import Json
from gateway.http.sessions import credential, delete_cookies, is_browser, set_cookies
from services.common.errors import Refused

if TYPE_CHECKING:
    from gateway.api.endpoints import Endpoint

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Years that a demo's clock may show: beyond them dates cannot be counted with.
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_NUMBER = 9


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


async def change_password(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Change the password; a key pair that comes with it is opened in this very session (¶5)."""
    response = await _ask(endpoint, request, caller, {**await read_json(request), "secret": caller.secret})
    caller.sessions.forget_person((caller.user or {})["id"])
    await caller.renew(request, at_once=True)
    return response


async def offer_second_factor(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """What the telephone reads, as a picture too."""
    offer = await caller.call(endpoint.service, endpoint.rpc, await read_json(request))
    picture = segno.make(offer["address"], error="m").svg_data_uri(scale=4, border=4, light="#fff")
    return Json({**offer, "qr": picture}, endpoint.status)


async def confirm_second_factor(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Take it into use; from now on the session has another secret."""
    response = await first_step(endpoint, request, caller)
    await caller.renew(request, at_once=True)
    return response


async def case(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Read a case or move it; its change is shown opened to who may see marks."""
    body = {} if endpoint.method == "GET" else await read_json(request)
    return await _case(endpoint, request, caller, body)


async def approve_case(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Approve a case: the password goes to auth, and what auth confirms goes with the decision (¶4)."""
    return await _case(endpoint, request, caller, await _confirmed(request, caller))


async def confirm_password_request(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Confirm a new password in the same way, and forget its owner's sessions: they have ended (¶5)."""
    reply = await _reply(endpoint, request, caller, await _confirmed(request, caller))
    caller.sessions.forget_person(reply["person"]["id"])
    return _answer(endpoint, caller, reply)


async def live(_endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Tell the person of changes as they happen, until the session ends."""
    caller.require_ready()
    return request.app.state.live.stream(caller)  # type: ignore[no-any-return]


async def change_account(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Change somebody's account and forget their sessions, done or not: auth says anew whose they are."""
    try:
        return await forward(endpoint, request, caller)
    finally:
        caller.sessions.forget_person(request.path_params["person"])


async def sign_in(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
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


async def sign_out(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """End the session of the request."""
    await caller.call(endpoint.service, endpoint.rpc, {"secret": caller.secret})
    caller.sessions.forget(caller.secret)
    caller.sessions.end(caller.session)
    response = Response(status_code=endpoint.status)
    delete_cookies(response, secure=is_secure(request))
    return response


async def me(_endpoint: "Endpoint", _request: Request, caller: Caller) -> Response:
    """Who is signed in."""
    return Json(caller.user)


async def template(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """The empty spreadsheet as a file."""
    made = await caller.call(endpoint.service, endpoint.rpc, {"language": caller.language})
    headers = {"Content-Disposition": f'attachment; filename="{made["filename"]}"', "Cache-Control": "no-store"}
    return Response(base64.b64decode(made["content"]), media_type=XLSX, headers=headers)


async def health(_endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Every service's health, for who watches over the system (¶7, ¶8)."""
    _require_watcher(caller)
    return Json(await system_health(request.app.state))


async def list_damages(_endpoint: "Endpoint", _request: Request, caller: Caller) -> Response:
    """What is damaged, for the same people."""
    _require_watcher(caller)
    return Json(await damages(caller))


def _require_watcher(caller: Caller) -> None:
    caller.require_ready()
    require_watcher(caller)


async def show_clock(_endpoint: "Endpoint", request: Request, _caller: Caller) -> Response:
    """Academy time of a demo."""
    return Json({"now": request.app.state.clock.now().isoformat()})


async def move_clock(endpoint: "Endpoint", request: Request, caller: Caller) -> Response:
    """Let academy time be another from now on."""
    request.app.state.clock.own.move(_instant((await read_json(request)).get("now")))
    return await show_clock(endpoint, request, caller)


async def _confirmed(request: Request, caller: Caller) -> dict[str, Any]:
    """The request's body with what auth confirms in the place of the password and the code."""
    body = await read_json(request)
    given = {"password": body.pop("password", None), "code": body.pop("code", "")}
    confirmed = await caller.call("auth", "confirm_identity", given)
    return {**body, "confirmation": confirmed["confirmation"]}


async def _ask(endpoint: "Endpoint", request: Request, caller: Caller, body: dict[str, Any]) -> Response:
    return _answer(endpoint, caller, await _reply(endpoint, request, caller, body))


async def _reply(endpoint: "Endpoint", request: Request, caller: Caller, body: dict[str, Any]) -> Any:
    argument = {**body, **_address(endpoint, request), **endpoint.fixed}
    if endpoint.is_command:
        argument.setdefault("command_id", str(uuid4()))
    return await caller.call(endpoint.service, endpoint.rpc, argument)


def _answer(endpoint: "Endpoint", caller: Caller, reply: Any) -> Response:
    if endpoint.status == 204:
        return Response(status_code=204)
    return Json(endpoint.present(reply, caller.language), endpoint.status)


async def _case(endpoint: "Endpoint", request: Request, caller: Caller, body: dict[str, Any]) -> Response:
    reply = await _reply(endpoint, request, caller, body)
    if reply["change"]:
        reply["change"] = await _opened_or_not(endpoint, caller, reply)
    return _answer(endpoint, caller, reply)


async def _opened_or_not(endpoint: "Endpoint", caller: Caller, reply: dict[str, Any]) -> dict[str, Any]:
    """What a command has done stays done when the gradebook does not answer: its reply then hides the change."""
    try:
        return await open_change(caller, reply)
    except Rejected:
        if not endpoint.is_command:
            raise
        return hidden_change(reply)


async def open_change(caller: Caller, reply: dict[str, Any]) -> dict[str, Any]:
    """``OpenedChange`` of a case that has a change: its marks only for who may see them (¶5)."""
    change, cadet = reply["change"], reply["cadet"]
    asked = {"journal": reply["journal"]["id"], "lesson": reply["lesson"], "cadet": cadet["id"], **change}
    try:
        opened = await caller.call("gradebook", "open_change", asked)
    except Refused:
        return hidden_change(reply)
    return {"version": change["version"], "hidden": False, **opened}


def hidden_change(reply: dict[str, Any]) -> dict[str, Any]:
    """That there is a change, without its marks."""
    return {"version": reply["change"]["version"], "hidden": True}


def _address(endpoint: "Endpoint", request: Request) -> dict[str, Any]:
    """What the address says, as the request's fields want it: services take no text for a number."""
    said = {name: request.query_params[name] for name in endpoint.query if name in request.query_params}
    return {name: _typed(text, endpoint.fields.get(name)) for name, text in {**said, **request.path_params}.items()}


def _typed(text: str, wanted: object) -> object:
    """The number or truth value that the text is; any other text stays, and the service says what is wrong."""
    if wanted is bool:
        return {"1": True, "true": True, "0": False, "false": False, "": False}.get(text, text)
    is_number = wanted is int and text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if is_number else text


def _instant(text: object) -> datetime:
    try:
        instant = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        instant = None
    if instant is None or not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise Rejected("malformed", detail="`now` is an instant like 2026-10-05T09:00")
    return instant
