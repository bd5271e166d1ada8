"""The relay: what was committed is published, in commit order, at least once.

Events wait in ``outbox`` and are deleted after the broker's confirm. Audit entries stay for ever and are
published up to a counter. One process of a service holds the lease and relays; if it dies another takes over.
"""

import json
import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from services.common.clock import Clock
from services.common.database import Database
from services.common.envelope import AUDIT_EXCHANGE, EVENTS_EXCHANGE, audit_event
from services.common.mechanism import audit_entry, counter, lease, outbox
from services.common.publisher import ConfirmedPublisher, Message

log = logging.getLogger(__name__)

BATCH = 200
LEASE = timedelta(seconds=15)


class Relay:
    """Moves one service's committed messages to the broker."""

    def __init__(self, service: str, database: Database, clock: Clock) -> None:
        self._service = service
        self._database = database
        self._clock = clock
        self._holder = str(uuid4())

    def hold_lease(self) -> bool:
        """Take or keep the lease; False while another process holds it."""
        now = self._clock.machine()
        with self._database.writing() as session:
            held = session.execute(select(lease).where(lease.c.name == "relay").with_for_update()).one_or_none()
            if held is not None and held.holder != self._holder and held.until > now:
                return False
            session.execute(delete(lease).where(lease.c.name == "relay"))
            session.execute(lease.insert().values(name="relay", holder=self._holder, until=now + LEASE))
            session.commit()
        return True

    def waiting(self) -> tuple[list[Message], int, int]:
        """The next messages in order, with the last event's and the last audit entry's number among them."""
        with self._database.reading() as session:
            events = session.execute(select(outbox).order_by(outbox.c.sequence).limit(BATCH)).all()
            published = session.scalar(select(counter.c.value).where(counter.c.name == "audit_published"))
            entries = session.execute(_unpublished(published or 0)).all()
        messages = [Message(EVENTS_EXCHANGE, row.type, json.loads(row.body), mandatory=True) for row in events]
        messages += [self._audit_message(entry) for entry in entries]
        return messages, events[-1].sequence if events else 0, entries[-1].sequence if entries else 0

    def sent(self, last_event: int, last_entry: int) -> None:
        """The broker has confirmed everything up to these numbers."""
        with self._database.writing() as session:
            if last_event:
                session.execute(delete(outbox).where(outbox.c.sequence <= last_event))
            if last_entry:
                session.execute(update(counter).where(counter.c.name == "audit_published").values(value=last_entry))
            session.commit()

    def relay_once(self, publisher: ConfirmedPublisher) -> bool:
        """Publish a batch; True when there was one. Events and audit do not wait for each other's failures."""
        messages, last_event, last_entry = self.waiting()
        if not messages:
            return False
        publisher.publish(messages)
        self.sent(last_event, last_entry)
        return True

    def _audit_message(self, entry: Any) -> Message:
        body = audit_event(self._service, entry, json.loads(entry.facts))
        return Message(AUDIT_EXCHANGE, body["type"], body, mandatory=False)


def depth(session: Session) -> int:
    """How many messages have not been confirmed by the broker yet."""
    events: int = session.execute(select(func.count()).select_from(outbox)).scalar_one()
    numbers = {row.name: row.value for row in session.execute(select(counter))}
    return events + int(numbers["audit"]) - int(numbers["audit_published"])


def _unpublished(after: int) -> Any:
    return select(audit_entry).where(audit_entry.c.sequence > after).order_by(audit_entry.c.sequence).limit(BATCH)
