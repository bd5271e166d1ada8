"""Random people move random cases while time goes on and answers come late: a mark's current value is always the
last entry inside the window, by a late entry or by a substitute, or the last warrant that was applied (¶4, ¶17, ¶19).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
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
from services.common.security.tokens import Principal
from tests.cases.desk import (
    CADETS,
    COLLEAGUE,
    HEAD,
    IT,
    METHODIST,
    OTHER_HEAD,
    TEACHER,
    TEACHING_HEAD,
    Desk,
    make_desk,
)
from tests.gradebook.academy import cell, codes
from tests.support.clocks import StillClock
from tests.support.databases import Databases

pytestmark = pytest.mark.on_sqlite

PEOPLE = st.sampled_from([TEACHER, TEACHER, TEACHING_HEAD, METHODIST, METHODIST, HEAD, HEAD, OTHER_HEAD, IT, IT])
REPORTERS = st.sampled_from([TEACHER, TEACHER, TEACHER, TEACHER, TEACHING_HEAD, METHODIST])
WRITERS = st.sampled_from([TEACHER, TEACHER, TEACHER, TEACHING_HEAD, COLLEAGUE, COLLEAGUE])
KINDS = ("mark_correction", "make_up", "removal", "late_entry", "late_lesson", "discrepancy", "substitution")
OFTEN = st.sampled_from([*["mark_correction"] * 5, *["make_up"] * 3, *["late_entry"] * 3, *KINDS])
#: What has to come of some case or other.
ENDS = ("applied", "rejected", "withdrawn", "expired", "returned", "amended")
PERSONS = {each.person: each for each in (TEACHER, TEACHING_HEAD, METHODIST)}
STANDS_FOR = timedelta(days=4)
SEES_LONGER = timedelta(days=14)
CELLS = ("aliev", "baev")
TURNS = {
    "methodist": ("act", METHODIST),
    "faculty_head": ("approve", HEAD),
    "it_staff": ("hand_over", IT),
}
VALUES = st.sampled_from([0, 30, 49, 50, 75, 100, "ж", "а", None])


@dataclass
class Known:
    """The model of a case: what it would do, to what it refers and for whom; ``since`` is a substitution's first day,
    or that of the lesson that was held.
    """

    lesson: str
    cadet: str
    kind: str
    value: Any
    who: str
    days: int
    since: date


@dataclass(frozen=True)
class Opened:
    """A column that is open again to one person, by a case."""

    case: str
    lesson: str
    who: str
    until: datetime


class Academy(RuleBasedStateMachine):
    """Both services beside a model that knows only entries that were allowed and warrants that were applied.

    ``late`` names the case by which a cell's value was entered after its window; ``tally`` counts over all walks.
    """

    tally: ClassVar[Counter[str]] = Counter()

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
        self.opened: list[Opened] = []
        self.late: dict[tuple[str, str], str] = {}
        self.standing_in: dict[str, date] = {}

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
    @rule(data=st.data(), who=WRITERS, value=VALUES, cadet=st.sampled_from(CADETS))
    def enter(self, data: Any, who: Principal, value: Any, cadet: str) -> None:
        """Somebody writes; inside the window it is saved, after it only what a late entry has opened."""
        self._enter(data.draw(st.sampled_from(list(self.lessons))), cadet, value, who)

    @precondition(lambda self: self.opened)
    @rule(data=st.data(), value=VALUES, cadet=st.sampled_from(CADETS))
    def enter_late(self, data: Any, value: Any, cadet: str) -> None:
        """Somebody writes into a column that a late entry has opened, still or no more."""
        opened = data.draw(st.sampled_from(self.opened))
        self._enter(opened.lesson, cadet, value, PERSONS[opened.who])

    @precondition(lambda self: self.lessons)
    @rule(data=st.data(), kind=OFTEN, who=REPORTERS, value=VALUES, cadet=st.sampled_from(CADETS))
    def report(self, data: Any, kind: str, who: Principal, value: Any, cadet: str) -> None:
        """Somebody reports something."""
        self._report(data.draw(st.sampled_from(list(self.lessons))), kind, who, value, cadet)

    @precondition(lambda self: self.lessons)
    @rule(data=st.data(), kind=st.sampled_from(KINDS), value=VALUES, cadet=st.sampled_from(CADETS))
    def bring_about(self, data: Any, kind: str, value: Any, cadet: str) -> None:
        """A report goes the whole way, where nothing refuses it; a make-up is of a mark that is none, if any is."""
        places = [(lesson, cadet) for lesson in self.lessons]
        lesson, cadet = data.draw(st.sampled_from((kind == "make_up" and self._to_make_up()) or places))
        case = self._report(lesson, kind, TEACHER, value, cadet)
        if case:
            self._go_on(case, len(TURNS))
            self.deliver()
            self._enter_make_up(case, value if isinstance(value, int) else 75)

    @precondition(lambda self: self.standing_in)
    @rule(data=st.data())
    def revoke(self, data: Any) -> None:
        """A substitution ends before its last day."""
        case = data.draw(st.sampled_from(sorted(self.standing_in)))
        self.deliver()
        if self._tried(self.desk.revoke, case) is not None:
            del self.standing_in[case]

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
        self._go_on(list(self.cases)[-1 - data.draw(st.integers(0, min(2, len(self.cases) - 1)))], times)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), fate=st.sampled_from(["reject", "amend", "expire", "withdraw"]))
    def end_otherwise(self, data: Any, fate: str) -> None:
        """A case ends without a mark, or its papers are made anew; where it stands so that this can be."""
        case = list(self.cases)[-1 - data.draw(st.integers(0, min(2, len(self.cases) - 1)))]
        author = PERSONS[self.cases[case].who]
        if fate == "expire":
            self._go_on(case, 2)
            if self.desk.case(case)["state"] == "approved":
                self.desk.pass_days(31)
        elif fate == "amend":
            self._tried(self.desk.send_back, case, METHODIST)
            self._tried(self.desk.amend, case, author)
        elif fate == "withdraw":
            self._tried(self.desk.withdraw, case, author)
        else:
            self._tried(self.desk.act, case, METHODIST)
            self._tried(self.desk.reject, case, HEAD)

    @rule()
    def deliver(self) -> None:
        """What was handed over is carried out, each case once."""
        self.desk.deliver()
        for case in [case for case in self.cases if case not in self.applied]:
            if self.desk.case(case)["state"] == "applied":
                self._carry_out(case, self.cases[case])

    @precondition(lambda self: self.lessons)
    @rule(data=st.data(), cadet=st.sampled_from(CADETS), value=st.integers(0, 100))
    def make_up(self, data: Any, cadet: str, value: int) -> None:
        """The teacher enters a make-up mark, permitted or not."""
        lesson = data.draw(st.sampled_from(list(self.lessons)))
        self.deliver()
        self._make_up(lesson, cadet, value)

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
        """Count what has come of the cases, and throw the databases away."""
        for case in self.cases:
            shown = self.desk.case(case)
            self.tally.update({shown["state"], *(step["action"] for step in shown["steps"])})
        self._folder.cleanup()

    def _enter(self, lesson: str, cadet: str, value: Any, who: Principal) -> None:
        version = len([v for v in self.desk.journal.history(lesson, cadet) if not v["make_up"]])
        expected, by = self._allowed(lesson, cadet, who)
        try:
            refused = codes(self.desk.journal.record(cell(lesson, cadet, value, version), who=who))
        except Refused as whole:
            refused = [whole.refusal.code]
        assert expected == refused
        if not refused:
            self.cells[lesson, cadet] = value
            self.late[lesson, cadet] = by
            newest = max((v for v in self.desk.journal.history(lesson, cadet) if not v["make_up"]), key=_number)
            assert by == newest["case"]

    def _allowed(self, lesson: str, cadet: str, who: Principal) -> tuple[list[str], str]:
        """With what an entry is refused; else by which case it is made after the window."""
        day, now = self.lessons[lesson], self.desk.clock.now()
        spans = [since for since in self.standing_in.values() if now.date() <= since + STANDS_FOR + SEES_LONGER]
        if who is COLLEAGUE and not spans:
            return ["not_your_journal"], ""
        if lesson in self.removed:
            return ["lesson_removed"], ""
        if who is COLLEAGUE and not any(since <= day <= since + STANDS_FOR for since in spans):
            return ["outside_substitution"], ""
        if now.date() <= day + timedelta(days=2):
            return [], ""
        return self._allowed_late(lesson, cadet, who, now)

    def _allowed_late(self, lesson: str, cadet: str, who: Principal, now: datetime) -> tuple[list[str], str]:
        mine = [each for each in self.opened if (each.lesson, each.who) == (lesson, who.person) and now <= each.until]
        if not mine:
            return ["window_closed"], ""
        if self.cells.get((lesson, cadet)) is None:
            return [], max(mine, key=lambda each: each.until).case
        by = self.late.get((lesson, cadet), "")
        return ([], by) if by in {each.case for each in mine} else (["mark_locked"], "")

    def _report(self, lesson: str, kind: str, who: Principal, value: Any, cadet: str) -> str | None:
        today, days = self.desk.clock.now().date(), 2 + len(self.opened)
        unheld = self._unheld(self.lessons[lesson])
        until: Any = {"since": today.isoformat(), "until": (today + STANDS_FOR).isoformat()}
        report, stand_in = self.desk.report, self.desk.stand_in
        case = {
            "mark_correction": lambda: report(lesson, kind, who, cadet=cadet, value=value),
            "make_up": lambda: report(lesson, kind, who, cadet=cadet),
            "removal": lambda: report(lesson, kind, who),
            "late_entry": lambda: report(lesson, kind, who, open_days=days),
            "late_lesson": lambda: self.desk.late_lesson(unheld, who=who, open_days=days),
            "discrepancy": lambda: self.desk.turn_into_act(self.desk.notice(lesson, cadet, who)["id"], value),
            "substitution": lambda: stand_in(**until),
        }[kind]
        made = self._tried(case)
        if made:
            since = unheld if kind == "late_lesson" else today
            self.cases[made["id"]] = Known(lesson, cadet, kind, value, who.person, days, since)
        return made["id"] if made else None

    def _unheld(self, day: date) -> date:
        """The first day from a lesson's on without one."""
        held = {day for lesson, day in self.lessons.items() if lesson not in self.removed}
        return next(free for free in (day + timedelta(days=each) for each in range(len(held) + 1)) if free not in held)

    def _enter_make_up(self, case: str, value: int) -> None:
        """The teacher carries out what only a teacher does."""
        if self.cases[case].kind == "make_up":
            self._make_up(self.cases[case].lesson, self.cases[case].cadet, value)
            self.deliver()

    def _to_make_up(self) -> list[tuple[str, str]]:
        """Cells of a missed lesson or an unsatisfactory mark (¶19)."""
        there = {place: value for place, value in self.cells.items() if place not in self.make_ups}
        return [
            place for place, value in there.items() if isinstance(value, str) or (value is not None and value < 50)
        ]

    def _make_up(self, lesson: str, cadet: str, value: int) -> None:
        if self._tried(self.desk.make_up, lesson, value, TEACHER, cadet) is not None:
            self.make_ups[lesson, cadet] = value

    def _go_on(self, case: str, times: int) -> None:
        for _ in range(times):
            waits_for = self.desk.case(case)["waits_for"]
            if waits_for in TURNS:
                action, who = TURNS[waits_for]
                self._tried(getattr(self.desk, action), case, who)

    def _carry_out(self, case: str, known: Known) -> None:
        self.applied.add(case)
        self.tally[known.kind] += 1
        place = known.lesson, known.cadet
        if known.kind in ("mark_correction", "discrepancy"):
            self._correct(place, known.value)
        elif known.kind == "removal":
            self.removed.add(known.lesson)
        elif known.kind == "late_entry":
            self._open(case, known.lesson, known)
        elif known.kind == "late_lesson":
            lesson = str(self.desk.case(case)["lesson"])
            self.lessons[lesson] = known.since
            self._open(case, lesson, known)
        elif known.kind == "substitution":
            self.standing_in[case] = known.since

    def _open(self, case: str, lesson: str, known: Known) -> None:
        now = self.desk.clock.now()
        until = datetime.combine(now.date() + timedelta(days=known.days), time(23, 59, 59), now.tzinfo)
        self.opened.append(Opened(case, lesson, known.who, until))

    def _correct(self, place: tuple[str, str], value: Any) -> None:
        """What counts is corrected: the make-up, where there is one."""
        if place in self.make_ups:
            self.make_ups[place] = value
        else:
            self.cells[place], self.late[place] = value, ""

    def _tried(self, what: Any, *args: Any, **named: Any) -> Any:
        try:
            return what(*args, **named)
        except Refused:
            return None


def _number(version: Any) -> int:
    return int(version["version"])


def test_walks_at_random(databases: Databases) -> None:
    """¶4, ¶10, ¶13, ¶17, ¶19, ¶20, ¶21: walks of up to sixty steps, the same ones each time; they reach every end."""
    Academy.tally.clear()
    run_state_machine_as_test(
        lambda: Academy(databases),  # type: ignore[arg-type]
        settings=settings(
            max_examples=10,
            stateful_step_count=60,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),
        ),
    )
    assert {*KINDS, *ENDS} <= set(Academy.tally), Academy.tally
