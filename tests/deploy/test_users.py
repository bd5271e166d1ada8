"""RabbitMQ's users: each may do just what the own part needs (¶9)."""

import importlib
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from amqp.exceptions import AccessRefused
from kombu import Queue

from deploy.broker import private_node, wait_until_ready
from deploy.processes import Supervisor
from deploy.system import ROOT
from deploy.users import CALLS, OPERATOR, uri_of, users
from gateway.live.streams import ABOUT
from services.common.messaging import bus
from services.common.messaging.topology import AUDIT, CLOCKS, EVENTS, RPC, RPC_EXCHANGE, declare, events_queue
from services.common.runtime import config


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The passwords of a broker of these tests' own, for they leave messages that nobody takes."""
    return tmp_path_factory.mktemp("broker") / "users"


@pytest.fixture(scope="module")
def prepared(folder: Path) -> Iterator[str]:
    """That broker, with every queue."""
    node, supervisor = private_node(folder.parent), Supervisor()
    try:
        supervisor.start(node.epmd)
        supervisor.start(node.server)
        wait_until_ready(node)
        _declare_all(node.uri)
        yield node.uri
    finally:
        supervisor.stop()


def _declare_all(uri: str) -> None:
    declare(uri, {name: [] for name in config.SERVICES})
    with bus.connection(uri) as connection:
        for name in config.SERVICES:
            queue = Queue(f"rpc-{name}", exchange=RPC, routing_key=f"{name}.*", durable=True)
            queue(connection.default_channel).declare()


@contextmanager
def _channel(uri: str, name: str, folder: Path) -> Iterator[Any]:
    with bus.connection(uri_of(uri, name, folder)) as connection:
        yield connection.channel()


def _publish(uri: str, folder: Path, name: str, exchange: str, key: str) -> None:
    """Publish as somebody and wait for the broker's word."""
    with bus.connection(uri_of(uri, name, folder), transport_options={"confirm_publish": True}) as connection:
        connection.Producer().publish({}, exchange=exchange, routing_key=key)


OWN_EVENTS = {name: sorted(importlib.import_module(f"services.{name}.contract").EVENTS)[0] for name in config.SERVICES}


@pytest.mark.parametrize("name", config.SERVICES)
def test_a_service_does_its_own_part(prepared: str, folder: Path, name: str) -> None:
    """Takes its calls and events, answers the gateway, tells of what is its own (¶9)."""
    with _channel(prepared, name, folder) as channel:
        channel.basic_get(f"rpc-{name}")
        events_queue(name)(channel).declare()
        channel.basic_get(f"{name}.events")
    _publish(prepared, folder, name, RPC_EXCHANGE, f"gateway.{uuid4()}")
    _publish(prepared, folder, name, EVENTS.name, OWN_EVENTS[name])
    _publish(prepared, folder, name, AUDIT.name, f"kz.jurnal.{name}.event.taken_in.v1")
    _publish(prepared, folder, name, CLOCKS.name, name)
    for method in CALLS.get(name, ()):
        _publish(prepared, folder, name, RPC_EXCHANGE, method)


@pytest.mark.parametrize("name", config.SERVICES)
def test_a_service_hears_what_the_others_clocks_show(prepared: str, folder: Path, name: str) -> None:
    """With a queue of its own (¶8)."""
    queue = f"clocks-{name}-{uuid4()}"
    with _channel(prepared, name, folder) as channel:
        channel.queue_declare(queue, exclusive=True)
        channel.queue_bind(queue, CLOCKS.name, "*")


@pytest.mark.parametrize("name", config.SERVICES)
def test_a_service_reads_nobody_elses_queue(prepared: str, folder: Path, name: str) -> None:
    """Neither calls nor events; nor does it empty or delete one (¶5, ¶9)."""
    for other in set(config.SERVICES) - {name}:
        for queue in (f"rpc-{other}", f"{other}.events"):
            for attempt in ("basic_consume", "basic_get", "queue_purge", "queue_delete"):
                with _channel(prepared, name, folder) as channel, pytest.raises(AccessRefused):
                    getattr(channel, attempt)(queue)


@pytest.mark.parametrize("name", config.SERVICES)
def test_a_service_listens_in_on_nobody(prepared: str, folder: Path, name: str) -> None:
    """A queue of its own is not bound to others' calls, to the gateway's answers or to all that is said (¶5, ¶9)."""
    others = [f"{other}.*" for other in config.SERVICES if other != name]
    binds = [(RPC_EXCHANGE, key) for key in ("#", "*.*", f"gateway.{uuid4()}", "gateway.*", *others)]
    binds += [(AUDIT.name, "#"), (EVENTS.name, "#")]
    for exchange, key in binds:
        with _channel(prepared, name, folder) as channel, pytest.raises(AccessRefused):
            channel.queue_bind(f"{name}.events", exchange, key)


@pytest.mark.parametrize("name", config.SERVICES)
def test_a_service_speaks_in_nobody_elses_name(prepared: str, folder: Path, name: str) -> None:
    """Others' events and audit are not its to publish, and it calls whom it has to call alone (¶9)."""
    others = set(config.SERVICES) - {name}
    said = [(EVENTS.name, OWN_EVENTS[other]) for other in others]
    said += [(AUDIT.name, f"kz.jurnal.{other}.marks.recorded.v1") for other in others]
    said += [(RPC_EXCHANGE, f"{other}.health") for other in others]
    said += [(RPC_EXCHANGE, each) for each in ("gradebook.record_marks", "gradebook.show_journal", "auth.sign_in")]
    said += [("", f"rpc-{other}") for other in others]
    said += [(CLOCKS.name, other) for other in others]
    for exchange, key in said:
        with pytest.raises(AccessRefused):
            _publish(prepared, folder, name, exchange, key)


