"""Random people move random cases while time goes on and answers come late: a mark's current value is always the
last entry inside the window or the last warrant that was applied (¶4, ¶17, ¶19).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from services.common.errors import Refused
from services.common.tokens import Principal
from tests.cases.desk import HEAD, IT, METHODIST, OTHER_HEAD, TEACHER, TEACHING_HEAD, Desk, make_desk
from tests.gradebook.academy import cell, codes
from tests.support.clocks import StillClock
from tests.support.databases import Databases

PEOPLE = st.sampled_from([TEACHER, TEACHER, TEACHING_HEAD, METHODIST, METHODIST, HEAD, HEAD, OTHER_HEAD, IT, IT])
REPORTERS = st.sampled_from([TEACHER, TEACHER, TEACHER, TEACHER, TEACHING_HEAD, METHODIST])
CELLS = ("aliev", "baev")
TURNS = {
    "methodist": ("act", METHODIST),
    "faculty_head": ("approve", HEAD),
    "it_staff": ("hand_over", IT),
}
VALUES = st.sampled_from([0, 30, 49, 50, 75, 100, "ж", "а", None])


@dataclass
class Known:
    """The model of a case: what it would do, and to what it refers."""

    lesson: str
    cadet: str
    kind: str
    value: Any


class Academy(RuleBasedStateMachine):
    """Both services beside a model that knows only entries inside the window and warrants that were applied."""

    def __init__(self, databases: Databases) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.desk: Desk = make_desk(databases, Path(self._folder.name), StillClock())
        self.lessons: dict[str, date] = {}
        self.cells: dict[tuple[str, str], Any] = {}
        self.make_ups: dict[tuple[str, str], int] = {}
        self.removed: set[str] = set()
        self.cases: dict[str, Known] = {}
        self.applied: set[str] = set()

    @initialize(values=st.lists(VALUES, min_size=6, max_size=6))
    def begin(self, values: list[Any]) -> None:
        """Three lessons with some marks, and then their windows are over."""
        for place, value in enumerate(values):
            if place % 2 == 0:
                self.desk.pass_days(1)
                self.hold()
            lesson, cadet = list(self.lessons)[-1], CELLS[place % 2]
            self.desk.journal.record(cell(lesson, cadet, value))
            self.cells[lesson, cadet] = value
        self.desk.deliver()
        self.desk.pass_days(4)

    @rule(days=st.sampled_from([0.2, 1, 3]))
    def wait(self, days: float) -> None:
        """Time goes on; clocks are looked at."""
        self.desk.pass_days(days)

    @rule()
    def hold(self) -> None:
        """A lesson of today, once a day, to the end of the term."""
        today = self.desk.clock.now().date()
        if today not in [day for lesson, day in self.lessons.items() if lesson not in self.removed]:
            lesson = self._tried(self.desk.journal.hold, today)
            self.lessons |= {lesson: today} if lesson else {}

    @precondition(lambda self: self.lessons)
    @rule(data=st.data(), value=VALUES, cadet=st.sampled_from(CELLS))
    def enter(self, data: Any, value: Any, cadet: str) -> None:
        """A teacher writes; inside the window it is saved, after it never."""
        lesson = data.draw(st.sampled_from(list(self.lessons)))
        version = len([v for v in self.desk.journal.history(lesson, cadet) if not v["make_up"]])
        refused = codes(self.desk.journal.record(cell(lesson, cadet, value, version)))
        open_now = self.desk.clock.now().date() <= self.lessons[lesson] + timedelta(days=2)
        expected = ["lesson_removed"] if lesson in self.removed else [] if open_now else ["window_closed"]
        assert expected == refused
        if not refused:
            self.cells[lesson, cadet] = value

    @precondition(lambda self: self.lessons)
    @rule(data=st.data(), who=REPORTERS, value=VALUES, cadet=st.sampled_from(CELLS))
    def report(self, data: Any, who: Principal, value: Any, cadet: str) -> None:
        """Somebody reports something."""
        lesson = data.draw(st.sampled_from(list(self.lessons)))
        kind = data.draw(st.sampled_from([*["mark_correction"] * 5, *["make_up"] * 3, "removal"]))
        other = {"mark_correction": {"cadet": cadet, "value": value}, "make_up": {"cadet": cadet}, "removal": {}}[kind]
        case = self._tried(self.desk.report, lesson, kind, who, **other)
        if case:
            self.cases[case["id"]] = Known(lesson, cadet, kind, value)

    @precondition(lambda self: self.cases)
    @rule(
        data=st.data(),
        who=PEOPLE,
        action=st.sampled_from(["act", "approve", "send_back", "reject", "withdraw", "hand_over", "amend"]),
    )
    def move(self, data: Any, who: Principal, action: str) -> None:
        """Somebody tries to move a case, entitled or not."""
        self._tried(getattr(self.desk, action), data.draw(st.sampled_from(list(self.cases))), who)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), times=st.integers(1, 4))
    def go_on(self, data: Any, times: int) -> None:
        """Whose turn it is does what is due; the gradebook hears of it later."""
        case = list(self.cases)[-1 - data.draw(st.integers(0, min(2, len(self.cases) - 1)))]
        for _ in range(times):
            waits_for = self.desk.case(case)["waits_for"]
            if waits_for in TURNS:
                action, who = TURNS[waits_for]
                self._tried(getattr(self.desk, action), case, who)

    @rule()
    def deliver(self) -> None:
        """What was handed over is carried out, each case once."""
        self.desk.deliver()
        for case in [case for case in self.cases if case not in self.applied]:
            if self.desk.case(case)["state"] == "applied":
                self._carry_out(case, self.cases[case])

    @precondition(lambda self: self.lessons)
    @rule(data=st.data(), cadet=st.sampled_from(CELLS), value=st.integers(0, 100))
    def make_up(self, data: Any, cadet: str, value: int) -> None:
        """The teacher enters a make-up mark, permitted or not."""
        lesson = data.draw(st.sampled_from(list(self.lessons)))
        self.deliver()
        if self._tried(self.desk.make_up, lesson, value, TEACHER, cadet) is not None:
            self.make_ups[lesson, cadet] = value

    @invariant()
    def a_mark_is_its_last_entry_or_warrant(self) -> None:
        """¶4: nothing else has written it."""
        shown = {
            (mark["lesson"], mark["cadet"]): (mark["value"], mark["make_up"])
            for mark in self.desk.journal.show()["marks"]
        }
        model = {place: (value, self.make_ups.get(place)) for place, value in self.cells.items()}
        assert model == shown

    @invariant()
    def a_removed_lesson_was_removed_by_a_case(self) -> None:
        """¶19: and stays."""
        states = {each["id"]: each["state"] for each in self.desk.journal.show()["lessons"]}
        assert self.removed == {lesson for lesson, state in states.items() if state == "removed"}
        assert set(self.lessons) == set(states)

    def teardown(self) -> None:
        """Throw the databases away."""
        self._folder.cleanup()

    def _carry_out(self, case: str, known: Known) -> None:
        self.applied.add(case)
        if known.kind == "mark_correction":
            self.cells[known.lesson, known.cadet] = known.value
        elif known.kind == "removal":
            self.removed.add(known.lesson)

    def _tried(self, what: Any, *args: Any, **named: Any) -> Any:
        try:
            return what(*args, **named)
        except Refused:
            return None


def test_walks_at_random(databases: Databases) -> None:
    """¶4, ¶10, ¶13, ¶17, ¶19: walks of up to sixty steps."""
    run_state_machine_as_test(
        lambda: Academy(databases),  # type: ignore[arg-type]
        settings=settings(
            max_examples=40,
            stateful_step_count=60,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),
        ),
    )
