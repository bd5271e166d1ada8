"""The gateway's modules and rooms stand above each other: nothing imports itself by way of others."""

from collections.abc import Mapping, Set
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.architecture.source import imports, module_name, python_files

#: Rooms that may import those after them, and none before.
ROOMS = ("web.pages", "api", "papers", "cases")


def circle(imported: Mapping[str, Set[str]]) -> list[str]:
    """Modules of which each imports the next, the last one the first again; empty where there are none."""
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        return [*reversed(error.args[1])]
    return []


def _module(path: Path) -> str:
    return module_name(path).removesuffix(".__init__")


def _imported(path: Path) -> set[str]:
    """The gateway's modules that the file imports, or imports from."""
    known = {_module(each) for each in python_files("gateway")}
    named = ({name, name.rpartition(".")[0]} & known for name in imports(path))
    return {max(modules, key=len) for modules in named if modules}


def test_no_module_of_the_gateway_imports_itself_by_way_of_others() -> None:
    """There is an order in which the modules can be read, each after those it names, for their types too."""
    assert [] == circle({_module(path): _imported(path) for path in python_files("gateway")})


@pytest.mark.parametrize("room", ROOMS)
def test_the_gateways_rooms_stand_above_each_other(room: str) -> None:
    """What pages and the API both show is in a room below them, not in one of the two."""
    above = tuple(f"gateway.{each}." for each in ROOMS[: ROOMS.index(room)])
    named = {_module(path): _imported(path) for path in python_files(f"gateway/{room.replace('.', '/')}")}
    crossed = {module: [name for name in names if f"{name}.".startswith(above)] for module, names in named.items()}
    assert {} == {module: names for module, names in crossed.items() if names}


def test_a_circle_is_found_with_its_way() -> None:
    """Whoever closes one reads along which modules it goes."""
    assert [] == circle({"a": {"b", "c"}, "b": {"c"}})
    found = circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})
    assert {("a", "b"), ("b", "c"), ("c", "a")} == {*pairwise(found)}
