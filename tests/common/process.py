"""One service as a real process, for tests that kill it."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from deploy.processes import Child
from deploy.system import BOOTED_AT, ROOT
from gateway.errors import OutcomeUnknown, Unavailable
from gateway.messaging.bus import Bus, Context
from services.common.delivery.outbox import depth
from services.common.runtime.config import MODE, TEST
from services.common.storage.database import Database
from tests.support.buses import connected
from tests.support.stack import CHEAP_PASSWORDS

START_SECONDS = 60


class Process:
    """``python -m services.<name>`` with its own database."""

    def __init__(
        self, name: str, uri: str, database: str, folder: Path, settings: Mapping[str, str] = CHEAP_PASSWORDS
    ) -> None:
        self.database = Database(database)
        self._name = name
        self._uri = uri
        self._told = {
            **os.environ,
            "JURNAL_AMQP_URI": uri,
            "JURNAL_DATA": str(folder),
            "JURNAL_DEMO": "1",
            "JURNAL_BOOTED_AT": BOOTED_AT.isoformat(),
            **settings,
            f"JURNAL_DB_{name.upper()}": database,
            "PYTHONPATH": str(ROOT),
        }
        (folder / MODE).write_text(TEST, encoding="ascii")
        self._child = Child(name, [sys.executable, "-m", f"services.{name}"], self._told, folder / f"{name}.log")

    def start(self) -> None:
        """Start it and return when it answers."""
        self._child.start()
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._child.alive:
            with suppress(Unavailable, OutcomeUnknown):
                self.ask("health", {}, timeout_seconds=2)
                return
            time.sleep(0.2)
        raise AssertionError(self._child.log.read_text(encoding="utf-8")[-3000:])

    def kill(self) -> None:
        """``kill -9``."""
        self._child.signal(signal.SIGKILL)
        if self._child.process is not None:
            self._child.process.wait()

    def run(self, *words: str) -> str:
        """Run a module with the service's settings; what it prints."""
        command = [sys.executable, "-m", *words]
        done = subprocess.run(command, env=self._told, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def ask(self, method: str, body: Any, token: str = "", timeout_seconds: float = 30, session_key: str = "") -> Any:
        """One call."""
        context = Context(auth_token=token, session_key=session_key)
        return self.with_bus(
            lambda bus: bus.call(self._name, method, body, context=context, timeout_seconds=timeout_seconds)
        )

    def with_bus(self, use: Callable[[Bus], Awaitable[Any]]) -> Any:
        """Several calls over one connection."""

        async def run() -> Any:
            async with connected(self._uri, 30) as bus:
                return await use(bus)

        return asyncio.run(run())

    def waiting(self) -> int:
        """How many messages the broker has not confirmed."""
        with self.database.reading() as session:
            return depth(session)
