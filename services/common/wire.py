"""Between the untyped world of the bus and the contracts' dataclasses."""

from typing import Any, TypeVar

import msgspec

from services.common.errors import refuse

T = TypeVar("T")


def decode(raw: object, shape: type[T]) -> T:
    """Make ``shape`` of plain JSON values, strictly: no string for a number, nothing missing.

    Fields it does not know are passed over, so that a newer release can speak to an older one.
    Raises ``Refused(invalid, malformed)`` with what was wrong and where.
    """
    try:
        return msgspec.convert(raw, shape, strict=True)
    except msgspec.ValidationError as error:
        raise refuse("invalid", "malformed", detail=error) from None


def encode(value: object) -> Any:
    """Plain JSON values of a contract's dataclass: dates and instants as ISO 8601 strings."""
    return msgspec.to_builtins(value, str_keys=True)


def canonical(value: object) -> bytes:
    """The same bytes for the same JSON value, whatever the order of its keys."""
    return msgspec.json.encode(msgspec.to_builtins(value, str_keys=True), order="sorted")
