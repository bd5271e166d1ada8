"""Parts of the system as forks of processes that have imported them: the imports are paid for once a run.

``python -m services.auth`` spends most of its start on imports. A server (``fork_server.py``) imports all four
services, another one the gateway; each part is a fork of its server, and then runs as ``python -m`` would let it. It
is a process of its own: with its environment, its log, its session, and it can be killed. ``./deploy/run`` and what
``tests/deploy`` starts as people start it have no such server.
"""

import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from deploy import processes
from deploy.system import ROOT, SERVICES
from tests.support.fork_server import GATEWAY, LONGEST_REQUEST

Parts = tuple[str, ...]

#: What one server forks: the services share their libraries made green, which the gateway needs as they are.
KINDS: tuple[Parts, ...] = (tuple(f"services.{name}" for name in SERVICES), (GATEWAY,))


class Server:
    """A process that has imported some parts; the tests' side of it."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._lock = Lock()
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-u", "-m", "tests.support.fork_server", str(theirs.fileno()), *parts]
        told = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(command, env=told, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        theirs.close()

    def fork(self, module: str, environment: Mapping[str, str], log: int) -> "Forked":
        """Start a part that writes to ``log``."""
        said = json.dumps({"module": module, "environment": dict(environment)}).encode()
        with self._lock:
            socket.send_fds(self._channel, [said], [log])
            answer, handles, *_ = socket.recv_fds(self._channel, LONGEST_REQUEST, 1)
        assert answer, f"the server of forks has ended: {self._process.wait()}"
        return Forked(self, int(answer), handles[0])

    def exit_code(self, pid: int) -> int:
        """How a part ended that has ended."""
        with self._lock:
            self._channel.send(json.dumps({"ended": pid}).encode())
            return int(self._channel.recv(LONGEST_REQUEST))

    def close(self) -> None:
        """Let the server end."""
        self._channel.close()
        self._process.wait()


@dataclass
class Forked:
    """A part that runs, as ``subprocess.Popen`` shows it; ``handle`` is its pidfd."""

    server: Server
    pid: int
    handle: int
    returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code once it has ended.

        Raises:
            subprocess.TimeoutExpired: it runs on.
        """
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return code

    def _ended(self, seconds: float | None) -> int | None:
        if self.returncode is None and self._is_over(seconds):
            os.close(self.handle)
            self.returncode = self.server.exit_code(self.pid)
        return self.returncode

    def _is_over(self, seconds: float | None) -> bool:
        waiting = select.poll()
        waiting.register(self.handle, select.POLLIN)
        return bool(waiting.poll(None if seconds is None else seconds * 1000))


@dataclass
class Servers:
    """One server for each kind of parts, begun when first needed."""

    running: dict[Parts, Server] = field(default_factory=dict)

    def launch(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> processes.Program:
        """Start a program: a part by forking, anything else as ``processes.launch`` does."""
        module = command[-1]
        kind = next((parts for parts in KINDS if module in parts), None)
        if kind is None or [*command] != [sys.executable, "-m", module]:
            return _launch(command, environment, log)
        with log.open("ab") as opened:
            return self._server(kind).fork(module, environment, opened.fileno())

    def _server(self, parts: Parts) -> Server:
        if parts not in self.running:
            self.running[parts] = Server(parts)
        return self.running[parts]


_launch = processes.launch


@contextmanager
def serving() -> Iterator[Servers]:
    """Servers, which end with the tests."""
    servers = Servers()
    try:
        yield servers
    finally:
        with ExitStack() as stack:
            for server in servers.running.values():
                stack.callback(server.close)
