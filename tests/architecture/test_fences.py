"""The fences between the parts: who may import whom."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, SERVICES, imports, module_name, python_files

#: What a rule may know besides the standard library: how to refuse, the regulation's days, names and text.
RULE_TYPES = (
    "services.common.errors",
    "services.common.regulation",
    *(f"services.common.text.{name}" for name in ("kazakh", "looks", "names", "normalization", "printable")),
)
#: A service's rooms in their order: each imports of its own service only what stands before it.
ORDER = (
    "refusals",
    "contract",
    "domain",
    "store",
    "sealing",
    "files",
    "views",
    "usecases",
    "subscriptions",
    "service",
)
#: What a service may be without.
IF_NEEDED = {"sealing", "files", "views"}
#: What else lies in every service's folder.
ALWAYS = {"__init__", "__main__", "consistency", "migrations"}
#: The modules of the commands that operators call by their names.
COMMANDS: Mapping[str, set[str]] = {"gradebook": {"recovery", "check_record"}, "auth": {"bootstrap", "adopting"}}
#: What may come next to ``store`` in asking the database: it compares the tables' rows with each other.
ASKS_TABLES = "consistency"
#: What of SQLAlchemy asks the database nothing.
HANDS_ON = ("sqlalchemy.orm.Session", "sqlalchemy.orm.object_session")
#: What others may import of a service: its public face.
FACE = (["contract"], ["refusals"])


def _foreign(path: Path, own: str) -> list[str]:
    """Imports of other services' insides."""
    return [
        name
        for name in imports(path)
        if name.startswith("services.")
        and name.split(".")[1] not in (own, "common")
        and name.split(".")[2:3] not in FACE
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_imports_of_another_only_its_public_face(service: str) -> None:
    """A service knows another by its public face alone."""
    crossed = {module_name(path): _foreign(path, service) for path in python_files(f"services/{service}")}
    assert {} == {module: names for module, names in crossed.items() if names}


def test_the_gateway_imports_of_a_service_only_its_public_face() -> None:
    """The gateway asks; it reaches into nobody."""
    crossed = {module_name(path): _foreign(path, "gateway") for path in python_files("gateway")}
    assert {} == {module: names for module, names in crossed.items() if names}


def test_common_imports_no_service() -> None:
    """The mechanism does not know whom it serves."""
    crossed = {module_name(path): _foreign(path, "common") for path in python_files("services/common")}
    assert {} == {module: names for module, names in crossed.items() if names}


@pytest.mark.parametrize("service", SERVICES)
def test_a_domain_imports_only_the_standard_library_and_rule_types(service: str) -> None:
    """A rule is pure: no I/O, no clock, no database, no bus."""
    allowed = (*(f"services.{service}.{room}" for room in ("domain", "contract", "refusals")), *RULE_TYPES)
    crossed = [
        (module_name(path), name)
        for path in python_files(f"services/{service}/domain")
        for name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(allowed)
    ]
    assert [] == crossed


@pytest.mark.parametrize("service", SERVICES)
def test_no_rule_reads_the_machines_clock(service: str) -> None:
    """``now`` comes in as an argument (¶17, ¶18, ¶19 depend on it)."""
    clocks = (".now(", ".today(", ".utcnow(", "time.time(")
    crossed = [
        (module_name(path), clock)
        for path in python_files(f"services/{service}/domain")
        for clock in clocks
        if clock in path.read_text(encoding="utf-8")
    ]
    assert [] == crossed


def _names(service: str) -> set[str]:
    """The modules and folders of a service, by their names."""
    return {path.stem for path in (ROOT / "services" / service).iterdir() if path.name != "__pycache__"}


def _room(module: str) -> str:
    return (module.split(".") + [""] * 3)[2]


@pytest.mark.parametrize("service", SERVICES)
def test_the_rooms_are_the_same_in_all_services(service: str) -> None:
    """Who has read one service can walk the others."""
    known = {*ORDER, *ALWAYS, *COMMANDS.get(service, ())}
    assert known == _names(service) | (known & IF_NEEDED)


@pytest.mark.parametrize("service", SERVICES)
def test_a_services_rooms_stand_above_each_other(service: str) -> None:
    """A room imports those before it in the order, never one after it."""
    crossed = [
        (module_name(path), name)
        for path in python_files(f"services/{service}")
        for name in imports(path)
        if name.startswith(f"services.{service}.") and _is_above(_room(name), _room(module_name(path)))
    ]
    assert [] == crossed


def _is_above(room: str, other: str) -> bool:
    return room in ORDER and other in ORDER and ORDER.index(room) > ORDER.index(other)


@pytest.mark.parametrize("service", SERVICES)
def test_only_the_store_asks_the_database(service: str) -> None:
    """SQLAlchemy's query language stands in ``store``; others know a session when they hand it on."""
    crossed = [
        (module_name(path), name)
        for path in python_files(f"services/{service}")
        for name in imports(path)
        if _room(module_name(path)) not in ("store", "migrations", ASKS_TABLES) and _is_query_language(name)
    ]
    assert [] == crossed


def _is_query_language(name: str) -> bool:
    return name.startswith("sqlalchemy.") and name not in HANDS_ON


def test_what_crosses_the_fences_of_a_service_is_found() -> None:
    """The two tests above can fail."""
    assert _is_above("usecases", "store")
    assert not _is_above("store", "usecases")
    assert _is_query_language("sqlalchemy.select")
    assert not _is_query_language("sqlalchemy.orm.Session")
