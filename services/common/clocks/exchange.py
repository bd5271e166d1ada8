"""The parts tell each other what their machines' clocks show, and each looks at its own (¶8, ¶17).

Each says it every few seconds on an exchange of its own; the broker lets nobody speak under another's name. Who hears
it counts one word for each part (services.common.clocks.guard).
"""

import logging
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import eventlet
from kombu import Exchange, Producer, Queue
from kombu.mixins import ConsumerMixin

from services.common.clocks.guard import WORDS, ClockGuard, said_in, word
from services.common.concurrency import threads
from services.common.messaging import bus
from services.common.messaging.topology import CLOCKS_EXCHANGE

log = logging.getLogger(__name__)

SAY_SECONDS = 10.0
LOOK_SECONDS = 5.0
#: After something that connecting again does not mend, as when the broker refuses.
PAUSE_SECONDS = 15.0


class ClockTalk(ConsumerMixin):  # type: ignore[misc]
    """A process's green thread that says its time and hears the others'; kombu's mixin reconnects."""

    def __init__(self, uri: str, service: str, guard: ClockGuard) -> None:
        self.connection = bus.connection(uri, heartbeat=30, connect_timeout=5)
        self._service = service
        self._guard = guard
        self._exchange = Exchange(CLOCKS_EXCHANGE, type="topic", no_declare=True)  # a service may not make it
        own = {"durable": False, "exclusive": True, "auto_delete": True, "message_ttl": SAY_SECONDS}
        self._queue = Queue(f"clocks-{service}-{uuid4()}", exchange=self._exchange, routing_key="*", **own)
        self._producer: Producer | None = None
        self._due = 0.0

    def run(self, *_: Any, **_options: Any) -> None:
        """Say and hear until stopped; without it the service goes on by what its database knows."""
        while not self.should_stop:
            try:
                super().run()
            except Exception as error:
                log.warning("the others' clocks are not heard: %s: %s", type(error).__name__, error)
                eventlet.sleep(PAUSE_SECONDS)

    def get_consumers(self, consumer: Any, channel: Any) -> list[Any]:
        """One queue, of this process alone."""
        self._producer, self._due = Producer(channel, exchange=self._exchange), 0.0
        return [consumer([self._queue], on_message=self.hear, no_ack=True)]

    def on_iteration(self) -> None:
        """Say it when it is time to, and at once when the clock was set: the others still go by what was said."""
        if self._producer is None:
            return
        if self._guard.was_set():
            self._say(self._producer, WORDS)
        elif time.monotonic() >= self._due:
            self._say(self._producer, 1)

    def _say(self, producer: Producer, times: int) -> None:
        self._due = time.monotonic() + SAY_SECONDS
        for _ in range(times):
            said = word(self._guard.machine())
            producer.publish(said, routing_key=self._service, delivery_mode=1, content_type="application/json")

    def hear(self, message: Any) -> None:
        """Take a part's word. Whose it is says the routing key, which the broker has looked at."""
        part = str(message.delivery_info["routing_key"])
        if part != self._service and (theirs := said_in(message.body)):
            self._guard.hear(part, theirs)

    def stop(self) -> None:
        """End the thread."""
        self.should_stop = True


class ClockWatch:
    """A process's green thread that looks at its own clock, though nobody writes, and tells what it finds."""

    def __init__(self, look: Callable[[], None]) -> None:
        self._look = look
        self._running = True

    def run(self) -> None:
        """Look until stopped."""
        while self._running:
            try:
                threads.run_in_thread(self._look)
            except Exception as error:
                log.warning("the clock was not looked at: %s", type(error).__name__)
            eventlet.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """End the thread."""
        self._running = False
