"""Killing parts of a running system, and waiting until it has recovered."""

import signal
import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from deploy.processes import Child
from tests.support.stack import Stack

T = TypeVar("T")
WAIT_SECONDS = 120


def child(stack: Stack, name: str) -> Child:
    """A part's process: ``services.auth``, ``gateway``."""
    return next(each for each in stack.supervisor.children if each.name == name)


def kill(stack: Stack, name: str) -> None:
    """``kill -9``; it stays dead."""
    part: Any = child(stack, name)
    part.signal(signal.SIGKILL)
    part.process.wait()


def kill_and_start(stack: Stack, name: str) -> None:
    """``kill -9``, and begin again at once, as the supervisor of a real system does."""
    kill(stack, name)
    child(stack, name).start()


def until_alive(stack: Stack, attempt: Callable[[], T | None]) -> T:
    """What the attempt brings once it brings something, while whatever has died is started again.

    No answer of the gateway, or none that says anything, is no failure meanwhile.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    while (brought := _brought(attempt)) is None:
        assert time.monotonic() < deadline, "the system did not recover"
        start_what_died(stack)
        time.sleep(0.05)
    return brought


def start_what_died(stack: Stack) -> None:
    """Start every part that does not run."""
    for each in stack.supervisor.children:
        if not each.alive:
            each.start()


def until_all_answer(stack: Stack) -> None:
    """Return once every service answers."""
    until_alive(stack, lambda: httpx.get(f"{stack.address}/readyz", timeout=30).status_code == 200 or None)


def _brought(attempt: Callable[[], T | None]) -> T | None:
    try:
        return attempt()
    except httpx.TransportError:
        return None
