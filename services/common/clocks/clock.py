"""The clock is a dependency: no rule reads the machine's."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo


def uptime() -> float:
    """Seconds since this machine's start, sleep counted; nobody can set them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def booted_at() -> datetime:
    """When this machine was started, by what its clock shows now."""
    return datetime.now(UTC) - timedelta(seconds=uptime())


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """Academy time, aware, in the academy's zone: the one every rule of the regulation uses."""

    def machine(self) -> datetime:
        """The real time in UTC, for tokens, sessions and throttling, which a demo's clock must not move."""


class SystemClock:
    """Academy time is the machine's time in the academy's zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    def now(self) -> datetime:
        """Academy time now."""
        return self.machine().astimezone(self.zone)

    def machine(self) -> datetime:
        """The machine's time in UTC."""
        return datetime.now(UTC)


class DemoClock(SystemClock):
    """Academy time runs on at an offset kept in a file, so that every process of a demo sees one clock.

    With ``booted`` the real time is counted from there. A demo runs on one machine, so setting that machine's clock
    does not disturb it: a virtual machine's clock is set ahead after each pause.
    """

    def __init__(self, zone: ZoneInfo, path: Path, booted: datetime | None = None) -> None:
        super().__init__(zone)
        self._path = path
        self._booted = booted
        self._seen: tuple[int, timedelta] = (-1, timedelta())

    def now(self) -> datetime:
        """Academy time now, moved by the demo's offset."""
        return (self.machine() + self._offset()).astimezone(self.zone)

    def machine(self) -> datetime:
        """The machine's time in UTC."""
        return self._booted + timedelta(seconds=uptime()) if self._booted else super().machine()

    def move(self, now: datetime) -> None:
        """Let academy time be ``now`` from this moment on; a naive ``now`` is academy time."""
        aware = now if now.tzinfo else now.replace(tzinfo=self.zone)
        offset = (aware - self.machine()).total_seconds()
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps({"offset_seconds": offset}), encoding="utf-8")
        fresh.replace(self._path)

    def _offset(self) -> timedelta:
        try:
            changed = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            return timedelta()
        if changed != self._seen[0]:
            seconds = json.loads(self._path.read_text(encoding="utf-8"))["offset_seconds"]
            self._seen = (changed, timedelta(seconds=seconds))
        return self._seen[1]
