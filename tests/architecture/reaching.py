"""Which refusals a method of a service can come to: read from the source, definition by definition.

What a definition names (a function, a class, a table of them) it may use, and with it what that names in turn, within
the service and, over ``self.gradebook`` or ``self.roster``, in another one. More may be found than can happen, never
less.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.architecture.source import ROOT, tree

Definition = ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign


@dataclass(frozen=True)
class Place:
    """A module, and the name of what it defines; ``Service.name`` for a method that is called by messages."""

    module: str
    name: str


def refusals_of(service: str, method: str, *, without: frozenset[Place] = frozenset()) -> set[str]:
    """The codes of the reasons named in what the method reaches.

    ``without``: what it may reach and leave a refusal in, for it only asks whether there is one.
    """
    return {each.name for each in _reached(service, method, without) if each.module.endswith(".refusals.Reasons")}


@cache
def _reached(service: str, method: str, without: frozenset[Place]) -> frozenset[Place]:
    start = Place(f"services.{service}.service", f"Service.{method}")
    seen, waiting = {start}, [start]
    while waiting:
        fresh = {*_named_by(waiting.pop())} - seen - without
        seen |= fresh
        waiting += fresh
    return frozenset(seen)


def _named_by(place: Place) -> Iterator[Place]:
    definition = _definition(place)
    if definition is None:
        return
    known = _imported(place.module)
    for node in ast.walk(definition):
        if isinstance(node, ast.Name):
            yield known.get(node.id, Place(place.module, node.id))
        elif isinstance(node, ast.Attribute):
            yield from _attribute(node, place, known)


def _attribute(node: ast.Attribute, place: Place, known: dict[str, Place]) -> Iterator[Place]:
    """``module.name``, ``self.method`` of the service, ``self.gradebook.method`` of another."""
    of = ast.unparse(node.value)
    if of == "self" and place.name.startswith("Service."):
        yield Place(place.module, f"Service.{node.attr}")
    elif of in ("self.gradebook", "self.roster"):
        yield Place(f"services.{of.removeprefix('self.')}.service", f"Service.{node.attr}")
    elif of in known:
        yield Place(f"{known[of].module}.{known[of].name}", node.attr)


@cache
def _imported(module: str) -> dict[str, Place]:
    """Local names of what is imported from the module's own service."""
    service = ".".join(module.split(".")[:2])
    return {
        alias.asname or alias.name: Place(str(node.module), alias.name)
        for node in ast.walk(tree(_file(module)))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(service)
        for alias in node.names
    }


@cache
def _definitions(module: str) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    path = _file(module)
    for node in tree(path).body if path.exists() else []:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {each.id: node for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    if isinstance(service := found.get("Service"), ast.ClassDef):
        found |= {f"Service.{each.name}": each for each in service.body if isinstance(each, ast.FunctionDef)}
    return found


def _definition(place: Place) -> Definition | None:
    return None if place.name == "Service" else _definitions(place.module).get(place.name)


def _file(module: str) -> Path:
    return ROOT / (module.replace(".", "/") + ".py")
