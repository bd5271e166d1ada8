"""A clock that stands still until a test moves it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from deploy.system import BOOTED_AT
from services.common.clocks.clock import uptime
from services.common.clocks.zones import zone

ALMATY = zone("Asia/Almaty")


def machine_now() -> datetime:
    """What the clock of every real process of a test shows."""
    return BOOTED_AT + timedelta(seconds=uptime())


@dataclass
class StillClock:
    """Academy time and machine time, each moved by hand."""

    academy: datetime = field(default_factory=lambda: datetime(2026, 10, 5, 9, 0, tzinfo=ALMATY))
    real: datetime = field(default_factory=lambda: datetime(2026, 10, 5, 4, 0, tzinfo=UTC))

    def now(self) -> datetime:
        """Academy time."""
        return self.academy

    def machine(self) -> datetime:
        """Machine time."""
        return self.real

    def move(self, **by: float) -> None:
        """Let both go on: ``move(days=1)``."""
        self.show(**by)
        self.real += timedelta(**by)

    def show(self, **by: float) -> None:
        """Let academy time alone go on, as in a demo."""
        self.academy += timedelta(**by)


class ShownClock(StillClock):
    """Academy time is moved by hand, the machine's is as it is: for who shares a database with a real process."""

    def machine(self) -> datetime:
        """Machine time."""
        return machine_now()
