"""The OpenAPI 3.1 document, made of the table of endpoints and the contracts' dataclasses."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from gateway.api.endpoint import Endpoint
from gateway.api.readiness import Alive, Health
from gateway.api.schemas import Error
from gateway.api.table import PREFIX
from gateway.errors import OWN, STATUS
from gateway.http.sessions import COOKIE
from services.auth import refusals as auth
from services.common import refusals as common
from services.common.errors import Kind, reasons
from services.corrections import refusals as corrections
from services.gradebook import refusals as gradebook
from services.roster import refusals as roster

_SCALARS: dict[Any, str] = {int: "integer", bool: "boolean"}
_REFERENCE = "#/components/schemas/{name}"
#: The module of a contract in which a shape stands; clients know the shape by its service alone.
_TOPIC = re.compile(r"(?<=\.contract)\.\w+(?=\.\w+)")

TABLES = (common.Reasons, auth.Reasons, roster.Reasons, gradebook.Reasons, corrections.Reasons)
#: Which kind each refusal of a service is.
KIND: dict[str, Kind] = {code: each.kind for table in TABLES for code, each in reasons(table).items()}

#: What any endpoint may answer; a session's come only where one is needed, a command's only where one is given.
_OF_THE_CONNECTION = ("not_http", "too_slow", "too_many_connections", "head_too_large", "server_full")
_ALWAYS = (
    *_OF_THE_CONNECTION,
    "malformed",
    "data_damaged",
    "too_many_requests",
    "internal_error",
    "service_unavailable",
    "outcome_unknown",
    "clock_wrong",
)
_SESSION = (
    "sign_in_required",
    "session_ended",
    "person_inactive",
    "account_damaged",
    "cadets_switched_off",
    "token_missing",
    "token_invalid",
    "token_expired",
)
_SIGNED_IN = (*_SESSION, "duties_outstanding", "role_required", "not_for_cadets")
_UNSAFE = ("forged_request", "too_large")
_COMMAND = ("command_reused",)


def document(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The description of these endpoints, with every refusal each may give, and of the probes beside them."""
    endpoints = list(endpoints)
    used = _schemas(endpoints)
    references, components = _without_topics(msgspec.json.schema_components(used, ref_template=_REFERENCE))
    schema_of = dict(zip(used, references, strict=True))
    paths: dict[str, Any] = defaultdict(dict)
    for endpoint in endpoints:
        paths[PREFIX + endpoint.path][endpoint.method.lower()] = _operation(endpoint, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Jurnal", "version": "1", "description": _DESCRIPTION},
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}, {"cookie": []}],
        "paths": {**paths, **_probes(schema_of)},
        "components": {"schemas": components, "securitySchemes": _SECURITY},
    }


_DESCRIPTION = (
    "An electronic journal in which no mark can change unseen. `Accept-Language` (kk, ru, en) chooses the language "
    "of messages. A command's `command_id` is made by the client: the same id with the same body gets the first "
    "answer and changes nothing; left out, each request is a new command. After 504 the outcome is unknown: send "
    "the same command again."
)
_SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": f"over https __Host-{COOKIE}"},
}


def refusals(endpoint: Endpoint) -> tuple[str, ...]:
    """Every code that the endpoint may answer with."""
    return (
        *endpoint.codes,
        *_ALWAYS,
        *(() if endpoint.public else _SIGNED_IN),
        *(() if endpoint.method == "GET" else _UNSAFE),
        *(_COMMAND if endpoint.is_command else ()),
    )


def status_of(code: str) -> int:
    """The HTTP status of a refusal."""
    return OWN[code] if code in OWN else STATUS[KIND[code]]


def _without_topics(schemas: Any) -> Any:
    """The schemas under names that do not change when a shape moves to another module of its contract."""
    return msgspec.json.decode(_TOPIC.sub("", msgspec.json.encode(schemas).decode()))


def _schemas(endpoints: list[Endpoint]) -> list[Any]:
    used = [shape for each in endpoints for shape in (each.body_shape, each.reply) if shape not in (None, bytes)]
    return list(dict.fromkeys([*used, Alive, Health, Error]))


