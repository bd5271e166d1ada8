"""``/readyz`` while one part is down: that part is named, no other (¶8)."""

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import tzdata

from deploy.postgres import Postgres
from services.common.runtime.config import SERVICES
from tests.support.databases import PostgresDatabases, SqliteDatabases
from tests.support.stack import Stack, running_stack
from tests.support.waiting import until


@dataclass
class Apart:
    """Roster's database is on a server of its own, the others' are files."""

    server: PostgresDatabases
    files: SqliteDatabases

    def fresh(self, service: str) -> str:
        """The URL of an empty database with the newest schema of ``service``."""
        return (self.server if service == "roster" else self.files).fresh(service)


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """A database server that may be stopped."""
    server = Postgres(Path("/tmp") / f"jurnal-roster-{uuid4().hex[:8]}")
    try:
        server.start()
        yield server
    finally:
        server.stop()
        server.remove()


@pytest.fixture(scope="module")
def system(
    tmp_path_factory: pytest.TempPathFactory, broker: str, broker_users: Path, server: Postgres
) -> Iterator[Stack]:
    """Everything, running."""
    databases = Apart(PostgresDatabases(server), SqliteDatabases(tmp_path_factory.mktemp("files")))
    with running_stack(tmp_path_factory.mktemp("system"), databases, broker, users=broker_users) as running:
        yield running


def _missing(system: Stack) -> tuple[int, list[str], list[str]]:
    """The status, which parts are said to be missing, and which services are said not to be ready."""
    answer = httpx.get(f"{system.address}/readyz", timeout=30)
    told = answer.json()
    return answer.status_code, told["missing"], [each["service"] for each in told["services"] if not each["ready"]]


def test_every_part_says_whose_time_zones_it_uses(system: Stack) -> None:
    """¶8, ¶17: the version of the pinned data."""
    told = httpx.get(f"{system.address}/readyz", timeout=30).json()
    assert {tzdata.IANA_VERSION} == {told["time_zones"], *(each["time_zones"] for each in told["services"])}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_that_is_down_is_named_alone(system: Stack, service: str) -> None:
    """The others go on; once it is back, nothing is missing (¶8)."""
    child = next(each for each in system.supervisor.children if each.name == f"services.{service}")
    child.signal(signal.SIGKILL)
    assert child.process
    child.process.wait()
    until(lambda: _missing(system) == (503, [service], [service]) or None)
    child.start()
    until(lambda: _missing(system) == (200, [], []) or None)


def test_a_database_that_is_down_is_named_alone(system: Stack, server: Postgres) -> None:
    """Its service answers nobody's question, and is the only one that is missing (¶8)."""
    assert (200, [], []) == _missing(system)
    server.stop()
    until(lambda: _missing(system) == (503, ["roster"], ["roster"]) or None)
