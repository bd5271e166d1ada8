"""A gateway whose machine's clock is wrong goes by the services' clocks, and says so (¶8, ¶17)."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from kombu import Connection, Producer

from deploy.processes import Child, Supervisor
from gateway.messaging.clocks import ServicesClock
from services.common.clocks.guard import Fault, word
from services.common.messaging import topology
from services.common.runtime.config import SERVICES
from tests.support.clocks import StillClock
from tests.support.node import Node
from tests.support.stack import free_port
from tests.support.waiting import until

HOUR = timedelta(hours=1)


@pytest.fixture
def services(clock: StillClock) -> ServicesClock:
    """A gateway's clock that has heard all services, an hour after its own machine's."""
    made = ServicesClock(clock)
    for each in SERVICES:
        made.hear(each, clock.machine() + HOUR)
    return made


def test_a_clock_that_is_apart_is_not_gone_by(services: ServicesClock, clock: StillClock) -> None:
    """Neither for what is shown as the academy's time nor for how long a session's token lasts."""
    assert Fault("apart", 3600) == services.fault()
    assert (clock.now() + HOUR, clock.machine() + HOUR) == (services.now(), services.machine())


def test_one_service_that_differs_moves_nothing(clock: StillClock) -> None:
    """Nor does one alone that is as this machine says."""
    services = ServicesClock(clock)
    for each in SERVICES:
        services.hear(each, clock.machine() + (HOUR if each == "auth" else timedelta()))
    assert (None, clock.now(), clock.machine()) == (services.fault(), services.now(), services.machine())


@pytest.fixture
def gateway(node: Node, tmp_path: Path) -> Iterator[str]:
    """The address of a gateway to whom no service speaks but this file."""
    topology.declare(node.uri, {})
    port, supervisor = free_port(), Supervisor()
    told = {"JURNAL_AMQP_URI": node.uri, "JURNAL_DATA": str(tmp_path), "JURNAL_DEMO": "1", "JURNAL_PORT": str(port)}
    log = tmp_path / "gateway.log"
    supervisor.start(Child("gateway", [sys.executable, "-m", "gateway"], {**os.environ, **told}, log))
    address = f"http://127.0.0.1:{port}"
    until(lambda: _said(address).get("bus") or None)
    yield address
    supervisor.kill()


def _said(address: str) -> dict[str, Any]:
    """What readiness says; nothing while nobody answers."""
    with suppress(httpx.TransportError):
        said: dict[str, Any] = httpx.get(f"{address}/readyz", timeout=30).json()
        return said
    return {}


def _publish(node: Node, said: str, *parts: str) -> None:
    with Connection(node.uri) as connection:
        for each in parts:
            Producer(connection.default_channel).publish(said, exchange=topology.CLOCKS_EXCHANGE, routing_key=each)


def _ahead() -> str:
    return word(datetime.now(UTC) + HOUR)


def test_readiness_says_it(gateway: str, node: Node) -> None:
    """The gateway is missing then, and shows the services' time; what is no service's word counts not."""

    def apart() -> dict[str, Any] | None:
        _publish(node, _ahead(), *SERVICES)
        return said if (said := _said(gateway))["clock"] == "apart" else None

    _publish(node, _ahead(), "gateway", "other")
    for nothing in ("", "[]", '{"machine": 5}', "x" * 10_000):
        _publish(node, nothing, *SERVICES)
    before = _said(gateway)
    assert ("right", 0, False) == (before["clock"], before["clock_seconds"], "gateway" in before["missing"])
    said = until(apart)
    assert "gateway" in said["missing"]
    assert 3595 <= said["clock_seconds"] <= 3605
    shown = datetime.fromisoformat(httpx.get(f"{gateway}/api/v1/demo/clock", timeout=30).json()["now"])
    assert timedelta(minutes=59) < shown - datetime.now(UTC) < timedelta(minutes=61)
