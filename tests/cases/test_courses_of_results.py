"""What happens in a term, and what results it leaves: the courses of docs/results.md, with all their papers (¶2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from services.common.messaging.wire import encode
from services.gradebook.domain.policies import DEFAULT, terms_of
from tests.cases.desk import TERM, Desk
from tests.gradebook.academy import cell
from tests.gradebook.test_examples_of_results import NONE, POLICIES, table
from tests.gradebook.test_policies import proposed, put_in_force
from tests.gradebook.test_results import explained

CADET, CLASSMATE = "aliev", "baev"
COURSES = table("courses")


@dataclass
class Course:
    """A term as it happens: ``lessons`` by the day on which they were held, ``since`` when the cadet came last."""

    desk: Desk
    lessons: dict[int, str] = field(default_factory=dict)
    stays: list[tuple[date, date | None]] = field(default_factory=lambda: [(TERM.starts, None)])

    def take(self, step: str) -> None:
        """One thing happens on its day."""
        day, verb, *rest = step.split()
        self._go_on(int(day))
        if verb in ("leaves", "joins"):
            self._move(verb, date(2026, 10, int(day)))
        elif verb in STEPS:
            STEPS[verb](self.desk, self.lessons, rest)
        elif verb != "looks":
            self._hold(int(day), verb, *rest)

    def results(self) -> list[str]:
        """The cadet's results as the document writes them: on the page, as in the answer that explains them."""
        (found,) = (each for each in self.desk.journal.show()["results"] if each["cadet"] == CADET)
        assert found == explained(self.desk.journal, CADET)["result"]
        figures = [found[name] or NONE for name in ("current", "controls", "rating")]
        return [*figures, "yes" if found["admitted"] else "no"]

    def _go_on(self, day: int) -> None:
        days = (date(2026, 10, day) - self.desk.clock.now().date()).days
        self.desk.clock.move(days=max(days, 0))

    def _hold(self, day: int, kind: str, written: str) -> None:
        lesson = self.lessons[day] = self.desk.hold(kind=kind)
        values = [cell(lesson, CLASSMATE, 70), *([] if written == "·" else [cell(lesson, CADET, value(written))])]
        assert not self.desk.journal.record(*values)["refused"]
        self.desk.deliver()

    def _move(self, verb: str, day: date) -> None:
        last = self.stays[-1]
        self.stays = [*self.stays, (day, None)] if verb == "joins" else [*self.stays[:-1], (last[0], day)]
        self.desk.stay(CADET, *self.stays, sequence=100 + day.day)


def value(written: str) -> int | str:
    """A mark as the document writes it."""
    return int(written) if written.isdigit() else written


def _makes_up(desk: Desk, lessons: dict[int, str], words: Sequence[str]) -> None:
    _, day, written = words
    lesson = lessons[int(day)]
    desk.approved(lesson, "make_up")
    desk.make_up(lesson, value(written))


def _enters_late(desk: Desk, lessons: dict[int, str], words: Sequence[str]) -> None:
    _, day, written = words
    lesson = lessons[int(day)]
    desk.apply(desk.approved(lesson, "late_entry"))
    assert not desk.journal.record(cell(lesson, CADET, value(written)))["refused"]


def _corrects(desk: Desk, lessons: dict[int, str], words: Sequence[str]) -> None:
    day, written = words
    desk.apply(desk.approved(lessons[int(day)], value=value(written)))


def _removes(desk: Desk, lessons: dict[int, str], words: Sequence[str]) -> None:
    desk.apply(desk.approved(lessons[int(words[0])], "removal"))


STEPS: Any = {"makes": _makes_up, "enters": _enters_late, "corrects": _corrects, "removes": _removes}


@pytest.mark.parametrize("row", COURSES, ids=[row[0] for row in COURSES])
def test_a_course_leaves_the_results_that_were_worked_by_hand(desk: Desk, row: list[str]) -> None:
    """¶2, ¶4, ¶15, ¶19: transfers, make-ups, removed lessons, leave, papers."""
    _, name, steps, *expected = row
    if name != "default":
        terms = encode(terms_of(replace(DEFAULT, **_changes(name))))
        put_in_force(desk.journal, proposed(desk.journal, terms=terms))
    course = Course(desk)
    for step in steps.split(";"):
        course.take(step)
    assert expected == course.results()


def _changes(name: str) -> dict[str, Any]:
    return {each: getattr(POLICIES[name], each) for each in ("gate", "counting_zero")}
