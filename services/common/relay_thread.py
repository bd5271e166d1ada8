"""The relay's green thread: wakes on a commit of this process, looks by itself for those of others."""

import logging
from typing import TYPE_CHECKING

import eventlet
from eventlet.event import Event
from eventlet.timeout import Timeout

from services.common import native
from services.common.outbox import Relay
from services.common.publisher import ConfirmedPublisher

if TYPE_CHECKING:
    from services.common.app import Runtime

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
LONGEST_BACK_OFF_SECONDS = 15.0
LEASE_EVERY_SECONDS = 5.0


class RelayThread:
    """Publishes until stopped; a broker that is away is waited for with back-off."""

    def __init__(self, runtime: "Runtime") -> None:
        self._relay = Relay(runtime.service, runtime.unit.database, runtime.clock)
        self._publisher = ConfirmedPublisher(runtime.config.amqp_uri)
        self._woken = Event()
        self._running = True
        self._leased_until = 0.0
        self._clock = runtime.clock

    def wake(self) -> None:
        """Something was committed."""
        if not self._woken.ready():
            self._woken.send()

    def stop(self) -> None:
        """Stop after the batch under way."""
        self._running = False
        self.wake()

    def run(self) -> None:
        """Relay until stopped."""
        back_off = LOOK_SECONDS
        while self._running:
            try:
                idle = not self._relay_batch()
                back_off = LOOK_SECONDS
            except Exception as error:
                log.warning("messages wait: %s: %s", type(error).__name__, error)
                self._publisher.close()
                back_off, idle = min(back_off * 2, LONGEST_BACK_OFF_SECONDS), True
            if idle and self._running:
                self._sleep(back_off)
        self._publisher.close()

    def _relay_batch(self) -> bool:
        if not self._has_lease():
            return False
        messages, last_event, last_entry = native.aside(self._relay.waiting)
        if not messages:
            return False
        self._publisher.publish(messages)
        native.aside(self._relay.sent, last_event, last_entry)
        return True

    def _has_lease(self) -> bool:
        now = self._clock.machine().timestamp()
        if now < self._leased_until:
            return True
        held: bool = native.aside(self._relay.hold_lease)
        self._leased_until = now + LEASE_EVERY_SECONDS if held else 0.0
        return held

    def _sleep(self, seconds: float) -> None:
        with Timeout(seconds, False):
            self._woken.wait()
        self._woken = Event()
        eventlet.sleep(0)
