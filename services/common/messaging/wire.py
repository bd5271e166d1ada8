"""Between the untyped world of the bus and the contracts' dataclasses."""

from typing import Annotated, Any, TypeVar

import msgspec

from services.common.refusals import Reasons

T = TypeVar("T")

#: Made by the client, one for each thing it wants done: the same id again gets the first answer.
CommandId = Annotated[str, msgspec.Meta(min_length=8, max_length=80, pattern=r"^[!-~]+$")]


def decode(raw: object, shape: type[T]) -> T:
    """Make ``shape`` of plain JSON values, strictly: no string for a number, nothing missing.

    Fields it does not know are passed over, so that a newer release can speak to an older one.
    Raises ``Refused(invalid, malformed)`` with what was wrong and where.
    """
    _check_text(raw)
    try:
        return msgspec.convert(raw, shape, strict=True)
    except msgspec.ValidationError as error:
        raise Reasons.malformed.refused(detail=error) from None


def encode(value: object) -> Any:
    """Plain JSON values of a contract's dataclass: dates and instants as ISO 8601 strings."""
    return msgspec.to_builtins(value, str_keys=True)


def canonical(value: object) -> bytes:
    """The same bytes for the same JSON value, whatever the order of its keys."""
    return msgspec.json.encode(msgspec.to_builtins(value, str_keys=True), order="sorted")


def _check_text(raw: object) -> None:
    """Refuse text that no database keeps: NUL, and halves of surrogate pairs."""
    if isinstance(raw, str):
        if "\0" in raw or not (raw.isascii() or _is_unicode(raw)):
            raise Reasons.malformed.refused(detail="text that is not Unicode")
    elif isinstance(raw, dict):
        for name, value in raw.items():
            _check_text(name)
            _check_text(value)
    elif isinstance(raw, list | tuple):
        for value in raw:
            _check_text(value)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
