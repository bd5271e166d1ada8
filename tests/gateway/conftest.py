"""A broker that has never seen our services, and a tiny service on it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.broker import Broker, private_node, wait_until_ready
from deploy.processes import Child, Supervisor


@dataclass(frozen=True)
class Node:
    """A broker and what runs on it, restarted when it ends."""

    broker: Broker
    supervisor: Supervisor

    def restart_broker(self) -> None:
        """Kill the broker and start it again."""
        self.broker.server.signal(signal.SIGKILL)
        assert self.broker.server.process is not None
        self.broker.server.process.wait()
        self.broker.server.start()


@contextmanager
def running_node(folder: Path) -> Iterator[Node]:
    """A broker that may be restarted."""
    supervisor = Supervisor()
    broker = private_node(folder)
    try:
        supervisor.start(broker.epmd)
        supervisor.start(broker.server)
        wait_until_ready(broker)
        yield Node(broker, supervisor)
    finally:
        supervisor.stop()


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A broker of the gateway's own tests, for it is restarted, and has no queue of a service that is gone."""
    folder = tmp_path_factory.mktemp("bus")
    with running_node(folder) as node:
        node.supervisor.start(_tiny_service(node.broker.uri, folder))
        yield node


def _tiny_service(uri: str, folder: Path) -> Child:
    command = [sys.executable, "-m", "tests.gateway.tiny_service"]
    return Child("tiny", command, {**os.environ, "JURNAL_AMQP_URI": uri}, folder / "tiny.log")
