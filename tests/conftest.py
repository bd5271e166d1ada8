"""What every test may ask for: a real broker, a fresh database, the whole system, a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from deploy import system
from deploy.processes import Supervisor
from tests.support.clocks import StillClock
from tests.support.databases import Databases
from tests.support.databases import databases as open_databases
from tests.support.stack import Stack, running_stack

#: A rule is right or wrong however long a busy machine takes to say so.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def broker_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the broker of this run keeps what it has."""
    return tmp_path_factory.mktemp("broker")


@pytest.fixture(scope="session")
def broker(broker_folder: Path) -> Iterator[str]:
    """The address of a real RabbitMQ, private to this run, for its operator."""
    supervisor = Supervisor()
    try:
        yield system.start_broker(supervisor, broker_folder)
    finally:
        supervisor.stop()


@pytest.fixture(scope="session")
def broker_users(broker: str, broker_folder: Path) -> Path | None:
    """The passwords of its other users; none where the environment names a broker."""
    folder = broker_folder / "users"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """A factory of fresh databases in the engine under test."""
    with open_databases(tmp_path_factory.mktemp("databases")) as factory:
        yield factory


@pytest.fixture
def clock() -> StillClock:
    """A clock that stands at Monday 5 October 2026, 09:00, until it is moved."""
    return StillClock()


@pytest.fixture(scope="module")
def stack(
    tmp_path_factory: pytest.TempPathFactory, broker: str, broker_users: Path | None, databases: Databases
) -> Iterator[Stack]:
    """The whole system, running, for the tests of one file."""
    with running_stack(tmp_path_factory.mktemp("stack"), databases, broker, users=broker_users) as running:
        yield running
