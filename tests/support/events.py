"""Waiting until the services have told each other everything, and what follows from it too.

A test that goes on as somebody else, or at another service, begins there: what was told by event may still be on its
way, the longer the busier the machine is.
"""

import json
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from uuid import uuid4

from kombu import Connection, Producer
from sqlalchemy import func, select

from deploy.topology import subscriptions
from services.common.messaging import bus, topology
from services.common.messaging.envelope import Event, Trace, domain_event
from services.common.storage.database import Database
from services.common.storage.tables import counter, outbox

WAIT_SECONDS = 30
LOOK_SECONDS = 0.02
#: Nobody takes it in; it stands in a queue behind everything that was told before.
MARK = "kz.jurnal.test.mark.v1"


def wait_for_events(uri: str, databases: Mapping[str, str]) -> None:
    """Return once every service has taken in what was told when this began, and nothing more is on its way.

    ``databases`` are the services' addresses. Fails after ``WAIT_SECONDS``; the services have to run.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    opened = [Database(url) for url in databases.values()]
    try:
        with bus.connection(uri, connect_timeout=10) as connection:
            _until(lambda: _round(connection, opened, deadline), deadline)
    finally:
        for each in opened:
            each.close()


def _round(connection: Connection, databases: list[Database], deadline: float) -> bool:
    """Wait for what is on its way; whether nothing came of it."""
    _until(lambda: not any(map(_waiting, databases)), deadline)
    before = [*map(_told, databases)]
    queues = [topology.events_queue(each).name for each in subscriptions()]
    with closing(connection.channel()) as channel:
        producer = Producer(channel)
        for queue in queues:
            producer.publish(_mark(), routing_key=queue, content_type="application/json", content_encoding="utf-8")
        for queue in queues:
            _until(lambda queue=queue: channel.queue_declare(queue, passive=True).message_count == 0, deadline)  # type: ignore[misc]
    return before == [*map(_told, databases)] and not any(map(_waiting, databases))


def _until(reached: Callable[[], bool], deadline: float) -> None:
    while not reached():
        assert time.monotonic() < deadline, "the services have not told each other everything"
        time.sleep(LOOK_SECONDS)


def _waiting(database: Database) -> bool:
    """Whether something was not told yet."""
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(outbox)) != 0


def _told(database: Database) -> dict[str, int]:
    """How far the numbers of events and of the audit have come: whatever is taken in is told there."""
    with database.reading() as session:
        numbers = session.execute(select(counter.c.name, counter.c.value))
        return {name: value for name, value in numbers if name in ("outbox", "audit")}


def _mark() -> str:
    """An event after which nothing of what was told before is left."""
    id = str(uuid4())
    now = datetime.now(UTC)
    event = Event(id=id, type=MARK, source="tests", aggregate=id, sequence=1, time=now, data={}, trace=Trace())
    return json.dumps(domain_event(event))
