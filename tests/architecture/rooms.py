"""The rooms of each part of the product, in their order: the table, and how to read what is really there."""

from collections.abc import Iterator, Mapping, Set
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.architecture.source import SERVICES, imports, module_name, python_files

#: A service's rooms; any of them may be missing but those in ``EVERYWHERE``.
_SERVICE = (
    "__main__",
    # Commands that operators call by their names.
    "recovery",
    "check_record",
    "adopting",
    "bootstrap",
    "service",
    "subscriptions",
    "usecases",
    "consistency",
    "views",
    "files",
    "sealing",
    "migrations",
    "store",
    "domain",
    "contract",
    "refusals",
)
#: What a service may be without.
_IF_NEEDED = {"sealing", "files", "views"}
_COMMANDS: Mapping[str, set[str]] = {"gradebook": {"recovery", "check_record"}, "auth": {"bootstrap", "adopting"}}
_ALL_COMMANDS = {name for names in _COMMANDS.values() for name in names}

#: Each part's rooms: a room may import of its own part those after it, and none before.
ORDER: Mapping[str, tuple[str, ...]] = {
    "gateway": (
        "__main__",
        "app",
        "web",
        "api",
        "papers",
        "cases",
        "live",
        "http",
        "messaging",
        "i18n",
        "errors",
    ),
    **{f"services/{name}": _SERVICE for name in SERVICES},
    "services/common": (
        "runtime",
        "delivery",
        "storage",
        "clocks",
        "security",
        "messaging",
        "concurrency",
        "text",
        "regulation",
        "refusals",
        "errors",
    ),
}


def must_have(part: str) -> set[str]:
    """The rooms that are there in any case."""
    service = part.removeprefix("services/")
    left_out = _IF_NEEDED | (_ALL_COMMANDS - _COMMANDS.get(service, set())) if service in SERVICES else set()
    return {*ORDER[part]} - left_out


def may_have(part: str) -> set[str]:
    """Those, and what is there if needed."""
    return must_have(part) | (_IF_NEEDED if part.removeprefix("services/") in SERVICES else set())


def is_before(part: str, room: str, other: str) -> bool:
    """Whether a room stands before another in its part's order, so that the other may not import it."""
    order = ORDER[part]
    return room in order and other in order and order.index(room) < order.index(other)


def rooms(part: str) -> dict[str, set[str]]:
    """The folders and modules directly below a part's folder, each with those that it imports."""
    found: dict[str, set[str]] = {}
    for module, others in modules(part).items():
        room = room_of(module, part)
        found.setdefault(room, set()).update({room_of(each, part) for each in others} - {room})
    return {room: others for room, others in found.items() if room}


def room_of(module: str, part: str) -> str:
    """``storage`` for ``services.common.storage.tables``, "" for the part's own ``__init__``."""
    return module.removeprefix(part.replace("/", ".")).removeprefix(".").partition(".")[0]


def modules(part: str) -> dict[str, set[str]]:
    """The modules of a part, each with those of the part that it imports, for their types too."""
    known = {_module(each) for each in python_files(part)}
    return {_module(path): {*_imported(path, known)} for path in python_files(part)}


def _imported(path: Path, known: Set[str]) -> Iterator[str]:
    for name in imports(path):
        named = {name, name.rpartition(".")[0]} & known
        if named:
            yield max(named, key=len)


def _module(path: Path) -> str:
    return module_name(path).removesuffix(".__init__")


def circle(imported: Mapping[str, Set[str]]) -> list[str]:
    """Modules of which each imports the next, the last one the first again; empty where there are none."""
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        return [*reversed(error.args[1])]
    return []
