"""What a load that has begun was planned for, kept beside it: cut short, it goes on with the same plan."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

FILE = "demo-begun.json"


@dataclass(frozen=True)
class Begun:
    """The academy's time at which it began, and by how much that clock is ahead of the machine's."""

    planned: str
    offset_seconds: float

    @classmethod
    def at(cls, now: datetime) -> "Begun":
        """A load that begins now, in academy time."""
        return cls(now.isoformat(), (now - datetime.now(UTC)).total_seconds())

    @property
    def day(self) -> datetime:
        """The moment for which the academy is planned."""
        return datetime.fromisoformat(self.planned)

    def now(self) -> datetime:
        """What the academy's clock shows when it is left alone."""
        zone = self.day.tzinfo
        return (datetime.now(UTC) + timedelta(seconds=self.offset_seconds)).astimezone(zone)


def begin(data: Path, now: datetime) -> Begun:
    """The load that was begun in the folder, else one that begins now."""
    return begun(data) or _kept(data, Begun.at(now))


def begun(data: Path) -> Begun | None:
    """The load that was begun in the folder and has not ended."""
    path = data / FILE
    return Begun(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def set_clock(data: Path, now: datetime) -> None:
    """The clock was set anew: it returns there when the load that was begun has ended."""
    if known := begun(data):
        _kept(data, Begun(known.planned, Begun.at(now).offset_seconds))


def end(data: Path) -> None:
    """Everything is loaded."""
    (data / FILE).unlink(missing_ok=True)


def _kept(data: Path, known: Begun) -> Begun:
    """All at once: it is read whole or is not there."""
    fresh = (data / FILE).with_suffix(".new")
    fresh.write_text(json.dumps(asdict(known)), encoding="utf-8")
    fresh.replace(data / FILE)
    return known
