"""The relay: what was committed is published, in commit order, at least once.

Two streams, and neither waits for the other's failures. Events for other services wait in ``outbox`` and are
deleted after the broker's confirm; one that nobody listens to yet stays. Audit entries stay for ever and are
published up to a counter. One process of a service holds the lease and relays. If it dies another takes over: on the
same machine at once, on another when the lease is over.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from services.common.clocks.clock import Clock
from services.common.concurrency.processes import is_gone, this_process
from services.common.messaging.envelope import AUDIT_EXCHANGE, EVENTS_EXCHANGE, audit_event
from services.common.messaging.publisher import Message
from services.common.storage.database import Database
from services.common.storage.tables import audit_entry, counter, lease, outbox

BATCH = 200
LEASE = timedelta(seconds=8)


@dataclass(frozen=True)
class Batch:
    """The next messages of a stream, in order, and the number of the last."""

    messages: tuple[Message, ...]
    last: int


class Stream(Protocol):
    """Something to publish in order."""

    def waiting(self) -> Batch:
        """What has not been confirmed yet, oldest first; at most ``BATCH``."""

    def sent(self, last: int) -> None:
        """The broker has confirmed everything up to this number."""


class EventStream:
    """The rows of ``outbox``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self) -> Batch:
        """The oldest events."""
        with self._database.reading() as session:
            given_out = _given_out(session, "outbox")
            wanted = select(outbox).where(outbox.c.sequence <= given_out).order_by(outbox.c.sequence)
            rows = session.execute(wanted.limit(BATCH)).all()
        bodies = ((row.type, _read(row.body)) for row in rows)
        messages = (Message(EVENTS_EXCHANGE, kind, body, mandatory=True) for kind, body in bodies if "id" in body)
        return Batch(tuple(messages), rows[-1].sequence if rows else 0)

    def sent(self, last: int) -> None:
        """Forget them."""
        with self._database.writing() as session:
            session.execute(delete(outbox).where(outbox.c.sequence <= last))
            session.commit()


class AuditStream:
    """The entries of ``audit_entry`` after the counter ``audit_published``."""

    def __init__(self, service: str, database: Database) -> None:
        self._service = service
        self._database = database

    def waiting(self) -> Batch:
        """The oldest entries that nobody has been told of."""
        with self._database.reading() as session:
            after, given_out = _given_out(session, "audit_published"), _given_out(session, "audit")
            news = select(audit_entry).where(audit_entry.c.sequence > after, audit_entry.c.sequence <= given_out)
            rows = session.execute(news.order_by(audit_entry.c.sequence).limit(BATCH)).all()
        return Batch(tuple(map(self._message, rows)), rows[-1].sequence if rows else 0)

    def sent(self, last: int) -> None:
        """Remember how far the exchange has been told."""
        with self._database.writing() as session:
            session.execute(update(counter).where(counter.c.name == "audit_published").values(value=last))
            session.commit()

    def _message(self, entry: Any) -> Message:
        body = audit_event(self._service, entry, _read(entry.facts))
        return Message(AUDIT_EXCHANGE, body["type"], body, mandatory=False)


def _given_out(session: Session, name: str) -> int:
    """The last number of a counter: what has a higher one was put there by somebody else."""
    return session.scalar(select(counter.c.value).where(counter.c.name == name)) or 0


def _read(text: str) -> dict[str, Any]:
    """What a row says; nothing where somebody has altered it, for the others wait behind it."""
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


class RelayLease:
    """Lets one process of a service relay at a time, so that order is kept."""

    def __init__(self, database: Database, clock: Clock, holder: str = "") -> None:
        self._database = database
        self._clock = clock
        self._holder = holder or f"{this_process()}/{uuid4().hex[:8]}"

    def hold(self) -> bool:
        """Take or keep the lease for ``LEASE``; False while another process that may be alive holds it.

        One that would last longer was taken when the clock was ahead: nobody waits for it.
        """
        now = self._clock.machine()
        with self._database.writing() as session:
            held = session.execute(select(lease).where(lease.c.name == "relay").with_for_update()).one_or_none()
            if held is not None and self._is_anothers(held, now):
                return False
            session.execute(delete(lease).where(lease.c.name == "relay"))
            session.execute(lease.insert().values(name="relay", holder=self._holder, until=now + LEASE))
            session.commit()
        return True

    def _is_anothers(self, held: Any, now: datetime) -> bool:
        return held.holder != self._holder and now < held.until <= now + LEASE and not is_gone(held.holder)


def depth(session: Session) -> int:
    """How many messages have not been confirmed by the broker yet."""
    events: int = session.execute(select(func.count()).select_from(outbox)).scalar_one()
    numbers = {row.name: row.value for row in session.execute(select(counter))}
    return events + int(numbers["audit"]) - int(numbers["audit_published"])
