"""The fences between the parts: who may import whom."""

import sys
from pathlib import Path

import pytest

from tests.architecture.source import SERVICES, imports, module_name, python_files

#: What a rule may know besides the standard library: how to refuse, the regulation's days, names and text.
RULE_TYPES = ("services.common.errors", "services.common.regulation", "services.common.text")
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


def _room(module: str) -> str:
    return (module.split(".") + [""] * 3)[2]


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
    """The test above can fail."""
    assert _is_query_language("sqlalchemy.select")
    assert not _is_query_language("sqlalchemy.orm.Session")
