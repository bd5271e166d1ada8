"""Real processes of real services on a real broker: slow work, sudden death, what is no event."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import pytest
from kombu import Connection, Producer
from sqlalchemy import delete, select

from deploy.keys import make_keys
from gateway.messaging.bus import Bus, Context
from services.auth.contract import PERSON_REGISTERED, PersonState
from services.auth.store.models import Person
from services.common.clocks.clock import SystemClock
from services.common.delivery.outbox import RelayLease
from services.common.messaging import topology
from services.common.messaging.envelope import EVENTS_EXCHANGE
from services.common.messaging.wire import encode
from services.common.security.tokens import Principal, Role, TokenSigner
from services.common.storage.database import Database
from services.common.storage.tables import lease, parked_event
from services.gradebook.store.models import Person as KnownPerson
from tests.common.process import Process
from tests.common.test_relay import Listener
from tests.support.clocks import ALMATY
from tests.support.databases import Databases
from tests.support.node import Node
from tests.support.stack import CHEAP_PASSWORDS
from tests.support.waiting import until_true

PASSWORD, NEW = "Тұлпар-Қыран-2026", "Жаңа-Құпия-Сөз-77"
ACCOUNT = ("--login", "it", "--family", "Ахметов", "--given", "Ерлан", "--password", PASSWORD, "--ready")


@pytest.fixture
def settings() -> dict[str, str]:
    """What auth is told besides."""
    return {**CHEAP_PASSWORDS}


@pytest.fixture
def auth(node: Node, databases: Databases, tmp_path: Path, settings: dict[str, str]) -> Iterator[Process]:
    """auth, not started yet, with its keys and an account of IT; no call waits that a killed one had not confirmed."""
    make_keys(tmp_path / "keys")
    topology.declare(node.uri, {})
    with Connection(node.uri) as connection:
        connection.default_channel.queue_delete("rpc-auth")
    process = Process("auth", node.uri, databases.fresh("auth"), tmp_path, settings)
    process.run("services.auth.bootstrap", *ACCOUNT)
    yield process
    process.kill()


@pytest.fixture
def listener(node: Node, auth: Process) -> Iterator[Listener]:
    """Somebody who hears of people."""
    each = Listener(node.uri, EVENTS_EXCHANGE, PERSON_REGISTERED)
    yield each
    each.forget()


@contextmanager
def _relaying(database: Database) -> Iterator[None]:
    """Another process holds the relay's lease."""
    ours, over = RelayLease(database, SystemClock(ALMATY)), Event()

    def keep() -> None:
        while not over.wait(1):
            ours.hold()

    assert ours.hold()
    keeping = Thread(target=keep)
    keeping.start()
    try:
        yield
    finally:
        over.set()
        keeping.join()


def _token(folder: Path) -> str:
    it = Principal(person="it-person", name="", session="s", roles=(Role(role="it_staff"),))
    signer = TokenSigner.from_file(folder / "keys" / "token-signing.pem")
    return signer.sign(it, SystemClock(ALMATY).machine())[0]


def _person(login: str) -> dict[str, Any]:
    return {"command_id": f"register-{login}", "login": login, "family": "Әлиев", "given": "Серік", "as_new": True}


@pytest.mark.parametrize("settings", [{}], ids=["full cost"])
def test_a_slow_sign_in_delays_nobody(auth: Process) -> None:
    """Bcrypt works in a native thread: questions asked after the sign-ins began are all answered before any ends."""
    auth.start()
    order: list[str] = []

    async def sign_in(bus: Bus) -> None:
        body = {"login": "it", "password": PASSWORD}
        await bus.call("auth", "sign_in", body, context=Context(), timeout_seconds=60)
        order.append("sign_in")

    async def ask(bus: Bus) -> None:
        slow = [asyncio.create_task(sign_in(bus)) for _ in range(2)]
        await asyncio.sleep(0)
        for _ in range(5):
            await bus.call("auth", "health", {}, context=Context(), timeout_seconds=60)
            order.append("health")
        await asyncio.gather(*slow)

    auth.with_bus(ask)
    assert ["health"] * 5 + ["sign_in"] * 2 == order


