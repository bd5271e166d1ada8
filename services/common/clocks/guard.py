"""Whether this machine's clock may be believed: while it may not, nothing is written (¶17, ¶18).

Set back, a clock would open closed lessons again, and the audit's times would run backwards. So it may be neither
behind the newest thing that was written, nor without most parts of the journal beside it. What an academy's demo shows
as its time is not looked at: that may be moved at will.
"""

import json
from collections import deque
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from services.common.clocks.clock import Clock, uptime
from services.common.errors import Refused
from services.common.refusals import Reasons

#: A clock is put right by small steps all the time: servers of one service differ by milliseconds, a leap second is
#: one. Five seconds are more than any of these and open no lesson that anybody would notice.
BEHIND = timedelta(seconds=5)
#: Between parts, for what a part says is on its way for a while, the longer the busier everybody is.
APART = timedelta(seconds=30)
#: How long a part's word counts, and of how many of its words the one that came fastest is taken.
HEARD_SECONDS = 60.0
WORDS = 4
LONGEST_WORD = 100


@dataclass(frozen=True)
class Fault:
    """What is wrong with the clock, and by how many seconds: above zero when it is late."""

    reason: Literal["behind", "apart"]
    seconds: int

    def refusal(self) -> Refused:
        """What is said to whoever wants something written."""
        return Reasons.clock_wrong.refused(seconds=abs(self.seconds))


def is_clocks(error: BaseException) -> bool:
    """Whether something was not done for the clock's sake."""
    return isinstance(error, Refused) and error.refusal.code == Reasons.clock_wrong.code


def behind(now: datetime, newest: datetime | None) -> Fault | None:
    """What was written last is in the future: the clock has been set back, or was ahead then."""
    if newest is None or newest - now <= BEHIND:
        return None
    return Fault("behind", round((newest - now).total_seconds()))


def apart(now: datetime, others: Collection[datetime]) -> Fault | None:
    """Not most of the parts, this one among them, show about the time that this one shows.

    One part that is wrong, or lies, stops itself alone while two others are heard. Where half stands against half,
    nobody knows who is right, and nobody goes on.
    """
    lags = sorted((other - now).total_seconds() for other in others)
    far = [lag for lag in lags if abs(lag) > APART.total_seconds()]
    if 2 * len(far) <= len(lags):
        return None
    return Fault("apart", round(far[len(far) // 2]))


@dataclass
class _Words:
    """What a part has said lately of its clock, as what that showed when this machine was started."""

    starts: deque[datetime] = field(default_factory=lambda: deque(maxlen=WORDS))
    heard: float = 0.0

    def add(self, theirs: datetime, up: float) -> None:
        self.starts.append(theirs - timedelta(seconds=up))
        self.heard = up

    def now(self, up: float) -> datetime | None:
        """What it shows now: no word is older than it was when it was sent, so the latest is the truest."""
        if up - self.heard > HEARD_SECONDS:
            return None
        return max(self.starts) + timedelta(seconds=up)


class ClockGuard:
    """One process's: what it knows of the newest entry and of the others' clocks."""

    def __init__(self, clock: Clock, seconds_up: Callable[[], float] = uptime) -> None:
        self._clock = clock
        self._uptime = seconds_up
        self._newest: datetime | None = None
        self._others: Mapping[str, _Words] = {}
        self._start: datetime | None = None
        #: What was refused and has not been told yet.
        self.refused: Fault | None = None

    def saw(self, newest: datetime | None) -> None:
        """The database's newest entry was written when the machine's clock showed this."""
        self._newest = newest

    def hear(self, part: str, theirs: datetime) -> None:
        """Another part says what its machine's clock shows."""
        words = self._others.get(part, _Words())
        words.add(theirs, self._uptime())
        self._others = {**self._others, part: words}

    def fault(self) -> Fault | None:
        """What is wrong with the machine's clock now."""
        now, up = self._clock.machine(), self._uptime()
        known = (words.now(up) for words in self._others.values())
        return behind(now, self._newest) or apart(now, [each for each in known if each])

    def check(self) -> None:
        """Raises ``Refused(clock_wrong)`` when nothing may be written now."""
        if fault := self.fault():
            self.refused = fault
            raise fault.refusal()

    def machine(self) -> datetime:
        """What the machine's clock shows."""
        return self._clock.machine().astimezone(UTC)

    def was_set(self) -> bool:
        """Whether the machine's clock has been set, by more than it ever runs wrong, since this was asked last."""
        start = self.machine() - timedelta(seconds=self._uptime())
        before, self._start = self._start, start
        return abs(start - (before or start)) > BEHIND


def word(clock: datetime) -> str:
    """How a part says what its machine's clock shows."""
    return json.dumps({"machine": clock.isoformat()})


def said_in(body: bytes | str) -> datetime | None:
    """What a clock was said to show; None for what is no instant that this machine's can be compared with."""
    with suppress(ValueError, KeyError, TypeError, OverflowError):
        if len(body) <= LONGEST_WORD:
            return datetime.fromisoformat(json.loads(body)["machine"]).astimezone(UTC)
    return None
