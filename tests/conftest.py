"""What every test may ask for: a real broker, a fresh database, the whole system, a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from deploy import processes
from services.common.storage import database
from tests.support import forks, statements
from tests.support.clocks import StillClock
from tests.support.databases import Databases
from tests.support.databases import databases as open_databases
from tests.support.node import Node, forget_messages, running_node
from tests.support.selection import left_out
from tests.support.stack import Stack, running_stack
from tests.support.workers import ByFile, in_order

#: A rule is right or wrong however long a busy machine takes to say so.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


#: The factory of databases, once a test has asked for it.
MADE = pytest.StashKey[Databases]()

#: What takes long begins first, so that no worker is left alone with it in the end; in itself the order is random.
LONG = ("tests/pages/", "tests/cases/", "tests/deploy/", "tests/gateway/")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Spread files over the workers."""
    return ByFile(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long, keep a course of events in its order, and leave out what this run does not need."""
    unneeded = {*left_out(items)}
    config.hook.pytest_deselected(items=[*unneeded])
    kept = in_order([item for item in items if item not in unneeded])
    items[:] = sorted(kept, key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(scope="session", autouse=True)
def _shared_statements() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "open_engine", statements.open_sharing_engine)
        yield


@pytest.fixture(scope="session", autouse=True)
def _forked_parts() -> Iterator[None]:
    with forks.serving() as servers, pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "launch", servers.launch)
        yield


@pytest.fixture(scope="session")
def running_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A real RabbitMQ, private to this run."""
    with running_node(tmp_path_factory.mktemp("broker")) as node:
        yield node


@pytest.fixture(scope="module")
def node(running_broker: Node) -> Iterator[Node]:
    """The same for a file whose tests stop it; nothing of other files is left in it."""
    forget_messages(running_broker.uri)
    yield running_broker
    running_broker.wait_until_ready()


@pytest.fixture(scope="session")
def broker(running_broker: Node) -> str:
    """Its operator's address."""
    return running_broker.uri


@pytest.fixture(scope="session")
def broker_users(running_broker: Node) -> Path:
    """The passwords of its other users."""
    return running_broker.users


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """A factory of fresh databases in the engine under test."""
    with open_databases(tmp_path_factory.mktemp("databases")) as factory:
        request.session.stash[MADE] = factory
        yield factory


@pytest.fixture(scope="module", autouse=True)
def _forgotten_databases(request: pytest.FixtureRequest) -> Iterator[None]:
    """A file's databases are gone after it: those of a whole run would fill the memory."""
    yield
    if (made := request.session.stash.get(MADE, None)) is not None:
        made.forget()


@pytest.fixture
def clock() -> StillClock:
    """A clock that stands at Monday 5 October 2026, 09:00, until it is moved."""
    return StillClock()


@pytest.fixture(scope="module")
def stack(
    tmp_path_factory: pytest.TempPathFactory, broker: str, broker_users: Path, databases: Databases
) -> Iterator[Stack]:
    """The whole system, running, for the tests of one file."""
    with running_stack(tmp_path_factory.mktemp("stack"), databases, broker, users=broker_users) as running:
        yield running
