"""The relay on a real broker: in order, confirmed, and nothing is lost while somebody is away."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from kombu import Connection, Queue

from services.auth.contract import Done
from services.common.delivery.outbox import depth
from services.common.delivery.relay import RelayThread
from services.common.messaging import topology
from services.common.messaging.envelope import AUDIT_EXCHANGE, EVENTS_EXCHANGE
from services.common.runtime import config
from services.common.runtime.app import Runtime
from tests.support.clocks import StillClock
from tests.support.node import Node


class Listener:
    """A durable queue of a test's own."""

    def __init__(self, uri: str, exchange: str, pattern: str) -> None:
        self._uri = uri
        self._queue = Queue(f"listener-{uuid4()}", durable=True)
        with Connection(uri) as connection:
            bound = self._queue(connection.default_channel)
            bound.declare()
            bound.bind_to(exchange, routing_key=pattern)

    def heard(self) -> list[dict[str, Any]]:
        """The messages that have arrived, in order, and are taken out now."""
        return [json.loads(message.body) for message in self.messages()]

    def messages(self) -> list[Any]:
        """The same with their properties."""
        with Connection(self._uri) as connection:
            bound = self._queue(connection.default_channel)
            return list(iter(lambda: bound.get(no_ack=True, accept=None), None))

    def forget(self) -> None:
        """Take the queue away."""
        with Connection(self._uri) as connection:
            self._queue(connection.default_channel).delete()


@pytest.fixture
def on_bus(made: Runtime, node: Node) -> Runtime:
    """The runtime with a broker."""
    topology.declare(node.uri, {})
    told = config.load({"JURNAL_AMQP_URI": node.uri, "JURNAL_DATA": str(made.config.data)})
    return replace(made, config=told)


@pytest.fixture
def relay(on_bus: Runtime) -> Iterator[RelayThread]:
    """A relay that publishes when it is told."""
    each = RelayThread(on_bus.config.amqp_uri, on_bus.unit)
    yield each
    each.close()


@pytest.fixture
def kind() -> str:
    """A type of event that no other test knows."""
    return f"auth.{uuid4().hex}.v1"


@pytest.fixture
def listener(on_bus: Runtime, node: Node, kind: str) -> Iterator[Listener]:
    """Somebody who hears the events of that type."""
    each = Listener(node.uri, EVENTS_EXCHANGE, kind)
    yield each
    each.forget()


def emit(made: Runtime, kind: str, *aggregates: str) -> None:
    """One transaction with an event for each aggregate."""
    with made.unit.writing() as work:
        work.audit("things.done", "things")
        for aggregate in aggregates:
            work.emit(kind, aggregate, Done())


def waiting(made: Runtime) -> int:
    """How many messages the broker has not confirmed."""
    with made.unit.reading() as work:
        return depth(work.session)


def test_events_arrive_in_the_order_of_commits_and_are_forgotten(
    on_bus: Runtime, relay: RelayThread, listener: Listener, kind: str
) -> None:
    """Persistent, with their number and their content type."""
    emit(on_bus, kind, "t/1", "t/2")
    emit(on_bus, kind, "t/3")
    assert 5 == waiting(on_bus)
    assert relay.relay()
    messages = listener.messages()
    bodies = [json.loads(message.body) for message in messages]
    assert [("1", "t/1"), ("2", "t/2"), ("3", "t/3")] == [(body["sequence"], body["subject"]) for body in bodies]
    assert {(2, "application/cloudevents+json")} == {
        (message.properties["delivery_mode"], message.content_type) for message in messages
    }
    assert (0, False) == (waiting(on_bus), relay.relay())


def test_more_than_a_batch_goes_out_in_order(
    on_bus: Runtime, relay: RelayThread, listener: Listener, kind: str
) -> None:
    """Batch after batch until nothing waits."""
    emit(on_bus, kind, *(f"t/{number}" for number in range(450)))
    while relay.relay():
        pass
    assert list(range(1, 451)) == [int(body["sequence"]) for body in listener.heard()]


def test_the_audit_is_published_without_a_gap_and_kept(on_bus: Runtime, relay: RelayThread, node: Node) -> None:
    """A monitor that binds a queue sees every number once; one that is not there stops nothing."""
    emit(on_bus, "unused")
    relay.relay()
    monitor = Listener(node.uri, AUDIT_EXCHANGE, "kz.jurnal.auth.#")
    for _ in range(3):
        emit(on_bus, "unused")
    relay.relay()
    assert ["2", "3", "4"] == [body["sequence"] for body in monitor.heard()]
    monitor.forget()


def test_an_event_that_nobody_listens_to_stays_and_the_audit_goes_on(
    on_bus: Runtime, relay: RelayThread, node: Node, kind: str
) -> None:
    """It is published as soon as somebody does."""
    emit(on_bus, kind, "t/1")
    relay.relay()
    relay.relay()
    assert 1 == waiting(on_bus)
    late = Listener(node.uri, EVENTS_EXCHANGE, kind)
    assert relay.relay()
    assert (["t/1"], 0) == ([body["subject"] for body in late.heard()], waiting(on_bus))
    late.forget()


def test_a_broker_that_is_killed_loses_nothing(
    on_bus: Runtime, relay: RelayThread, listener: Listener, kind: str, node: Node
) -> None:
    """What was confirmed is on its disk, what was not is in ours, and the relay reconnects."""
    emit(on_bus, kind, "t/1")
    assert relay.relay()
    node.kill()
    emit(on_bus, kind, "t/2")
    assert not relay.relay()
    assert 2 == waiting(on_bus)
    node.start()
    node.wait_until_ready()
    assert relay.relay()
    assert (["t/1", "t/2"], 0) == ([body["subject"] for body in listener.heard()], waiting(on_bus))


def test_of_two_relays_one_publishes_and_the_other_takes_over(
    on_bus: Runtime, relay: RelayThread, listener: Listener, kind: str, clock: StillClock
) -> None:
    """Order needs one publisher; a dead one's lease ends after fifteen seconds."""
    second = RelayThread(on_bus.config.amqp_uri, on_bus.unit)
    emit(on_bus, kind, "t/1")
    assert (True, False) == (relay.relay(), second.relay())
    emit(on_bus, kind, "t/2")
    assert (False, 2) == (second.relay(), waiting(on_bus))
    clock.move(seconds=16)
    assert (True, False) == (second.relay(), relay.relay())
    assert ["t/1", "t/2"] == [body["subject"] for body in listener.heard()]
    second.close()
