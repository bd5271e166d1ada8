"""Children that are watched: started in groups of their own, restarted with back-off, never left behind."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

STOP_SECONDS = 10
LONGEST_BACK_OFF_SECONDS = 30.0


class Program(Protocol):
    """What runs, as ``subprocess.Popen`` shows it."""

    pid: int

    def poll(self) -> int | None:
        """Its exit code, or None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code once it has ended."""


def launch(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Program:
    """Start a program in a session of its own, so that all it starts can be stopped with it."""
    with log.open("ab") as opened:
        return subprocess.Popen(
            command,
            env=dict(environment),
            stdout=opened,
            stderr=opened,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )


@dataclass
class Child:
    """A program that must run; what it prints goes to ``log``. ``serves``: the others need it to end well."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    serves: bool = False
    process: Program | None = None
    back_off: float = 1.0
    due: float = 0.0
    started: float = 0.0

    def start(self) -> None:
        """Start it, with a fresh folder for its log where there is none."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.process = launch(self.command, self.environment, self.log)
        self.started = time.monotonic()

    @property
    def alive(self) -> bool:
        """True while it runs."""
        return self.process is not None and self.process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the whole group."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def run_to_its_end(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """Run a program; its exit code. Whoever interrupts us ends it and all that it started, politely first."""
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        return process.wait()
    except BaseException:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
        raise
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@dataclass
class Supervisor:
    """Keeps children running until told to stop."""

    children: list[Child] = field(default_factory=list)

    def start(self, child: Child) -> Child:
        """Start a child and watch it from now on."""
        self.children.append(child)
        child.start()
        return child

    def look(self) -> None:
        """Restart what has died, later each time it dies young; call it about once a second."""
        now = time.monotonic()
        for child in self.children:
            if child.alive:
                continue
            if not child.due:
                child.back_off = 1.0 if now - child.started > 60 else min(child.back_off * 2, LONGEST_BACK_OFF_SECONDS)
                child.due = now + child.back_off
                print(f"{child.name} ended; again in {child.back_off:.0f} s (its log: {child.log})", flush=True)
            elif now >= child.due:
                child.due = 0.0
                child.start()

    def stop(self) -> None:
        """Stop every child: first those that use the broker, then the broker; politely, then for good."""
        for children in ([each for each in self.children if not each.serves], self.children):
            _stop_all([each for each in reversed(children) if each.alive])
        self.children.clear()

    def kill(self) -> None:
        """End every child at once, as a machine does that loses its power."""
        for child in self.children:
            child.signal(signal.SIGKILL)
        for child in self.children:
            if child.process is not None:
                child.process.wait()
        self.children.clear()


def _stop_all(children: Sequence[Child]) -> None:
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        if child.process is not None:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.1, deadline - time.monotonic()))
        child.signal(signal.SIGKILL)
