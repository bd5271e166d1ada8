"""The demo's clock: moved for every process at once, and running on."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.clocks import clock
from services.common.clocks.clock import DemoClock
from tests.support.clocks import ALMATY


class HeldClock(DemoClock):
    """A demo's clock on a machine whose time stands still."""

    held = datetime(2026, 10, 5, 4, 0, tzinfo=ALMATY)

    def machine(self) -> datetime:
        return self.held


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the offset is kept."""
    return tmp_path / "clock.json"


def test_a_clock_that_was_never_moved_tells_the_machines_time(path: Path) -> None:
    """In the academy's zone."""
    clock = HeldClock(ALMATY, path)
    assert (clock.held, ALMATY) == (clock.now(), clock.now().tzinfo)


def test_a_move_is_seen_by_every_process(path: Path) -> None:
    """A naive instant is academy time."""
    mine, others = HeldClock(ALMATY, path), HeldClock(ALMATY, path)
    for day in (6, 3):
        mine.move(datetime(2026, 10, day, 9, 0))
        assert [datetime(2026, 10, day, 9, 0, tzinfo=ALMATY)] * 2 == [mine.now(), others.now()]


def test_a_moved_clock_runs_on(path: Path) -> None:
    """As fast as the machine's."""
    clock = HeldClock(ALMATY, path)
    clock.move(datetime(2026, 10, 6, 9, 0))
    clock.held += timedelta(seconds=90)
    assert datetime(2026, 10, 6, 9, 1, 30, tzinfo=ALMATY) == clock.now()


def test_moving_academy_time_leaves_the_machines_alone(path: Path) -> None:
    """Tokens, sessions and throttling live by it."""
    clock = HeldClock(ALMATY, path)
    clock.move(datetime(2030, 1, 1))
    assert clock.held == clock.machine()


def test_a_demos_clock_counts_from_when_its_machine_was_started(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paused machine's clock is set ahead afterwards; what runs on it does not look at that clock again."""
    booted = datetime(2026, 10, 5, 4, 0, tzinfo=ALMATY)
    monkeypatch.setattr(clock, "uptime", lambda: 90.0)
    assert booted + timedelta(seconds=90) == DemoClock(ALMATY, path, booted).machine()


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(ALMATY)))
def test_any_instant_may_be_chosen(tmp_path_factory: pytest.TempPathFactory, instant: datetime) -> None:
    """To the microsecond or nearly: an offset is kept as seconds."""
    clock = HeldClock(ALMATY, tmp_path_factory.mktemp("clock") / "clock.json")
    clock.move(instant)
    assert abs(clock.now() - instant) < timedelta(milliseconds=1)
