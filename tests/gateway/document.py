"""Every answer of the API held against its own document."""

import re
from typing import Any

import httpx
from openapi_schema_validator import OAS31Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from gateway.api import openapi
from gateway.api.table import DEMO, ENDPOINTS

DOCUMENT = openapi.document((*ENDPOINTS, *DEMO))
_ADDRESS = "urn:jurnal"
_REGISTRY: Any = Registry().with_resource(_ADDRESS, DRAFT202012.create_resource(DOCUMENT))
_PATHS = {path: re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path in DOCUMENT["paths"]}


def check(response: httpx.Response) -> None:
    """An answer is one that the document promises: its status, its media type, its shape. A hook of ``httpx``."""
    operation = _operation(response.request)
    if operation is None:
        return
    promised = operation["responses"].get(str(response.status_code))
    assert promised, f"{response.request.method} {response.request.url.path} is not said to answer {response}"
    schema = promised.get("content", {}).get("application/json", {}).get("schema")
    if schema is not None:
        response.read()
        _validator(schema).validate(response.json())


def _operation(request: httpx.Request) -> Any:
    exact = DOCUMENT["paths"].get(request.url.path)
    found: Any = exact or next(
        (DOCUMENT["paths"][path] for path, way in _PATHS.items() if way.fullmatch(request.url.path)), {}
    )
    return found.get(request.method.lower())


def _validator(schema: Any) -> Any:
    absolute = _with_address(schema)
    return OAS31Validator(absolute, registry=_REGISTRY)


def _with_address(node: Any) -> Any:
    if isinstance(node, dict):
        return {name: _ADDRESS + value if name == "$ref" else _with_address(value) for name, value in node.items()}
    return [_with_address(each) for each in node] if isinstance(node, list) else node
