"""How a contract's dataclass becomes a shape of the API, and the shapes that no one resource has."""

import dataclasses
from collections.abc import Callable, Collection
from datetime import date
from typing import Any, Literal, get_args, get_type_hints

import msgspec

from services.gradebook import contract as gradebook


def shape_of(contract: type, *, without: Collection[str] = (), name: str = "", **instead: Any) -> type:
    """A contract's dataclass as the API shows it: some fields left out, some (or more) of another type."""
    types = get_type_hints(contract, include_extras=True) | instead
    defaults = {field.name: field.default for field in dataclasses.fields(contract)}
    fields = [
        _field(field, type_, defaults.get(field, dataclasses.MISSING))
        for field, type_ in types.items()
        if field not in without
    ]
    service = contract.__module__.split(".")[1]
    made = msgspec.defstruct(name or contract.__name__, fields, kw_only=True, module=f"api.{service}")
    made.__doc__ = contract.__doc__
    return made


def _field(name: str, type_: Any, default: Any) -> tuple[str, Any] | tuple[str, Any, Any]:
    if name == "command_id":
        type_ |= msgspec.UnsetType
    if msgspec.UnsetType in get_args(type_):
        return name, type_, msgspec.UNSET
    return (name, type_) if default is dataclasses.MISSING else (name, type_, default)


def one_of(codes: tuple[str, ...]) -> Any:
    """The type of a field that is one of these codes."""
    return Literal.__getitem__(codes)


class Fault(msgspec.Struct, kw_only=True):
    """``code`` is what programs compare, ``rule`` the paragraph ("¶17") or "", ``message`` for people."""

    code: str
    rule: str
    message: str
    params: dict[str, str]


class Error(msgspec.Struct, kw_only=True):
    """What every endpoint answers when it does not do what it was asked."""

    error: Fault


class Stay(msgspec.Struct, kw_only=True, rename={"since": "from", "until": "to"}):
    """The first and the last day in the group; ``to`` is null while it lasts."""

    since: date
    until: date | None


# A journal's alone. It stands here because the document names it by its module, and clients know that name.
class Cadet(Stay, kw_only=True, rename={"since": "from", "until": "to"}):
    """A row: from the first to the last day in the group, with what it was called and when it was there (¶15)."""

    id: str
    name: str
    full_name: str
    number: str
    names: list[gradebook.DatedName]
    stays: list[Stay]
    damaged: bool


def with_messages(told: list[dict[str, Any]], language: str, say: Callable[..., str]) -> list[dict[str, Any]]:
    """Each with the message that its code and params make."""
    return [{**each, "message": say(language, each["code"], each["params"])} for each in told]
