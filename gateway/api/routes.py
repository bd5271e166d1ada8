"""The JSON API's routes, made of the table of endpoints."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from gateway.api import openapi
from gateway.api.endpoint import Endpoint
from gateway.api.forwarding import handle
from gateway.api.table import DEMO, ENDPOINTS, PREFIX
from gateway.http.callers import identify
from gateway.http.csrf import rule_out_forgery
from gateway.http.responses import Json


def routes(*, demo: bool) -> list[BaseRoute]:
    """Every endpoint below ``/api/v1``; a demo's own only in a demo."""
    endpoints = [*ENDPOINTS, *(DEMO if demo else ())]
    document = openapi.document(endpoints)

    async def describe(_request: Request) -> Response:
        return Json(document)

    below = [Route("/openapi.json", describe), *_by_path(endpoints)]
    return [Mount(PREFIX, routes=below)]


def _by_path(endpoints: list[Endpoint]) -> list[Route]:
    paths = dict.fromkeys(endpoint.path for endpoint in endpoints)
    return [_route(path, [each for each in endpoints if each.path == path]) for path in paths]


def _route(path: str, endpoints: list[Endpoint]) -> Route:
    """One route for a path, so that a method it does not know is answered 405 with all that it knows."""
    by_method: dict[str, Endpoint] = {endpoint.method: endpoint for endpoint in endpoints}

    async def dispatch(request: Request) -> Response:
        return await _serve(by_method[request.method.replace("HEAD", "GET")], request)

    return Route(path, dispatch, methods=list(by_method))


async def _serve(endpoint: Endpoint, request: Request) -> Response:
    caller = await identify(request, recognise=not endpoint.public, quiet=endpoint.quiet)
    caller.pay(request.app.state.limits, endpoint.cost)
    rule_out_forgery(request, caller)
    if not endpoint.public:
        caller.require_session()
    return await handle(endpoint, request, caller)