#: What is asked by whoever starts and watches the system (¶8), beside the API: who answers it, and with what.
_PROBES: dict[str, tuple[str, dict[int, Any]]] = {
    "/healthz": ("This process answers (¶8).", {200: Alive}),
    "/readyz": (
        "Every service, its database and the bus answer, and no clock is wrong; else 503, and which do not (¶8).",
        {200: Health, 503: Health},
    ),
}
_OF_A_PROBE = (*_OF_THE_CONNECTION, "too_many_requests", "internal_error")


def _probes(schema_of: dict[Any, Any]) -> dict[str, Any]:
    return {path: {"get": _probe(path, *told, schema_of)} for path, told in _PROBES.items()}


def _probe(path: str, summary: str, shown: dict[int, Any], schema_of: dict[Any, Any]) -> dict[str, Any]:
    failures = _grouped(_OF_A_PROBE, schema_of)
    answers = {
        str(status): {
            "description": summary,
            "content": {"application/json": {"schema": _either(schema_of[shape], failures.get(str(status)))}},
        }
        for status, shape in shown.items()
    }
    operation = {"operationId": f"get_{path[1:]}", "summary": summary, "security": []}
    return {**operation, "responses": {**failures, **answers}}


def _either(shown: dict[str, Any], failure: dict[str, Any] | None) -> dict[str, Any]:
    """What is told, or, with the same status, why nothing is."""
    return {"anyOf": [shown, failure["content"]["application/json"]["schema"]]} if failure else shown


def _operation(endpoint: Endpoint, schema_of: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": "_".join(
            [endpoint.method.lower(), *endpoint.path.replace("{", "").replace("}", "").split("/")[1:]]
        ),
        "summary": endpoint.summary,
        "responses": {**_success(endpoint, schema_of), **_failures(endpoint, schema_of)},
    }
    if parameters := _parameters(endpoint):
        operation["parameters"] = parameters
    if body := endpoint.body_shape:
        content = {endpoint.media_type: {"schema": schema_of[body]}}
        operation["requestBody"] = {"required": _is_needed(body), "content": content}
    if endpoint.public:
        operation["security"] = []
    return operation


def _is_needed(body: type) -> bool:
    """A body of which nothing has to be said may be left out: a command's id is made then, a reason is none."""
    said: Any = msgspec.inspect.type_info(body)
    return any(field.required for field in said.fields)


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    parameters = {
        name: {"type": _SCALARS.get(endpoint.fields.get(name), "string")}
        for name in (*endpoint.in_path, *endpoint.query)
    }
    return [
        *({"name": name, "in": "path", "required": True, "schema": parameters[name]} for name in endpoint.in_path),
        *({"name": name, "in": "query", "schema": parameters[name]} for name in endpoint.query),
    ]


def _success(endpoint: Endpoint, schema_of: dict[Any, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": endpoint.summary}
    if endpoint.reply is bytes:
        answer["content"] = {endpoint.reply_media_type: {}}
    elif endpoint.reply and endpoint.status != 204:
        answer["content"] = {"application/json": {"schema": schema_of[endpoint.reply]}}
    return {str(endpoint.status): answer}


def _failures(endpoint: Endpoint, schema_of: dict[Any, Any]) -> dict[str, Any]:
    return _grouped(refusals(endpoint), schema_of)


def _grouped(codes: Iterable[str], schema_of: dict[Any, Any]) -> dict[str, Any]:
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in sorted(set(codes)):
        by_status[status_of(code)].append(code)
    return {str(status): _failure(by_status[status], schema_of) for status in sorted(by_status)}


def _failure(codes: list[str], schema_of: dict[Any, Any]) -> dict[str, Any]:
    narrowed = {"properties": {"error": {"properties": {"code": {"enum": codes}}}}}
    schema = {"allOf": [schema_of[Error], narrowed]}
    return {"description": ", ".join(codes), "content": {"application/json": {"schema": schema}}}
