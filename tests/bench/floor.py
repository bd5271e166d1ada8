"""The floor: a bare round trip through RabbitMQ plus a bare SQLite commit of the same rows."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import aio_pika

QUEUE = "bench.echo"


class BareRoundTrip:
    """A request and its reply through the broker, to an echo in a process of its own."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._replies: dict[str, asyncio.Future[bytes]] = {}

    async def open(self) -> None:
        """Connect and listen for replies."""
        self._connection = await aio_pika.connect(self._uri)
        self._channel = await self._connection.channel()
        queue = await self._channel.declare_queue(exclusive=True)
        self._reply_to = queue.name
        await queue.consume(self._received, no_ack=True)

    async def close(self) -> None:
        """Disconnect."""
        await self._connection.close()

    async def call(self, body: bytes) -> None:
        """There and back."""
        key = uuid4().hex
        self._replies[key] = asyncio.get_running_loop().create_future()
        message = aio_pika.Message(body, correlation_id=key, reply_to=self._reply_to)
        await self._channel.default_exchange.publish(message, QUEUE)
        await self._replies[key]
        del self._replies[key]

    async def _received(self, message: aio_pika.abc.AbstractIncomingMessage) -> None:
        future = self._replies.get(message.correlation_id or "")
        if future is not None:
            future.set_result(message.body)


class BareCommit:
    """The rows that saving ``marks`` marks writes, in one durable transaction, without any of our code."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(
            "CREATE TABLE version (id TEXT, cadet TEXT, version INT, sealed BLOB, author TEXT, at TEXT,"
            " PRIMARY KEY (id, cadet, version));"
            "CREATE TABLE pointer (id TEXT, cadet TEXT, version INT, PRIMARY KEY (id, cadet));"
            "CREATE TABLE audit (sequence INTEGER PRIMARY KEY, id TEXT UNIQUE, at TEXT, facts TEXT);"
            "CREATE TABLE command (person TEXT, id TEXT, fingerprint BLOB, reply TEXT, PRIMARY KEY (person, id));"
            "CREATE TABLE counter (name TEXT PRIMARY KEY, value INT); INSERT INTO counter VALUES ('audit', 0)"
        )

    def commit(self, marks: int) -> None:
        """Write and sync."""
        lesson, at = uuid4().hex, datetime.now(UTC).isoformat()
        cadets = [uuid4().hex for _ in range(marks)]
        run, many = self._connection.execute, self._connection.executemany
        run("BEGIN IMMEDIATE")
        rows = [(lesson, cadet, 1, os.urandom(37), "author", at) for cadet in cadets]
        many("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?)", rows)
        many("INSERT INTO pointer VALUES (?, ?, 1)", [(lesson, cadet) for cadet in cadets])
        run("UPDATE counter SET value = value + ?", (marks,))
        many("INSERT INTO audit (id, at, facts) VALUES (?, ?, ?)", [(uuid4().hex, at, "{}" * 30) for _ in cadets])
        run("INSERT INTO command VALUES ('p', ?, ?, ?)", (uuid4().hex, os.urandom(32), "{}" * 40 * marks))
        run("COMMIT")


@contextmanager
def echo(uri: str) -> Iterator[None]:
    """The echo, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.floor", uri]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert b"ready\n" == process.stdout.readline()
        yield
    finally:
        process.terminate()
        process.wait()


async def _serve(uri: str) -> None:
    connection = await aio_pika.connect(uri)
    channel = await connection.channel()
    queue = await channel.declare_queue(QUEUE, auto_delete=True)

    async def answer(message: aio_pika.abc.AbstractIncomingMessage) -> None:
        reply = aio_pika.Message(message.body, correlation_id=message.correlation_id)
        await channel.default_exchange.publish(reply, message.reply_to or "")

    await queue.consume(answer, no_ack=True)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))
