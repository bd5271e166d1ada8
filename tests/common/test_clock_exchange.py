"""What a part says of its clock on the bus, and when."""

from collections.abc import Iterator
from datetime import datetime
from threading import Thread

import pytest

from services.common.clocks import exchange
from services.common.clocks.exchange import ClockTalk
from services.common.clocks.guard import WORDS, ClockGuard, said_in
from services.common.messaging import topology
from tests.common.test_relay import Listener
from tests.support.clocks import StillClock
from tests.support.node import Node
from tests.support.waiting import until_true


@pytest.fixture
def said(node: Node) -> Iterator[Listener]:
    """What the part roster says."""
    topology.declare(node.uri, {})
    listener = Listener(node.uri, topology.CLOCKS_EXCHANGE, "roster")
    yield listener
    listener.forget()


@pytest.fixture
def clock(node: Node, said: Listener, monkeypatch: pytest.MonkeyPatch) -> Iterator[StillClock]:
    """Its machine's, which stands still; without being set it says nothing more for an hour."""
    monkeypatch.setattr(exchange, "SAY_SECONDS", 3600.0)
    made = StillClock()
    talk = ClockTalk(node.uri, "roster", ClockGuard(made, lambda: 1000.0))
    running = Thread(target=talk.run)
    running.start()
    yield made
    talk.stop()
    running.join()


def test_a_clock_that_was_set_is_told_at_once(clock: StillClock, said: Listener) -> None:
    """So often that nobody goes by what was said before: a paused machine's clock is set ahead, and no save waits."""
    heard: list[datetime | None] = []

    def hear() -> list[datetime | None]:
        heard.extend(said_in(message.body) for message in said.messages())
        return heard

    until_true(lambda: hear() == [clock.real])
    before = clock.real
    clock.move(seconds=31)
    until_true(lambda: hear() == [before, *[clock.real] * WORDS])
