"""A real process whose clock is wrong: it writes nothing, says so, and goes on by itself once it is right."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Producer
from sqlalchemy import select, update

from deploy.keys import make_keys
from services.auth.contract import PERSON_REGISTERED
from services.common.messaging import topology
from services.common.storage.tables import audit_entry, counter, parked_event
from services.gradebook.store.models import Person
from tests.common.process import Process
from tests.common.test_processes import _event, _publish
from tests.common.test_relay import Listener
from tests.support.clocks import machine_now
from tests.support.databases import Databases
from tests.support.node import Node
from tests.support.waiting import until_true

HOUR = timedelta(hours=1)
OTHERS = ("auth", "roster", "corrections")


@pytest.fixture
def gradebook(node: Node, databases: Databases, tmp_path: Path) -> Iterator[Process]:
    """gradebook, which takes in people, says what its clock shows, and so hears the others."""
    make_keys(tmp_path / "keys")
    topology.declare(node.uri, {"gradebook": [PERSON_REGISTERED]})
    process = Process("gradebook", node.uri, databases.fresh("gradebook"), tmp_path)
    listener = Listener(node.uri, topology.CLOCKS_EXCHANGE, "gradebook")
    process.start()
    until_true(lambda: bool(listener.messages()))
    listener.forget()
    yield process
    process.kill()
    with Connection(node.uri) as connection:
        topology.events_queue("gradebook")(connection.default_channel).delete()


def _say(node: Node, ahead: timedelta, *parts: str, words: int = 1) -> None:
    """Parts say what their clocks show, so many times."""
    with Connection(node.uri) as connection, closing(connection.channel()) as channel:
        for part in parts * words:
            said = json.dumps({"machine": (machine_now() + ahead).isoformat()})
            Producer(channel).publish(said, exchange=topology.CLOCKS_EXCHANGE, routing_key=part)


def _clock(process: Process) -> str:
    return str(process.ask("health", {})["clock"])


def _people(process: Process) -> set[str]:
    with process.database.reading() as session:
        return set(session.scalars(select(Person.id)))


def _told(process: Process) -> list[tuple[str, Any]]:
    with process.database.reading() as session:
        rows = session.execute(select(audit_entry).where(audit_entry.c.action.startswith("clock.")))
        return [(row.action, json.loads(row.facts).get("reason")) for row in rows]


def _date_ahead(process: Process) -> None:
    """The newest entry says that it was written in an hour."""
    with process.database.writing() as session:
        session.execute(update(counter).where(counter.c.name == "audit").values(at=machine_now() + HOUR))
        session.commit()


def test_an_event_waits_until_the_clock_is_right(gradebook: Process, node: Node) -> None:
    """It is not parked: nothing is wrong with it. An operator says that the clock is right, and the audit that."""
    _date_ahead(gradebook)
    assert "behind" == _clock(gradebook)
    _publish(node.uri, _event(1, "first"), _event(2, "second"))
    assert "say --accept" in gradebook.run("services.gradebook", "clock")
    assert set() == _people(gradebook)
    assert "accepted" in gradebook.run("services.gradebook", "clock", "--accept")
    until_true(lambda: _people(gradebook) == {"first", "second"})
    with gradebook.database.reading() as session:
        assert [] == session.execute(select(parked_event)).all()
    until_true(lambda: _clock(gradebook) == "right")
    assert ("clock.accepted", None) in _told(gradebook)


def test_without_most_parts_beside_it_nothing_is_written(gradebook: Process, node: Node) -> None:
    """¶8: one that differs does not stop it, two against two do; it goes on once they agree, and tells the audit."""
    _say(node, timedelta(), *OTHERS[1:])
    _say(node, HOUR, OTHERS[0])
    _publish(node.uri, _event(1, "first"))
    until_true(lambda: _people(gradebook) == {"first"})
    assert "right" == _clock(gradebook)
    _say(node, HOUR, OTHERS[1])
    until_true(lambda: _clock(gradebook) == "apart")
    _publish(node.uri, _event(2, "second"))
    _say(node, timedelta(), *OTHERS, words=4)
    until_true(lambda: _people(gradebook) == {"first", "second"})
    until_true(lambda: _told(gradebook) == [("clock.was_wrong", "apart")])


NO_WORDS = (
    b"",
    b"\xff",
    b"[]",
    b"NaN",
    b'{"machine": 5}',
    b'{"machine": "9999-12-31T23:59:59-14:00"}',
    b"[" * 99_999,
)


def test_what_is_no_word_is_passed_over(gradebook: Process, node: Node) -> None:
    """Whatever it is, and however long."""
    with Connection(node.uri) as connection, closing(connection.channel()) as channel:
        for body in NO_WORDS:
            for part in OTHERS:
                Producer(channel).publish(body, exchange=topology.CLOCKS_EXCHANGE, routing_key=part)
    _say(node, HOUR, *OTHERS)
    until_true(lambda: _clock(gradebook) == "apart")
