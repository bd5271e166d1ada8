"""Exchanges and queues, declared before the first message is published, so that none can vanish."""

from collections.abc import Iterable, Mapping

from kombu import Exchange, Queue

from services.common.messaging import bus
from services.common.messaging.envelope import AUDIT_EXCHANGE, EVENTS_EXCHANGE

#: Nameko's own, for calls and their answers.
RPC_EXCHANGE = "nameko-rpc"
#: For what the parts' clocks show (services.common.clocks.exchange).
CLOCKS_EXCHANGE = "clocks"
RPC = Exchange(RPC_EXCHANGE, type="topic", durable=True)
EVENTS = Exchange(EVENTS_EXCHANGE, type="topic", durable=True)
AUDIT = Exchange(AUDIT_EXCHANGE, type="topic", durable=True)
CLOCKS = Exchange(CLOCKS_EXCHANGE, type="topic", durable=True)


def events_queue(service: str) -> Queue:
    """The one queue on which a service receives events: one consumer at a time, so order is kept."""
    return Queue(f"{service}.events", durable=True, queue_arguments={"x-single-active-consumer": True})


def declare(uri: str, subscriptions: Mapping[str, Iterable[str]]) -> None:
    """Declare the exchanges, and for each service its queue bound to the event types it takes in."""
    with bus.connection(uri, connect_timeout=10) as connection:
        channel = connection.default_channel
        for exchange in (RPC, EVENTS, AUDIT, CLOCKS):
            exchange(channel).declare()
        for service, event_types in subscriptions.items():
            queue = events_queue(service)(channel)
            queue.declare()
            for event_type in event_types:
                queue.bind_to(EVENTS_EXCHANGE, routing_key=event_type)
