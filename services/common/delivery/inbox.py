"""Taking in other services' events: each once, in order, in the handler's own transaction.

What a handler cannot take in is tried again with back-off, then parked; later events of the same aggregate park
behind it, so that order is kept. An operator looks at what is parked and replays it:
``python -m services.<name> parked [--replay | --drop ID]``.
"""

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from services.common.errors import Refused
from services.common.messaging.envelope import Event, Trace, read_event
from services.common.messaging.wire import decode
from services.common.security.tokens import Principal
from services.common.storage.tables import inbox, parked_event
from services.common.storage.unit_of_work import UnitOfWork, Work

log = logging.getLogger(__name__)

TRIES = 5


@dataclass(frozen=True)
class Handler:
    """What a service does with an event: its data's shape, and what to write. It must say it to the audit.

    One that stands alone is no state that a later one replaces: it is taken in once whatever its number, and waits
    behind nothing that is parked. So one that was made up makes no genuine one old and keeps none back.

    ``put_aside``: what is said to the audit besides when one is parked, and for which error.
    """

    shape: type
    take_in: Callable[[Work, Any], None]
    alone: bool = False
    put_aside: Callable[[Work, Any, str], None] | None = None


class Inbox:
    """One service's handlers and what it has already taken in."""

    def __init__(self, unit: UnitOfWork, handlers: Mapping[str, Handler]) -> None:
        self._unit = unit
        self._handlers = handlers

    def take_in(self, body: dict[str, Any]) -> None:
        """Take in one event, or park it when an earlier one of its aggregate is parked. Raises what handlers do."""
        event = read_event(body)
        with self._unit.writing(_system(event), _caused_by(event)) as work:
            if not self._alone(event) and _has_parked(work.session, event):
                _park(work, event, body, "behind an earlier event")
            elif _is_news(work.session, event, self._stream(event)):
                self._handle(work, event)

    def park(self, body: dict[str, Any], error: str) -> None:
        """Put aside an event that no try could take in."""
        event = read_event(body)
        with self._unit.writing(_system(event), _caused_by(event)) as work:
            if _park(work, event, body, error):
                self._tell(work, event, error)

    def parked(self) -> list[tuple[str, str, str]]:
        """What is parked, oldest first: (event id, aggregate, error)."""
        with self._unit.reading() as work:
            rows = work.session.execute(select(parked_event).order_by(parked_event.c.sequence)).all()
        return [(row.event_id, row.aggregate, row.error) for row in rows]

    def replay(self) -> int:
        """Take in what is parked, each aggregate's in order and up to the first that fails again. How many went in."""
        with self._unit.reading() as work:
            bodies = work.session.scalars(select(parked_event.c.body).order_by(parked_event.c.sequence)).all()
        failing: set[tuple[str, str]] = set()
        done = 0
        for event in (read_event(json.loads(body)) for body in bodies):
            if not self._alone(event) and (event.source, event.aggregate) in failing:
                continue
            try:
                self._take_in_again(event)
                done += 1
            except Exception:
                log.exception("event %s not taken in", event.id)
                failing.add((event.source, event.aggregate))
        return done

    def drop(self, event_id: str) -> bool:
        """Throw a parked event away, for who has looked at it; what waits behind it is replayed. False: not parked."""
        with self._unit.writing() as work:
            found = select(parked_event.c.aggregate).where(parked_event.c.event_id == event_id)
            if (aggregate := work.session.scalar(found)) is None:
                return False
            work.session.execute(delete(parked_event).where(parked_event.c.event_id == event_id))
            work.audit("event.dropped", aggregate, event=event_id)
        return True

    def _take_in_again(self, event: Event) -> None:
        with self._unit.writing(_system(event), _caused_by(event)) as work:
            work.session.execute(delete(parked_event).where(parked_event.c.event_id == event.id))
            if _is_news(work.session, event, self._stream(event)):
                self._handle(work, event)

    def _tell(self, work: Work, event: Event, error: str) -> None:
        handler = self._handlers.get(event.type)
        if handler is not None and handler.put_aside is not None:
            with suppress(Refused):
                handler.put_aside(work, decode(event.data, handler.shape), error)

    def _alone(self, event: Event) -> bool:
        handler = self._handlers.get(event.type)
        return handler is not None and handler.alone

    def _stream(self, event: Event) -> str:
        """Among which events its number counts."""
        return f"{event.type}:{event.id if self._alone(event) else event.aggregate}"

    def _handle(self, work: Work, event: Event) -> None:
        handler = self._handlers.get(event.type)
        if handler is not None:
            handler.take_in(work, decode(event.data, handler.shape))
            work.audit("event.taken_in", event.aggregate, event=event.id, type=event.type)
        _remember(work.session, event, self._stream(event))


def _system(event: Event) -> Principal:
    return Principal(person=f"service/{event.source}", name="", session="")


def _caused_by(event: Event) -> Trace:
    return replace(event.trace, causation_id=event.id)


def _is_news(session: Session, event: Event, stream: str) -> bool:
    seen = session.scalar(select(inbox.c.sequence).where(_place(event, stream)))
    return seen is None or seen < event.sequence


def _remember(session: Session, event: Event, stream: str) -> None:
    fresh = {"sequence": event.sequence, "event_id": event.id}
    if not session.execute(update(inbox).where(_place(event, stream)).values(fresh)).rowcount:  # type: ignore[attr-defined]
        session.execute(insert(inbox).values(source=event.source, aggregate=stream, **fresh))


def _place(event: Event, stream: str) -> Any:
    return (inbox.c.source == event.source) & (inbox.c.aggregate == stream)


def _has_parked(session: Session, event: Event) -> bool:
    same = (parked_event.c.source == event.source) & (parked_event.c.aggregate == event.aggregate)
    return session.scalar(select(parked_event.c.event_id).where(same).limit(1)) is not None


def _park(work: Work, event: Event, body: dict[str, Any], error: str) -> bool:
    """False when it is parked already."""
    if work.session.scalar(select(parked_event.c.event_id).where(parked_event.c.event_id == event.id)):
        return False
    row = {
        "event_id": event.id,
        "source": event.source,
        "aggregate": event.aggregate,
        "sequence": event.sequence,
    }
    text = json.dumps(body, ensure_ascii=False)
    work.session.execute(insert(parked_event).values(**row, body=text, error=error, at=work.machine_now))
    work.audit("event.parked", event.aggregate, event=event.id, type=event.type, error=error.partition(":")[0])
    return True
