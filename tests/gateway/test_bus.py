"""Nameko's RPC from asyncio, against a real Nameko service and a real broker that is restarted."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from gateway.errors import OutcomeUnknown, Unavailable
from gateway.messaging.bus import Bus, Context
from services.common.errors import Refused
from tests.gateway.conftest import Tiny

CONTEXT = Context(auth_token="t", language="ru", correlation_id="c", traceparent="00-a-b-01")


def _with_bus(tiny: Tiny, use: Callable[[Bus], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with Bus(tiny.node.uri, timeout_seconds=10).connected() as bus:
            await _until_it_answers(bus, tiny)
            return await use(bus)

    return asyncio.run(run())


async def _until_it_answers(bus: Bus, tiny: Tiny) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            await bus.call("tiny", "echo", 1, context=CONTEXT, timeout_seconds=2)
        except (Unavailable, OutcomeUnknown):
            tiny.supervisor.look()
            await asyncio.sleep(0.2)
        else:
            return
    raise AssertionError("the tiny service does not answer")


def test_a_call_brings_the_reply_and_carries_its_context(tiny: Tiny) -> None:
    """Arguments arrive as JSON; token, language and trace arrive as Nameko's context."""
    said = _with_bus(tiny, lambda bus: bus.call("tiny", "echo", {"a": [1.0, "ж", None]}, context=CONTEXT))
    context = {"auth_token": "t", "language": "ru", "correlation_id": "c", "traceparent": "00-a-b-01"}
    assert {"argument": {"a": [1.0, "ж", None]}, "context": context} == said


def test_calls_under_way_together_get_each_its_own_reply(tiny: Tiny) -> None:
    """Replies are told apart however they come."""

    async def use(bus: Bus) -> list[Any]:
        calls = [bus.call("tiny", "echo", number, context=CONTEXT) for number in range(50)]
        return [said["argument"] for said in await asyncio.gather(*calls)]

    assert list(range(50)) == _with_bus(tiny, use)


def test_a_refusal_arrives_as_it_was_said(tiny: Tiny) -> None:
    """Kind, code, rule and params cross the bus."""
    with pytest.raises(Refused) as caught:
        _with_bus(tiny, lambda bus: bus.call("tiny", "say_no", "ң", context=CONTEXT))
    reason = caught.value.refusal
    assert ("conflict", "version_stale", "¶4", {"seen": "ң"}) == (reason.kind, reason.code, reason.rule, reason.params)


@pytest.mark.parametrize(("service", "method"), [("nobody", "echo"), ("tiny", "no_such_method"), ("tiny", "fail")])
def test_what_cannot_be_done_is_unavailable(tiny: Tiny, service: str, method: str) -> None:
    """No such service, no such method, or a defect in it: 502, and nothing of what was inside."""
    with pytest.raises(Unavailable) as caught:
        _with_bus(tiny, lambda bus: bus.call(service, method, "x", context=CONTEXT))
    assert "service_unavailable" == str(caught.value)


def test_a_call_without_answer_in_time_has_an_unknown_outcome(tiny: Tiny) -> None:
    """The caller is not kept waiting, and is not told that nothing was done."""
    with pytest.raises(OutcomeUnknown):
        _with_bus(tiny, lambda bus: bus.call("tiny", "sleep", 3, context=CONTEXT, timeout_seconds=0.3))


def test_a_broker_that_is_not_there_is_unavailable() -> None:
    """Without a connection nothing is sent, and that is said soon."""

    async def call() -> None:
        async with Bus("amqp://guest:guest@127.0.0.1:1/", timeout_seconds=10).connected() as bus:
            await bus.call("tiny", "echo", 1, context=CONTEXT)

    with pytest.raises(Unavailable):
        asyncio.run(call())


def test_a_broker_restart_ends_calls_under_way_and_is_survived(tiny: Tiny) -> None:
    """The call under way ends as outcome unknown; the same bus answers again by itself."""

    async def use(bus: Bus) -> Any:
        under_way = asyncio.create_task(bus.call("tiny", "sleep", 600, context=CONTEXT, timeout_seconds=600))
        await asyncio.sleep(0.5)
        await asyncio.to_thread(tiny.node.restart)
        with pytest.raises(OutcomeUnknown):
            async with asyncio.timeout(60):
                await under_way
        await _until_it_answers(bus, tiny)
        return (await bus.call("tiny", "echo", 7, context=CONTEXT))["argument"]

    assert 7 == _with_bus(tiny, use)
