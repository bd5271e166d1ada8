"""What the mechanism's tests stand on: auth's schema and one of its tables, and a broker of their own."""

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from deploy.broker import Broker, private_node, wait_until_ready
from deploy.processes import Supervisor
from services.auth.models import FailedSignIns
from services.common.app import Runtime
from services.common.mechanism import audit_entry
from services.common.work import Work
from tests.support.clocks import StillClock
from tests.support.databases import Databases
from tests.support.runtimes import runtime


def write(work: Work, place: str) -> None:
    """Write a row of a table that must be audited."""
    work.session.add(FailedSignIns(place=place, count=1, last_at=work.machine_now))


def written(made: Runtime) -> list[str]:
    """The rows that were written, sorted."""
    with made.unit.reading() as work:
        return list(work.session.scalars(select(FailedSignIns.place).order_by(FailedSignIns.place)))


def audited(made: Runtime) -> list[tuple[int, str]]:
    """The audit: number and action."""
    with made.unit.reading() as work:
        rows = work.session.execute(select(audit_entry).order_by(audit_entry.c.sequence))
        return [(row.sequence, row.action) for row in rows]


@pytest.fixture
def made(databases: Databases, tmp_path: Path, clock: StillClock) -> Runtime:
    """A runtime on an empty database, without a bus."""
    return runtime("auth", databases, tmp_path, clock)


@dataclass(frozen=True)
class Node:
    """A broker that may be stopped."""

    broker: Broker

    @property
    def uri(self) -> str:
        """Its address."""
        return self.broker.uri

    def kill(self) -> None:
        """End it without warning."""
        process: Any = self.broker.server.process
        self.broker.server.signal(signal.SIGKILL)
        process.wait()

    def start(self) -> None:
        """Start it again."""
        self.broker.server.start()
        wait_until_ready(self.broker)


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A broker of these tests' own, for it is killed."""
    supervisor = Supervisor()
    broker = private_node(tmp_path_factory.mktemp("node"))
    try:
        supervisor.start(broker.epmd)
        supervisor.start(broker.server)
        wait_until_ready(broker)
        yield Node(broker)
    finally:
        supervisor.stop()
