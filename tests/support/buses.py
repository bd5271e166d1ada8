"""A connection to the bus for tests that speak there themselves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gateway.messaging.bus import Bus

PATIENCE_SECONDS = 60


@asynccontextmanager
async def connected(uri: str, timeout_seconds: float) -> AsyncIterator[Bus]:
    """The bus, once there is a connection: on a busy machine that takes longer than a call waits for it."""
    async with Bus(uri, timeout_seconds).connected() as bus:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not bus.up:
                await asyncio.sleep(0.02)
        yield bus
