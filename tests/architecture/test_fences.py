"""The fences between the parts: who may import whom."""

import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, SERVICES, imports, module_name, python_files

#: What a rule may know besides the standard library: how to refuse, the regulation's days, names and text.
RULE_TYPES = (
    "services.common.errors",
    "services.common.regulation",
    *(f"services.common.text.{name}" for name in ("kazakh", "looks", "names", "normalization", "printable")),
)
ROOMS = ("__init__.py", "__main__.py", "refusals.py", "service.py", "domain", "usecases", "migrations")
#: What stands in some of the services alone, as yet.
OWN_ROOMS = {
    "auth": ("contract", "store", "views", "sealing", "subscriptions.py", "consistency.py"),
    "roster": ("contract", "store", "views", "files", "subscriptions.py", "consistency.py"),
    "gradebook": ("contract.py", "models.py", "queries.py", "replicas.py"),
    "corrections": ("contract.py", "models.py", "queries.py", "replicas.py"),
}
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


@pytest.mark.parametrize("service", SERVICES)
def test_the_rooms_are_the_same_in_all_services(service: str) -> None:
    """Who has read one service can walk the others."""
    home = ROOT / "services" / service
    assert [] == [room for room in (*ROOMS, *OWN_ROOMS[service]) if not (home / room).exists()]
