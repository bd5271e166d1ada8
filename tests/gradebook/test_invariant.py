"""Random writes by two teachers while time goes on: what a cell holds is always its last accepted entry."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.gradebook.academy import CADETS, COLLEAGUE, TEACHER, cell, codes, make_academy
from tests.support.clocks import ALMATY, StillClock
from tests.support.databases import Databases

pytestmark = pytest.mark.on_sqlite

GOOD = [0, 49, 100, "ж", "дс", None]
BAD = [101, -1, 50.5, "5", True, "A"]


class Journal(RuleBasedStateMachine):
    """The service beside a model of it: for each cell, the list of its accepted values."""

    def __init__(self, databases: Databases) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.academy = make_academy(databases, Path(self._folder.name), StillClock())
        self.lessons: list[tuple[str, date]] = []
        self.accepted: dict[tuple[str, str], list[Any]] = {}

    @rule(back=st.integers(0, 2))
    def hold(self, back: int) -> None:
        """A lesson of today or of the two days before, once a day."""
        day = self.academy.clock.now().date() - timedelta(days=back)
        if day not in [held for _, held in self.lessons]:
            self.lessons.append((self.academy.hold(day), day))

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        """Time goes on."""
        self.academy.clock.move(hours=hours)

    @precondition(lambda self: self.lessons)
    @rule(
        back=st.integers(0, 1),
        cadet=st.sampled_from(["aliev", "aliev", "aliev", "baev", "kim"]),
        value=st.sampled_from(GOOD + GOOD + BAD),
        behind=st.sampled_from([0, 0, 1]),
        who=st.sampled_from([TEACHER, COLLEAGUE]),
    )
    def record(self, back: int, cadet: str, value: Any, behind: int, who: Any) -> None:
        """A teacher writes into one of the last two lessons, now and then without having seen the newest version."""
        lesson, day = self.lessons[-1 - min(back, len(self.lessons) - 1)]
        values = self.accepted.setdefault((lesson, cadet), [])
        seen = abs(len(values) - behind)
        expected = self._expected(cadet, day, value, seen == len(values))
        answer = self.academy.record(cell(lesson, cadet, value, seen), who=who)
        assert expected == codes(answer)
        if not expected:
            values.append(value)

    def _expected(self, cadet: str, day: date, value: Any, is_newest: bool) -> list[str]:
        _, since, until = CADETS[cadet]
        midnight = datetime.combine(day + timedelta(days=3), time(), ALMATY)
        if not since <= day < (until or date.max):
            return ["cadet_not_member"]
        if self.academy.clock.now() >= midnight:
            return ["window_closed"]
        if value in BAD and value not in GOOD:
            return ["not_a_mark"]
        return [] if is_newest else ["version_stale"]

    @invariant()
    def the_page_shows_the_last_accepted_entries(self) -> None:
        """¶17: nothing else has changed a mark."""
        shown = {(each["lesson"], each["cadet"]): each["value"] for each in self.academy.show()["marks"]}
        assert {place: values[-1] for place, values in self.accepted.items() if values} == shown

    @invariant()
    def versions_have_no_gaps(self) -> None:
        """¶4: each cell's versions are 1 to n with the accepted values in order."""
        for (lesson, cadet), values in self.accepted.items():
            kept = [(each["version"], each["value"]) for each in reversed(self.academy.history(lesson, cadet))]
            assert list(enumerate(values, 1)) == kept

    def teardown(self) -> None:
        """Leave no connection behind."""
        self.academy.runtime.unit.database.close()
        self._folder.cleanup()


def test_a_cell_holds_its_last_accepted_entry(databases: Databases) -> None:
    """¶4, ¶6, ¶15, ¶17: whatever is tried by whom and when, versions are 1 to n and the newest is shown."""

    class OnThisEngine(Journal):
        """The machine on the engine under test."""

        def __init__(self) -> None:
            super().__init__(databases)

    slow = [HealthCheck.too_slow]
    run_state_machine_as_test(
        OnThisEngine,
        settings=settings(max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=slow),
    )
