"""The broker of a run: real, private, and killed where that is the subject."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy import system
from deploy.broker import Broker, private_node, wait_until_ready
from deploy.processes import Supervisor
from services.common.messaging import bus, topology


@dataclass(frozen=True)
class Node:
    """A RabbitMQ that may be stopped; whoever stops it starts it again."""

    broker: Broker

    @property
    def uri(self) -> str:
        """Its operator's address."""
        return self.broker.uri

    @property
    def users(self) -> Path:
        """The passwords of its other users."""
        return self.broker.users

    def kill(self) -> None:
        """End it without warning."""
        process = self.broker.server.process
        assert process is not None
        self.broker.server.signal(signal.SIGKILL)
        process.wait()

    def start(self) -> None:
        """Start it again; it is ready a few seconds later."""
        self.broker.server.start()

    def restart(self) -> None:
        """Kill it and start it again."""
        self.kill()
        self.start()

    def wait_until_ready(self) -> None:
        """Return once it takes connections."""
        wait_until_ready(self.broker)


def forget_messages(uri: str) -> None:
    """Let nothing be left of services that ran at this broker: neither their queues nor what waits in them."""
    with bus.connection(uri, connect_timeout=10) as connection:
        for name in system.SERVICES:
            for queue in (f"rpc-{name}", topology.events_queue(name).name):
                connection.default_channel.queue_delete(queue)


@contextmanager
def running_node(folder: Path) -> Iterator[Node]:
    """A broker, ready."""
    supervisor = Supervisor()
    broker = private_node(folder)
    try:
        supervisor.start(broker.epmd)
        supervisor.start(broker.server)
        wait_until_ready(broker)
        yield Node(broker)
    finally:
        supervisor.stop()