def test_death_between_commit_and_publication_loses_nothing(auth: Process, listener: Listener, tmp_path: Path) -> None:
    """``kill -9`` while another process holds the relay's lease: what was answered is published by the next one."""
    with _relaying(auth.database):
        auth.start()
        made = [auth.ask("register_person", _person(f"p{number}"), _token(tmp_path)) for number in range(3)]
        auth.kill()
    assert ([], 9) == (listener.heard(), auth.waiting())
    with auth.database.writing() as session:
        session.execute(delete(lease))
        session.commit()
    auth.start()
    until_true(lambda: auth.waiting() == 0)
    heard = [body["data"]["id"] for body in listener.heard()]
    assert [each["id"] for each in made] == heard[1:]
    assert 4 == len(heard)


def test_death_at_any_moment_does_a_command_once_or_not_at_all(
    auth: Process, listener: Listener, tmp_path: Path
) -> None:
    """Killed right after each answer: the repeated command finds its answer, and everybody is heard of."""
    made = []
    for number in range(3):
        auth.start()
        made.append(auth.ask("register_person", _person(f"p{number}"), _token(tmp_path))["id"])
        auth.kill()
    auth.start()
    again = [auth.ask("register_person", _person(f"p{number}"), _token(tmp_path)) for number in range(3)]
    assert [(person, "") for person in made] == [(each["id"], each["initial_password"]) for each in again]
    until_true(lambda: auth.waiting() == 0)
    with auth.database.reading() as session:
        everybody = set(session.scalars(select(Person.id)))
    assert everybody == {body["data"]["id"] for body in listener.heard()}


def test_one_registration_sent_four_times_at_once_makes_one_person_and_says_one_password(
    auth: Process, tmp_path: Path
) -> None:
    """Whoever is told the initial password is told the right one."""
    auth.start()
    context = Context(auth_token=_token(tmp_path))

    async def register(bus: Bus) -> list[dict[str, str]]:
        calls = [bus.call("auth", "register_person", _person("p1"), context=context) for _ in range(4)]
        return list(await asyncio.gather(*calls))

    answers = auth.with_bus(register)
    said = [each["initial_password"] for each in answers if each["initial_password"]]
    assert (1, 1) == (len({each["id"] for each in answers}), len(said))
    assert "p1" == auth.ask("sign_in", {"login": "p1", "password": said[0]})["user"]["login"]


@pytest.fixture
def gradebook(node: Node, databases: Databases, tmp_path: Path) -> Iterator[Process]:
    """gradebook, which takes in people; its queue is there before it starts."""
    make_keys(tmp_path / "keys")
    topology.declare(node.uri, {"gradebook": [PERSON_REGISTERED]})
    process = Process("gradebook", node.uri, databases.fresh("gradebook"), tmp_path)
    process.start()
    yield process
    process.kill()
    with Connection(node.uri) as connection:
        topology.events_queue("gradebook")(connection.default_channel).delete()


def _event(sequence: int, person: str, **other: Any) -> bytes:
    state = PersonState(id=person, login="x.y", family="Әлиев", given="Серік", patronymic="", roles=(), active=True)
    body = {
        "specversion": "1.0",
        "id": str(uuid4()),
        "type": PERSON_REGISTERED,
        "source": "/jurnal/auth",
        "subject": f"person/{person}",
        "time": "2026-10-05T09:00:00+05:00",
        "sequence": str(sequence),
        "data": {**encode(state), **other},
    }
    return json.dumps(body).encode()


def _publish(uri: str, *bodies: bytes) -> None:
    with Connection(uri) as connection, closing(connection.channel()) as channel:
        for body in bodies:
            Producer(channel).publish(
                body,
                exchange=EVENTS_EXCHANGE,
                routing_key=PERSON_REGISTERED,
                content_type="application/cloudevents+json",
                content_encoding="utf-8",
            )


def test_what_is_no_event_stops_no_queue_and_what_fails_is_parked(gradebook: Process, node: Node) -> None:
    """Garbage is thrown away, an event that cannot be taken in is put aside, the next ones go on."""
    garbage = [b"\xff\xfe", b"[]", b"5", b'{"id": 1}', b'{"subject": null}']
    _publish(node.uri, *garbage, _event(1, "bad", login=5), _event(2, "good"), _event(3, "bad"))

    def people() -> set[str]:
        with gradebook.database.reading() as session:
            return set(session.scalars(select(KnownPerson.id)))

    def parked() -> int:
        with gradebook.database.reading() as session:
            return len(session.execute(select(parked_event)).all())

    until_true(lambda: parked() == 2)
    assert {"good"} == people()
    listed = [line.split("\t")[1:] for line in gradebook.run("services.gradebook", "parked").splitlines()]
    assert ["person/bad", "person/bad"] == [aggregate for aggregate, _ in listed]
    assert "behind an earlier event" == listed[1][1]
