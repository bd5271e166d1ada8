"""The gateway's modules and rooms stand above each other: nothing imports itself by way of others."""

from collections.abc import Mapping, Set
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.architecture.source import imports, module_name, python_files

#: The gateway's rooms: each may import those after it, and none before.
ROOMS = ("web", "api", "papers", "cases", "live", "http", "messaging", "i18n", "errors")


def circle(imported: Mapping[str, Set[str]]) -> list[str]:
    """Modules of which each imports the next, the last one the first again; empty where there are none."""
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        return [*reversed(error.args[1])]
    return []


def _module(path: Path) -> str:
    return module_name(path).removesuffix(".__init__")


def _imported(path: Path, within: str) -> set[str]:
    """The modules below the folder that the file imports, or imports from."""
    known = {_module(each) for each in python_files(within)}
    named = ({name, name.rpartition(".")[0]} & known for name in imports(path))
    return {max(modules, key=len) for modules in named if modules}


def rooms(within: str) -> dict[str, set[str]]:
    """The folders and modules directly below a folder, each with those that it imports."""
    found: dict[str, set[str]] = {}
    for path in python_files(within):
        room = _room(_module(path), within)
        others = {_room(name, within) for name in _imported(path, within)} - {room}
        found.setdefault(room, set()).update(others)
    return found


def _room(module: str, within: str) -> str:
    return module.removeprefix(within.replace("/", ".")).removeprefix(".").partition(".")[0]


def test_no_module_of_the_gateway_imports_itself_by_way_of_others() -> None:
    """There is an order in which the modules can be read, each after those it names, for their types too."""
    assert [] == circle({_module(path): _imported(path, "gateway") for path in python_files("gateway")})


def test_no_room_of_the_gateway_imports_itself_by_way_of_others() -> None:
    """Whoever reads one room reads only those below it."""
    assert [] == circle(rooms("gateway"))


@pytest.mark.parametrize("room", ROOMS)
def test_the_gateways_rooms_stand_above_each_other(room: str) -> None:
    """What pages and the API both show is in a room below them, not in one of the two."""
    assert set() == rooms("gateway")[room] & {*ROOMS[: ROOMS.index(room)]}


def test_every_room_of_the_gateway_has_its_place() -> None:
    """Above them stand only what makes the application and what starts it."""
    assert {*ROOMS, "app", "__main__", ""} == {*rooms("gateway")}


def test_a_circle_is_found_with_its_way() -> None:
    """Whoever closes one reads along which modules it goes."""
    assert [] == circle({"a": {"b", "c"}, "b": {"c"}})
    found = circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})
    assert {("a", "b"), ("b", "c"), ("c", "a")} == {*pairwise(found)}
