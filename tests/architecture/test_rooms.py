"""The rooms of services, of what they share and of the gateway stand above each other, and no module in a circle."""

import re
from itertools import pairwise

import pytest

from tests.architecture.rooms import ORDER, circle, is_before, may_have, modules, must_have, rooms
from tests.architecture.source import ROOT

PARTS = [*ORDER]
#: The part that each table of docs/architecture.md is about, by the table's first room.
TABLES = {"service": "services/gradebook", "runtime": "services/common", "web": "gateway"}
#: What starts a process, and commands.
UNSHOWN = {"__main__", "app", "recovery", "check_record", "adopting", "bootstrap"}
MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## A mark's way")[0]


@pytest.mark.parametrize("part", PARTS)
def test_a_room_imports_only_those_after_it(part: str) -> None:
    """Whoever reads a room reads only those below it."""
    crossed = {room: {each for each in others if is_before(part, each, room)} for room, others in rooms(part).items()}
    assert {} == {room: others for room, others in crossed.items() if others}


@pytest.mark.parametrize("part", PARTS)
def test_every_room_has_its_place(part: str) -> None:
    """Who has read one service can walk the others, and nothing lies beside the rooms."""
    found = {*rooms(part)}
    assert (set(), set()) == (must_have(part) - found, found - may_have(part))


@pytest.mark.parametrize("part", PARTS)
def test_no_module_imports_itself_by_way_of_others(part: str) -> None:
    """There is an order in which the modules can be read, each after those it names, for their types too."""
    assert [] == circle(modules(part))


@pytest.mark.parametrize("first", TABLES)
def test_the_map_shows_the_rooms_in_their_order(first: str) -> None:
    """docs/architecture.md is what a stranger looks at first."""
    tables = [re.findall(r"^\| `(\w+)(?:\.py|/)` \|", text, re.M) for text in MAP.split("\n\n")]
    shown = next(table for table in tables if table[:1] == [first])
    assert shown == [room for room in ORDER[TABLES[first]] if room not in UNSHOWN]


def test_a_circle_is_found_with_its_way() -> None:
    """Whoever closes one reads along which modules it goes."""
    assert [] == circle({"a": {"b", "c"}, "b": {"c"}})
    found = circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})
    assert {("a", "b"), ("b", "c"), ("c", "a")} == {*pairwise(found)}


def test_a_room_above_another_is_found() -> None:
    """The tests of the order can fail."""
    assert is_before("services/auth", "usecases", "store")
    assert not is_before("services/auth", "store", "usecases")
    assert is_before("services/common", "runtime", "messaging")
