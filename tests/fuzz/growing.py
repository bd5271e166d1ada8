"""A sound body of each endpoint, made of the API's document, and the same with one of its texts grown."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.gateway.document import DOCUMENT

Place = tuple[str | int, ...]
_SCALARS: dict[str, Any] = {"integer": 1, "number": 1, "boolean": False, "null": None}
_DAYS = {"date": "2026-10-05", "date-time": "2026-10-05T09:00:00+05:00"}


def sound(schema: Mapping[str, Any], known: Mapping[str, str], name: str = "") -> Any:
    """A value of the schema: ids and words that are ``known`` by their field's name, else the first that will do."""
    schema = _whole(schema)
    if schema.get("type") == "object":
        return {field: sound(each, known, field) for field, each in schema.get("properties", {}).items()}
    if schema.get("type") == "array":
        return [sound(schema["items"], known, name)]
    if schema.get("type") == "string" or not schema.get("type"):
        first = next(iter(schema.get("enum", ())), "12345678")
        return known.get(name) or _DAYS.get(schema.get("format", "")) or first
    return _SCALARS[schema["type"]]


def texts(value: Any, place: Place = ()) -> Iterator[Place]:
    """Where the value holds texts."""
    if isinstance(value, str):
        yield place
    for name, each in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from texts(each, (*place, name))


def put(value: Any, place: Place, text: str) -> Any:
    """The value with another text there."""
    if not place:
        return text
    if isinstance(value, dict):
        return {**value, place[0]: put(value[place[0]], place[1:], text)}
    return [put(each, place[1:], text) if at == place[0] else each for at, each in enumerate(value)]


def _whole(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reference names; of several, the first that is not null."""
    while True:
        choices = schema.get("anyOf") or schema.get("allOf")
        if "$ref" in schema:
            schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        elif choices:
            schema = next(each for each in choices if each.get("type") != "null")
        else:
            return schema
