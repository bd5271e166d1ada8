"""A request handed to the service whose it is, and the service's reply handed back."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from gateway.api.endpoint import Endpoint
from gateway.http.bodies import read_json
from gateway.http.callers import Caller
from gateway.http.responses import Json

LONGEST_NUMBER = 9


async def handle(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """The endpoint's answer: its own handler's, or, where it has none, the service's."""
    return await (endpoint.handler or forward)(endpoint, request, caller)


async def forward(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Ask the service what the request asks."""
    return await ask(endpoint, request, caller, await body_of(endpoint, request))


async def body_of(endpoint: Endpoint, request: Request) -> dict[str, Any]:
    """What the request's body says; a question has none."""
    return {} if endpoint.method == "GET" else await read_json(request)


async def ask(endpoint: Endpoint, request: Request, caller: Caller, body: dict[str, Any]) -> Response:
    """Ask the service with this body, and answer with its reply."""
    return answer(endpoint, caller, await reply_to(endpoint, request, caller, body))


async def reply_to(endpoint: Endpoint, request: Request, caller: Caller, body: dict[str, Any]) -> Any:
    """The service's reply to this body and what the address says; a command without an id is a new one."""
    argument = {**body, **_address(endpoint, request), **endpoint.fixed}
    if endpoint.is_command:
        argument.setdefault("command_id", str(uuid4()))
    return await caller.call(endpoint.service, endpoint.rpc, argument)


def answer(endpoint: Endpoint, caller: Caller, reply: Any) -> Response:
    """The reply as the API shows it."""
    if endpoint.status == 204:
        return Response(status_code=204)
    return Json(endpoint.present(reply, caller.language), endpoint.status)


def _address(endpoint: Endpoint, request: Request) -> dict[str, Any]:
    """What the address says, as the request's fields want it: services take no text for a number."""
    said = {name: request.query_params[name] for name in endpoint.query if name in request.query_params}
    return {name: _typed(text, endpoint.fields.get(name)) for name, text in {**said, **request.path_params}.items()}


def _typed(text: str, wanted: object) -> object:
    """The number or truth value that the text is; any other text stays, and the service says what is wrong."""
    if wanted is bool:
        return {"1": True, "true": True, "0": False, "false": False, "": False}.get(text, text)
    is_number = wanted is int and text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if is_number else text
