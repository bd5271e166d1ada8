"""Waiting for what arrives by event."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
WAIT_SECONDS = 30


def until(attempt: Callable[[], T | None]) -> T:
    """What the attempt brings, once it brings something. Fails after ``WAIT_SECONDS``."""
    deadline = time.monotonic() + WAIT_SECONDS
    while (brought := attempt()) is None:
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.2)
    return brought