@pytest.mark.parametrize("name", [*config.SERVICES, "gateway", "monitoring"])
def test_nobody_changes_the_exchanges(prepared: str, folder: Path, name: str) -> None:
    """Who could make one anew could lead everything past it (¶9)."""
    for exchange in (RPC_EXCHANGE, EVENTS.name, AUDIT.name, CLOCKS.name):
        with _channel(prepared, name, folder) as channel, pytest.raises(AccessRefused):
            channel.exchange_delete(exchange)


def test_a_monitor_sees_the_audit_and_nothing_else(prepared: str, folder: Path) -> None:
    """With a queue of its own; it says nothing (¶7, ¶9)."""
    with _channel(prepared, "monitoring", folder) as channel:
        channel.queue_declare("monitoring.tool", exclusive=True)
        channel.queue_bind("monitoring.tool", AUDIT.name, "#")
        with pytest.raises(AccessRefused):
            channel.queue_bind("monitoring.tool", RPC_EXCHANGE, "#")
    said = (
        (AUDIT.name, "kz.jurnal.auth.x.v1"),
        (EVENTS.name, "x"),
        (RPC_EXCHANGE, "auth.health"),
        (CLOCKS.name, "auth"),
    )
    for exchange, key in said:
        with pytest.raises(AccessRefused):
            _publish(prepared, folder, "monitoring", exchange, key)


def test_the_gateway_calls_and_says_nothing_else(prepared: str, folder: Path) -> None:
    """No event, no audit, no answer in a service's place (¶9)."""
    for name in config.SERVICES:
        _publish(prepared, folder, "gateway", RPC_EXCHANGE, f"{name}.health")
    for exchange, key in (
        (EVENTS.name, OWN_EVENTS["auth"]),
        (AUDIT.name, "kz.jurnal.auth.x.v1"),
        (CLOCKS.name, "auth"),
    ):
        with pytest.raises(AccessRefused):
            _publish(prepared, folder, "gateway", exchange, key)
    with pytest.raises(AccessRefused):
        _publish(prepared, folder, "gateway", RPC_EXCHANGE, f"gateway.{uuid4()}")


def test_the_gateway_hears_what_it_tells_of_and_no_more(prepared: str, folder: Path) -> None:
    """Cases, discrepancies and notices, and services' clocks (¶8); not all that the audit says (¶1, ¶9)."""
    for key in ABOUT:
        queue = f"audit.live-gateway-{uuid4()}"
        with _channel(prepared, "gateway", folder) as channel:
            channel.queue_declare(queue, exclusive=True)
            channel.queue_bind(queue, AUDIT.name, key)
    queue = f"clocks.heard-gateway-{uuid4()}"
    with _channel(prepared, "gateway", folder) as channel:
        channel.queue_declare(queue, exclusive=True)
        for name in config.SERVICES:
            channel.queue_bind(queue, CLOCKS.name, name)
    for key in ("#", "kz.jurnal.roster.#", "kz.jurnal.corrections.#", "kz.jurnal.gradebook.#"):
        queue = f"audit.live-gateway-{uuid4()}"
        with _channel(prepared, "gateway", folder) as channel:
            channel.queue_declare(queue, exclusive=True)
            with pytest.raises(AccessRefused):
                channel.queue_bind(queue, AUDIT.name, key)


def test_who_may_call_whom_is_what_the_services_do() -> None:
    """The table is that of the services' own proxies and what they are asked."""
    called = {name: tuple(_asked(_service(name))) for name in config.SERVICES}
    assert CALLS == {name: methods for name, methods in called.items() if methods}


def _asked(service: type) -> Iterator[str]:
    """The methods that a service's source names of its proxies."""
    for attribute, proxy in vars(service).items():
        if _is_proxy(proxy):
            named = re.findall(rf"self\.{attribute}\.(\w+)", inspect.getsource(service))
            assert named
            yield from (f"{proxy.target_service}.{each}" for each in named)


def _service(name: str) -> type:
    service: type = importlib.import_module(f"services.{name}.service").Service
    return service


def _is_proxy(value: object) -> bool:
    return type(value).__name__ == "RpcProxy"


def test_passwords_are_made_once_and_are_their_owners_alone(tmp_path: Path) -> None:
    """The file for the broker holds none of them (¶9)."""
    command = [sys.executable, "-m", "deploy.users", str(tmp_path / "users")]
    for _ in range(2):
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        made = {path.name: path.read_text(encoding="ascii") for path in (tmp_path / "users").iterdir()}
        text = made.pop("definitions.json")
        assert {OPERATOR, *(user.name for user in users())} == set(made)
        assert len(made) == len(set(made.values()))
        assert not [word for word in made.values() if word in text]
        assert made.keys() == {user["name"] for user in json.loads(text)["users"]}
    assert {0o600} == {path.stat().st_mode & 0o777 for path in (tmp_path / "users").iterdir()}
