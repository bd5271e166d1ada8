"""Waiting for what comes by itself: by event, or because a process goes on."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
WAIT_SECONDS = 60
LOOK_SECONDS = 0.1


def until(attempt: Callable[[], T | None]) -> T:
    """What the attempt brings, once it brings something. Fails after ``WAIT_SECONDS``."""
    deadline = time.monotonic() + WAIT_SECONDS
    while (brought := attempt()) is None:
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(LOOK_SECONDS)
    return brought


def until_true(holds: Callable[[], bool]) -> None:
    """Return once it holds."""
    until(lambda: holds() or None)
