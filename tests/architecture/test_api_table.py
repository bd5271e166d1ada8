"""The API's table holds every resource's endpoints, and each asks a method that there is."""

import ast
import importlib

import pytest

from gateway.api.endpoint import Endpoint
from gateway.api.table import DEMO, ENDPOINTS
from tests.architecture.source import ROOT, module_name, python_files, tree

ALL = (*ENDPOINTS, *DEMO)
ASKING = [each for each in ALL if each.rpc]


def _methods(service: str) -> set[str]:
    """What the service may be asked on the bus."""
    defined = ast.walk(tree(ROOT / "services" / service / "service.py"))
    return {each.name for each in defined if isinstance(each, ast.FunctionDef) and _is_on_the_bus(each)}


def _is_on_the_bus(method: ast.FunctionDef) -> bool:
    return any(ast.unparse(each).startswith("rpc") for each in method.decorator_list)


def test_every_resources_endpoints_are_in_the_table_once() -> None:
    """No resource is forgotten, and no endpoint takes another's place."""
    modules = [importlib.import_module(module_name(path)) for path in python_files("gateway/api")]
    rows = {(row.path, row.method) for module in modules for row in getattr(module, "ENDPOINTS", ())}
    assert sorted(rows) == sorted((each.path, each.method) for each in ALL)


@pytest.mark.parametrize("endpoint", ASKING, ids=lambda each: f"{each.method} {each.path}")
def test_what_an_endpoint_asks_is_a_method_of_its_service(endpoint: Endpoint) -> None:
    """The name that is made of the request's is one that the service knows."""
    assert endpoint.rpc in _methods(endpoint.service)
