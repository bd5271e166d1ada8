"""Whom a process believes about the time: the newest entry, and most of the parts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.clocks.guard import APART, HEARD_SECONDS, ClockGuard, Fault, apart, behind
from services.common.errors import Refused
from tests.support.clocks import StillClock

NOW = StillClock().real
INSTANTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC))


def _at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("newest", "fault"),
    [(None, None), (-9e6, None), (0, None), (5, None), (6, Fault("behind", 6)), (259_200, Fault("behind", 259_200))],
)
def test_a_clock_is_no_more_than_five_seconds_behind_the_newest_entry(
    newest: float | None, fault: Fault | None
) -> None:
    """¶17: or it was set back."""
    assert fault == behind(NOW, None if newest is None else _at(newest))


@pytest.mark.parametrize(
    ("others", "fault"),
    [
        ([], None),
        ([3600], Fault("apart", 3600)),
        ([0, 0, 3600], None),
        ([30, 30, 30], None),
        ([3600, 0], None),
        ([3600, -3600], Fault("apart", 3600)),
        ([3600, 3600, 0, 0], None),
        ([3600, 3600], Fault("apart", 3600)),
        ([3600, 3601, 0], Fault("apart", 3601)),
        ([3600, 3601, 3602, 0], Fault("apart", 3601)),
        ([-31, -31, -31, 0], Fault("apart", -31)),
        ([3600, 3600, 3600, -3600], Fault("apart", 3600)),
    ],
)
def test_most_parts_are_believed(others: list[float], fault: Fault | None) -> None:
    """The one that looks is among them: where none are most, nobody is believed."""
    assert fault == apart(NOW, [_at(seconds) for seconds in others])


def _who_write(clocks: list[datetime]) -> list[datetime]:
    """Of parts that hear each other, what those show that may write."""
    return [own for place, own in enumerate(clocks) if apart(own, clocks[:place] + clocks[place + 1 :]) is None]


@pytest.mark.parametrize(
    ("clocks", "write"),
    [
        ([0, 0, 3600, 3600], []),
        ([0, 0, 3600, -3600], []),
        ([0, 3600], []),
        ([0, 0, 0, 3600], [0, 0, 0]),
        ([0, 0, 3600], [0, 0]),
        ([0], [0]),
    ],
)
def test_half_against_half_nobody_writes(clocks: list[float], write: list[float]) -> None:
    """¶17: two of four with a wrong clock open no lesson, nor do they leave the other two alone."""
    assert [_at(seconds) for seconds in write] == _who_write([_at(seconds) for seconds in clocks])


@given(st.lists(st.integers(-100, 100).map(_at) | INSTANTS, max_size=6))
def test_those_who_write_are_near_each_other(clocks: list[datetime]) -> None:
    """Two majorities have a part in common."""
    write = _who_write(clocks)
    assert not write or max(write) - min(write) <= 2 * APART


@given(INSTANTS, st.integers(1, 3))
def test_one_wrong_clock_stops_nobody_else(forged: datetime, honest: int) -> None:
    """Whatever it says, while one other that is right is heard."""
    assert apart(NOW, [forged, *[NOW] * honest]) is None


@given(st.lists(INSTANTS, max_size=6))
def test_any_instants_may_be_said(others: list[datetime]) -> None:
    """Nothing fails."""
    fault = apart(NOW, others)
    assert fault is None or fault.reason == "apart"


class Heard:
    """A guard, its machine's clock, and how long the machine has been on."""

    def __init__(self) -> None:
        self.clock = StillClock()
        self.uptime = 1000.0
        self.guard = ClockGuard(self.clock, lambda: self.uptime)

    def passes(self, seconds: float) -> None:
        """Time goes on, and the clock with it."""
        self.uptime += seconds
        self.clock.move(seconds=seconds)

    def hear(self, seconds: float = 0, *parts: str) -> None:
        """Parts say that it is so much later than the clock shows."""
        for part in parts or ("auth", "roster", "corrections"):
            self.guard.hear(part, self.clock.real + timedelta(seconds=seconds))


@pytest.fixture
def heard() -> Heard:
    """Everybody has said the same time."""
    made = Heard()
    made.hear()
    assert made.guard.fault() is None
    return made


@pytest.mark.parametrize("seconds", [-259_200, -31, 31, 259_200])
def test_an_own_clock_that_jumps_is_noticed_at_once(heard: Heard, seconds: float) -> None:
    """By what the others said before: nobody has to say anything anew."""
    heard.passes(20)
    heard.clock.move(seconds=seconds)
    assert Fault("apart", round(-seconds)) == heard.guard.fault()
    with pytest.raises(Refused):
        heard.guard.check()


def test_words_that_come_late_make_no_clock_wrong(heard: Heard) -> None:
    """A process that stood still reads at once what has waited for it."""
    heard.passes(50)
    for late in (-50, -40, -30, -20):
        heard.hear(late)
    assert heard.guard.fault() is None


def test_a_part_that_says_nothing_any_more_does_not_count(heard: Heard) -> None:
    """It may have been stopped because it was wrong."""
    heard.hear(3600)
    assert heard.guard.fault() is not None
    heard.passes(HEARD_SECONDS + 1)
    assert heard.guard.fault() is None


def test_clocks_that_were_set_right_are_believed_again(heard: Heard) -> None:
    """After a few words."""
    heard.hear(3600)
    for _ in range(4):
        heard.passes(10)
        heard.hear()
    assert heard.guard.fault() is None


@pytest.mark.parametrize(("seconds", "was_set"), [(0, False), (-5, False), (5, False), (6, True), (-6, True)])
def test_a_clock_that_is_set_moves_against_the_uptime(heard: Heard, seconds: float, was_set: bool) -> None:
    """Once: it is then the machine's."""
    assert not heard.guard.was_set()
    heard.passes(3600)
    heard.clock.move(seconds=seconds)
    assert [was_set, False] == [heard.guard.was_set(), heard.guard.was_set()]
