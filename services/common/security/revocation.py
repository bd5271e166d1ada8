"""Sessions that were ended: each process of every service hears of them and takes their tokens no more (¶4).

auth says it in the audit. A process listens with a queue of its own, which goes with it; what it remembers is short,
for a token lives minutes.
"""

import json
import logging
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu import Exchange, Queue
from kombu.mixins import ConsumerMixin

from services.common.messaging import bus
from services.common.messaging.envelope import AUDIT_EXCHANGE

log = logging.getLogger(__name__)

SESSION_ENDED = "kz.jurnal.auth.session.ended.v1"
#: Longer than a token's life; beyond so many the oldest are forgotten first.
REMEMBERED_SECONDS = 360.0
MOST = 20_000


class EndedSessions:
    """The ids of sessions that ended lately."""

    def __init__(self) -> None:
        self._at: dict[str, float] = {}

    def add(self, session: str) -> None:
        """Remember it for as long as a token of it could live."""
        now = monotonic()
        self._at[session] = now
        for each, at in list(self._at.items()):
            if now - at <= REMEMBERED_SECONDS and len(self._at) <= MOST:
                break
            self._at.pop(each, None)

    def __contains__(self, session: object) -> bool:
        return session in self._at

    def __len__(self) -> int:
        return len(self._at)


class EndingsListener(ConsumerMixin):  # type: ignore[misc]
    """A process's green thread that hears of them; kombu's mixin reconnects when the broker comes back."""

    def __init__(self, uri: str, service: str, ended: EndedSessions) -> None:
        self.connection = bus.connection(uri, heartbeat=30, connect_timeout=5)
        self._ended = ended
        name = f"audit.ended-{service}-{uuid4()}"
        own = {"durable": False, "exclusive": True, "auto_delete": True}
        exchange = Exchange(AUDIT_EXCHANGE, type="topic", no_declare=True)  # a listener may not make it
        self._queue = Queue(name, exchange=exchange, routing_key=SESSION_ENDED, **own)

    def get_consumers(self, consumer: Any, _channel: Any) -> list[Any]:
        """One queue, of this process alone."""
        return [consumer([self._queue], on_message=self.take_in, no_ack=True)]

    def take_in(self, message: Any) -> None:
        """Remember the session that a message names; any other message is passed over."""
        try:
            self._ended.add(str(json.loads(message.body)["data"]["session"]))
        except (ValueError, KeyError, TypeError):
            log.error("not an ended session: %d bytes", len(message.body))

    def stop(self) -> None:
        """End the thread."""
        self.should_stop = True
