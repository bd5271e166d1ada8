"""Finds cells and lessons that the story can be about: nothing that has a case already, nothing twice."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from deploy.story.cast import Cast, Person
from deploy.story.records import all_cases
from services.common.regulation.deadlines import ENTRY_DAYS, TWO_WEEKS

#: How many days after a lesson its column is open (¶17); its make-up or removal is reported (¶19); it is locked.
OPEN, LOCKED = range(ENTRY_DAYS.days + 1), range(ENTRY_DAYS.days + 1, 365)
REPORTABLE = range(LOCKED.start, TWO_WEEKS.days + 1)


class NowhereError(Exception):
    """The demo has no such place any more."""


@dataclass(frozen=True)
class Place:
    """A cell, or a whole lesson where ``cadet`` is None, and who teaches there."""

    teacher: Person
    journal: Any
    lesson: Any
    cadet: Any = None
    value: int | str | None = None
    version: int = 0

    @property
    def named(self) -> dict[str, Any]:
        """As a report names it."""
        about_cell = {"cadet": self.cadet["id"]} if self.cadet else {}
        return {"journal": self.journal["id"], "lesson": self.lesson["id"], **about_cell}

    @property
    def course(self) -> str:
        """The journal as people call it."""
        return f"{self.journal['subject']['name']} · {self.journal['group']['name']}"

    @property
    def day(self) -> date:
        """The lesson's."""
        return date.fromisoformat(self.lesson["date"])

    def now(self) -> Any:
        """The journal as it is now."""
        return self.teacher.sees(f"/journals/{self.journal['id']}")


@dataclass
class Places:
    """The present term's journals of a faculty's teachers, as they were at the story's beginning."""

    rows: Sequence[tuple[Person, Any]]
    taken: set[tuple[str, str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, cast: Cast) -> "Places":
        """Look at every journal, and at what has a case."""
        term = cast.methodist.sees("/frame")["current_term"]
        rows = [
            (teacher, teacher.sees(f"/journals/{row['id']}"))
            for teacher in cast.teachers
            for row in teacher.sees(f"/journals?term={term}")["journals"]
            if row["mine"]
        ]
        cases = [each for each in all_cases(cast.moderator) if each["journal"]]
        return cls(rows, {(each["journal"]["id"], each["lesson_date"], _id(each["cadet"])) for each in cases})

    def cell(self, wanted: Callable[[Any], bool], today: date, ages: Collection[int] = REPORTABLE) -> Place:
        """A cell, in the newest lesson that is so many days old, whose value is as wanted."""
        for lesson in self._lessons(today, ages):
            for place in self.free_cells(lesson):
                if wanted(place.value):
                    return self._take(place)
        raise NowhereError

    def lesson(
        self, wanted: Callable[[Sequence[Any]], bool], today: date, ages: Collection[int] = REPORTABLE
    ) -> Place:
        """A whole lesson whose values are as wanted, without a case in any of its cells."""
        for place in self._lessons(today, ages):
            values = [each.value for each in cells_of(place)]
            if wanted(values) and not self._has_case_in(place):
                return self._take(place)
        raise NowhereError

    def free_cells(self, place: Place) -> Iterator[Place]:
        """The cells of the place's lesson about which there is no case, nor about the lesson."""
        if self._key(replace(place, cadet=None)) not in self.taken:
            yield from (each for each in cells_of(place) if self._key(each) not in self.taken)

    def _lessons(self, today: date, ages: Collection[int]) -> Iterator[Place]:
        """Newest first."""
        places = [Place(who, journal, lesson) for who, journal in self.rows for lesson in journal["lessons"]]
        fitting = [each for each in places if (today - each.day).days in ages and each.lesson["state"] != "removed"]
        yield from sorted(fitting, key=lambda place: today - place.day)

    def _take(self, place: Place) -> Place:
        self.taken.add(self._key(place))
        return place

    def _has_case_in(self, place: Place) -> bool:
        return any(taken[:2] == self._key(place)[:2] for taken in self.taken)

    def _key(self, place: Place) -> tuple[str, str, str]:
        return place.journal["id"], place.lesson["date"], _id(place.cadet)


def cells_of(place: Place) -> Iterator[Place]:
    """The cells of who was in the group on that day."""
    marks = {mark["cadet"]: mark for mark in place.journal["marks"] if mark["lesson"] == place.lesson["id"]}
    for cadet in place.journal["cadets"]:
        if any(_holds(stay, place.lesson["date"]) for stay in cadet["stays"]):
            mark = marks.get(cadet["id"], {"value": None, "version": 0})
            yield Place(place.teacher, place.journal, place.lesson, cadet, mark["value"], mark["version"])


def _holds(stay: Any, day: str) -> bool:
    return stay["from"] <= day and (stay["to"] is None or day <= stay["to"])


def _id(named: Any) -> str:
    return named["id"] if named else ""
