"""The event consumer's green thread: one event at a time, acknowledged after its transaction."""

import json
import logging
from collections.abc import Callable
from typing import Any

import eventlet
from kombu.mixins import ConsumerMixin

from services.common.clocks.guard import is_clocks
from services.common.concurrency import threads
from services.common.delivery.inbox import TRIES, Inbox
from services.common.messaging import bus
from services.common.messaging.envelope import read_event
from services.common.messaging.topology import events_queue

log = logging.getLogger(__name__)

#: How soon an event that waits for the clock is tried again.
CLOCK_SECONDS = 2.0


class EventConsumer(ConsumerMixin):  # type: ignore[misc]
    """Reads a service's queue; kombu's mixin reconnects when the broker comes back.

    ``wake`` is told when something was taken in: others may have to be told of what came of it.
    """

    def __init__(self, uri: str, service: str, inbox: Inbox, wake: Callable[[], None]) -> None:
        self.connection = bus.connection(uri, heartbeat=30, connect_timeout=5)
        self._queue = events_queue(service)
        self._inbox = inbox
        self._wake = wake

    def get_consumers(self, consumer: Any, _channel: Any) -> list[Any]:
        """One queue, one message at a time: order is worth more than speed here."""
        return [consumer([self._queue], on_message=self.take_in, prefetch_count=1)]

    def take_in(self, message: Any) -> None:
        """Take the event in, or park it; only then acknowledge it. What is no event at all is thrown away."""
        body = _event_body(message.body)
        if body is None:
            log.error("not an event, thrown away: %d bytes", len(message.body))
            message.reject()
            return
        if self._take_in(body):
            message.ack()
            self._wake()
        else:
            message.requeue()

    def _take_in(self, body: dict[str, Any]) -> bool:
        """False for one that has to wait until the clock is right: it is no event's fault."""
        for attempt in range(1, TRIES + 1):
            try:
                threads.run_in_thread(self._inbox.take_in, body)
                break
            except Exception as error:
                if is_clocks(error):
                    eventlet.sleep(CLOCK_SECONDS)
                    return False
                log.exception("event %s not taken in, try %d", body.get("id"), attempt)
                if attempt == TRIES:
                    threads.run_in_thread(self._inbox.park, body, f"{type(error).__name__}: {error}"[:2000])
                else:
                    eventlet.sleep(0.2 * 2**attempt)
        return True

    def stop(self) -> None:
        """End the thread after the event under way."""
        self.should_stop = True


def _event_body(content: bytes) -> dict[str, Any] | None:
    """The CloudEvent that a message holds; None for what no try could ever read."""
    try:
        body: dict[str, Any] = json.loads(content)
        read_event(body)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return body
