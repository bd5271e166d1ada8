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
from gateway.api.refusal_kinds import KIND, kind_of
from gateway.api.routes import routes as api_routes
from gateway.api.table import DEMO, ENDPOINTS, PREFIX
from gateway.http.errors import OWN
from services.common import errors
from services.common.runtime.config import SERVICES
from tests.architecture.source import ROOT, python_files, refusals_with_kinds

ALL = (*ENDPOINTS, *DEMO)
IDS = [f"{each.method} {each.path}" for each in ALL]


def _contract(service: str) -> Any:
    return importlib.import_module(f"services.{service}.contract")


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
    listed = {*OWN, *errors.REFUSALS, *(code for service in services for code in _contract(service).REFUSALS)}
    assert set() == set(endpoint.codes) - listed


@pytest.mark.parametrize("endpoint", ALL, ids=IDS)
def test_what_a_use_case_refuses_itself_is_listed(endpoint: Endpoint) -> None:
    """A code that stands in the file of an endpoint's use case is no surprise; a cell's is said with the cell."""
    path = ROOT / "services" / endpoint.service / "usecases" / f"{endpoint.rpc}.py"
    raised = {code for _, code in refusals_with_kinds(path)} if endpoint.rpc and path.exists() else set()
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


def test_every_refusal_of_the_contracts_is_in_the_document() -> None:
    """No code is a surprise, whole or of a cell; what only services say to each other is left out."""
    of_warrants = {"warrant_invalid", "warrant_used"}
    between_services = {"journal_has_marks", *of_warrants}
    contracts = {code for service in SERVICES for code in _contract(service).REFUSALS} - between_services
    assert set() == contracts - set(_enumerated(openapi.document(ALL)))


def _from(endpoint: Endpoint, service: str) -> set[str]:
    """The endpoint's codes that come from the service; what its own service refuses with is that one's."""
    own = _contract(endpoint.service).REFUSALS if endpoint.service else {}
    if service == endpoint.service:
        return set(endpoint.codes) & set(own)
    return set(endpoint.codes) - set(own) if service in endpoint.asks else set()


def _enumerated(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (each for each in node.get("enum", ()) if isinstance(each, str))
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _enumerated(child)


def test_kinds_are_of_codes_that_exist() -> None:
    """The table of kinds names no code that no contract has."""
    contracts = {code for service in SERVICES for code in _contract(service).REFUSALS}
    assert set() == set(KIND) - contracts - set(errors.REFUSALS)


@pytest.mark.parametrize("service", [*SERVICES, "common"])
def test_a_refusals_status_is_that_of_its_kind(service: str) -> None:
    """A code of an endpoint has the kind with which its service refuses."""
    documented = {code for each in ALL for code in _from(each, service)} | set(errors.REFUSALS)
    used = {pair for path in python_files(f"services/{service}") for pair in refusals_with_kinds(path)}
    wrong = {(kind, code) for kind, code in used if code in documented - set(OWN) and kind_of(code) != kind}
    assert set() == wrong
