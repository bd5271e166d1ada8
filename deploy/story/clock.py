"""The demo's clock, moved as the story goes, and put back whatever happens."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from deploy.demo.client import Client

MORNING = time_of_day(10)


@dataclass(frozen=True)
class Clock:
    """Academy time; ``present`` is what it showed when the story ``began`` on the machine's clock."""

    client: Client
    present: datetime
    began: float

    def goes_back(self, days: int) -> datetime:
        """To the morning of a day before the present."""
        return self.goes_to(self.present.date() - timedelta(days=days), MORNING)

    def goes_to(self, day: date, hour: time_of_day) -> datetime:
        """To an hour of a day."""
        return self._shows(datetime.combine(day, hour, self.present.tzinfo))

    def comes_back(self) -> datetime:
        """To the present, and as much later as the story has taken."""
        return self._shows(self.present + timedelta(seconds=time.monotonic() - self.began))

    def local(self, instant: str) -> datetime:
        """An instant as the academy's clocks show it."""
        return datetime.fromisoformat(instant).astimezone(self.present.tzinfo)

    def _shows(self, now: datetime) -> datetime:
        self.client.command("", "POST", "/demo/clock", {"now": now.isoformat()})
        return now


@contextmanager
def borrowed(client: Client) -> Iterator[Clock]:
    """A clock that may be moved, and is put back."""
    present = datetime.fromisoformat(client.get("/demo/clock")["now"])
    clock = Clock(client, present, time.monotonic())
    try:
        yield clock
    finally:
        clock.comes_back()
