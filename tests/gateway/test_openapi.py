"""The document of the API says what the API does."""

import importlib
import json
from collections.abc import Iterator
from typing import Any, get_type_hints

import pytest
from openapi_spec_validator import validate
from starlette.routing import Mount, Route

from gateway.api import openapi, readiness
from gateway.api.endpoint import Endpoint
from gateway.api.marks import CELL_REFUSALS
from gateway.api.routes import routes as api_routes
from gateway.api.table import DEMO, ENDPOINTS, PREFIX
from gateway.errors import OWN, STATUS
from services.common import refusals as common
from services.common.errors import reasons
from services.common.runtime.config import SERVICES
from tests.architecture.source import ROOT, reasons_named

ALL = (*ENDPOINTS, *DEMO)
IDS = [f"{each.method} {each.path}" for each in ALL]


def _codes(service: str) -> set[str]:
    """What a service may refuse besides what any may."""
    return {*reasons(importlib.import_module(f"services.{service}.refusals").Reasons)}


def test_the_document_is_openapi_3_1() -> None:
    """A validator nobody here wrote finds nothing."""
    validate(json.loads(json.dumps(openapi.document(ALL))))


def test_a_body_may_be_left_out_where_nothing_has_to_be_said() -> None:
    """Switching on goes without a reason; who signs in says who it is."""
    paths = openapi.document(ALL)["paths"]
    needed = {
        path: told["requestBody"]["required"]
        for path, methods in paths.items()
        for told in methods.values()
        if "requestBody" in told
    }
    assert [False, False, True, True] == [
        needed[PREFIX + path]
        for path in ("/people/{person}/switch-on", "/republish/auth", "/sessions", "/people/{person}/roles")
    ]


@pytest.mark.parametrize("demo", [True, False])
def test_every_route_is_in_the_document_and_nothing_else(demo: bool) -> None:
    """What can be asked is described; what is described can be asked."""
    (mount,) = api_routes(demo=demo)
    assert isinstance(mount, Mount)
    routes = [route for route in mount.routes if isinstance(route, Route) and route.path != "/openapi.json"]
    asked = {PREFIX + each.path: {*(each.methods or ())} - {"HEAD"} for each in routes}
    asked |= {each.path: {*(each.methods or ())} - {"HEAD"} for each in readiness.routes}
    described = openapi.document(ALL if demo else ENDPOINTS)["paths"]
    assert asked == {path: {name.upper() for name in methods} for path, methods in described.items()}


@pytest.mark.parametrize("endpoint", ALL, ids=IDS)
def test_an_endpoints_refusals_are_its_services(endpoint: Endpoint) -> None:
    """No endpoint claims a code that neither the services it asks, nor what they are built on, nor we list."""
    services = filter(None, (endpoint.service, *endpoint.asks))
    listed = {*OWN, *reasons(common.Reasons)}.union(*map(_codes, services))
    assert set() == set(endpoint.codes) - listed


@pytest.mark.parametrize("endpoint", ALL, ids=IDS)
def test_what_a_use_case_refuses_itself_is_listed(endpoint: Endpoint) -> None:
    """A code that stands in the file of an endpoint's use case is no surprise; a cell's is said with the cell."""
    path = ROOT / "services" / endpoint.service / "usecases" / f"{endpoint.rpc}.py"
    raised = reasons_named(path) if endpoint.rpc and path.exists() else set()
    assert set() == raised - {*openapi.refusals(endpoint), *CELL_REFUSALS}


@pytest.mark.parametrize("endpoint", ALL, ids=IDS)
def test_a_paths_places_are_fields_of_the_request(endpoint: Endpoint) -> None:
    """What the path and the query bring, the service knows."""
    known = get_type_hints(endpoint.request) if endpoint.request else {}
    assert set() == {*endpoint.in_path, *endpoint.query} - set(known)


@pytest.mark.parametrize("endpoint", ALL, ids=IDS)
def test_every_refusal_has_a_status(endpoint: Endpoint) -> None:
    """Each code that an endpoint may answer has a status that says it failed."""
    assert set() == {code for code in openapi.refusals(endpoint) if openapi.status_of(code) < 400}


def test_every_refusal_of_the_services_is_in_the_document() -> None:
    """No code is a surprise, whole or of a cell; what only services say to each other is left out."""
    of_warrants = {"warrant_invalid", "warrant_used"}
    between_services = {"journal_has_marks", *of_warrants}
    refusable = set().union(*map(_codes, SERVICES)) - between_services
    assert set() == refusable - set(_enumerated(openapi.document(ALL)))


def _enumerated(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (each for each in node.get("enum", ()) if isinstance(each, str))
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _enumerated(child)


def test_what_the_gateway_refuses_as_the_services_do_has_one_status() -> None:
    """A client need not know who has refused."""
    shared = {code: STATUS[kind] for code, kind in openapi.KIND.items() if code in OWN}
    assert shared == {code: OWN[code] for code in shared}
