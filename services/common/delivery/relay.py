"""The relay's green thread: wakes on a commit of this process, looks by itself for those of others."""

import logging
from time import monotonic

import eventlet
from eventlet.event import Event
from eventlet.timeout import Timeout

from services.common.concurrency import threads
from services.common.delivery.outbox import AuditStream, EventStream, RelayLease, Stream
from services.common.messaging.publisher import ConfirmedPublisher
from services.common.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
#: What is committed within it goes out together: one confirm and one write for many messages.
LINGER_SECONDS = 0.1
LONGEST_BACK_OFF_SECONDS = 15.0
LEASE_EVERY_SECONDS = 3.0


class RelayThread:
    """Publishes until stopped; a broker that is away is waited for with back-off."""

    def __init__(self, uri: str, unit: UnitOfWork) -> None:
        self._streams: tuple[Stream, ...] = (EventStream(unit.database), AuditStream(unit.service, unit.database))
        self._lease = RelayLease(unit.database, unit.clock)
        self._publisher = ConfirmedPublisher(uri)
        self._leased_until = 0.0
        self._woken = Event()
        self._running = True
        self._failed = False

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
        pause = LOOK_SECONDS
        while self._running:
            busy = self.relay()
            pause = min(pause * 2, LONGEST_BACK_OFF_SECONDS) if self._failed else LOOK_SECONDS
            if not busy:
                self._sleep(pause)
        self.close()

    def relay(self) -> bool:
        """Publish the next batch of each stream, a busy one or not; False when nothing went out."""
        self._failed = False
        went_out = [self._relay_batch(stream) for stream in self._streams]
        return any(went_out)

    def close(self) -> None:
        """Hang up; relaying again would connect again."""
        self._publisher.close()

    def _relay_batch(self, stream: Stream) -> bool:
        """Publish a stream's next batch; False when there is none, or it must wait: its rows are still there."""
        try:
            if not self._has_lease():
                return False
            batch = threads.run_in_thread(stream.waiting)
            if batch.last:
                self._publisher.publish(batch.messages)
                threads.run_in_thread(stream.sent, batch.last)
            return bool(batch.last)
        except Exception as error:
            log.warning("messages wait: %s: %s", type(error).__name__, error)
            self.close()
            self._failed = True
            return False

    def _has_lease(self) -> bool:
        now = monotonic()
        if now >= self._leased_until and threads.run_in_thread(self._lease.hold):
            self._leased_until = now + LEASE_EVERY_SECONDS
        return now < self._leased_until

    def _sleep(self, seconds: float) -> None:
        with Timeout(seconds, False):
            self._woken.wait()
        if self._running:
            self._woken = Event()
            eventlet.sleep(LINGER_SECONDS)
