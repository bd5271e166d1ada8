"""Chapters about missed and mistaken lessons: late entry, removal, make-up."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from deploy.demo.marks import is_passed
from deploy.story import dates
from deploy.story.cast import until
from deploy.story.desk import Desk
from deploy.story.marks import MADE_UP, can_be_made_up, enter, mean
from deploy.story.places import LOCKED, Place, cells_of
from services.common.regulation.deadlines import TWO_WEEKS

OPEN_DAYS = 2
PRACTICAL, SATURDAY = "practical", 5
PREPARED = "Курсант тақырыпты тапсыруға дайын."
BEFORE_MIDNIGHT, AFTER_MIDNIGHT = time(23, 50), time(0, 10)


def late_entry(desk: Desk, today: date) -> None:
    """Cells were left empty: IT types no marks, the column is opened to the teacher."""
    place = desk.places.lesson(_is_half_empty, today, LOCKED)
    empty = [each for each in cells_of(place) if each.value is None]
    desk.tell.chapter("Cells left empty: the column is opened to its teacher", desk.where(place))
    what = f"reports that {len(empty)} cells were left empty, asks for {OPEN_DAYS} days"
    case = desk.reports(place, "late_entry", what, "Науқастандым, бағаларды енгізе алмадым.", open_days=OPEN_DAYS)
    desk.goes_the_whole_way(case)
    opened = until(lambda: _lesson(place)["opened_until"])
    desk.tell.does(
        place.teacher, "types what is missing", lambda: enter(place.teacher, *((each, 70) for each in empty))
    )
    left = dates.moment(desk.clock.local(opened))
    desk.tell.comes(
        f"empty cells: {len(empty)} before, {_empty(place)} now; the column is open to nobody else, until {left}"
    )


def late_lesson(desk: Desk, today: date) -> None:
    """A lesson that nobody added in its two days comes in by papers, its column open to its teacher (¶4, ¶17)."""
    teacher, journal = desk.places.rows[0]
    day = _day_without(journal, PRACTICAL, today)
    unheld = Place(teacher, journal, {"id": "", "date": day.isoformat()})
    held = {"date": day.isoformat(), "kind": PRACTICAL, "topic": "Дәлелдемелерді бағалау"}
    desk.tell.chapter("A lesson that nobody added in time", f"{unheld.course}, practical of {dates.day(day)}.")
    adding = partial(teacher.posts, f"/journals/{journal['id']}/lessons", **held)
    desk.tell.refuses(teacher, "adds the lesson", adding, "lesson_window_closed")
    what = f"reports that it was held, asks for {OPEN_DAYS} days to enter its marks"
    text = "Сабақ өткізілді, бірақ уақытында журналға қосылмай қалды."
    asked = {"journal": journal["id"], "held": held, "open_days": OPEN_DAYS}
    case = desk.moves(teacher, what, "/cases", kind="late_lesson", text=text, **asked)
    desk.goes_the_whole_way(case)
    added = replace(unheld, lesson={"id": desk.waits_until(case, "applied")["lesson"], "date": day.isoformat()})
    cells = list(cells_of(added))
    desk.tell.does(teacher, "types its marks", lambda: enter(teacher, *((each, 70) for each in cells)))
    desk.tell.comes(f"empty cells: {len(cells)} before, {_empty(added)} now; the lesson stands on its date")


def removal(desk: Desk, today: date) -> None:
    """A lesson entered by mistake stays, struck out, and counts no more (¶19)."""
    place = desk.places.lesson(_is_full, today)
    learner = next(each for each in cells_of(place) if is_passed(each.value))
    before = mean(learner)
    desk.tell.chapter("A lesson entered by mistake is removed", desk.where(place))
    text = "Сабақ қате енгізілген, бұл күні басқа топта өтті."
    desk.goes_the_whole_way(desk.reports(place, "removal", "reports that this lesson was not held", text))
    desk.tell.makes_sure(_lesson(place)["state"] == "removed", "the lesson is struck out")
    desk.tell.comes("the lesson is struck out; its marks stay to be seen and count no more")
    desk.tell.comes(f"{learner.cadet['name']}'s current mean was {before}, it is {mean(learner)}")


def make_up(desk: Desk, today: date) -> None:
    """Two weeks to report, to the minute (¶19); the make-up mark stands beside the original."""
    place = desk.places.cell(can_be_made_up, today)
    passed, late = _others(desk, place)
    last_day = place.day + TWO_WEEKS
    desk.tell.goes_to(desk.clock.goes_to(last_day, BEFORE_MIDNIGHT), f"two weeks after {dates.day(place.day)}")
    desk.tell.chapter("A missed lesson or an unsatisfactory mark is made up, within two weeks", desk.where(place))
    what = f"reports a make-up for {passed.cadet['name']}, who has {passed.value}"
    desk.tell.refuses(place.teacher, what, _reporting(passed), "mark_passed")
    what = f"reports that {place.cadet['name']} will make it up"
    case = desk.reports(place, "make_up", what, PREPARED)
    desk.tell.goes_on(desk.clock.goes_to(last_day + timedelta(days=1), AFTER_MIDNIGHT), "the day after")
    what = f"reports a make-up for {late.cadet['name']}"
    desk.tell.refuses(place.teacher, what, _reporting(late), "report_too_late")
    desk.approves(case)
    _makes_up(desk, place, case)


def _makes_up(desk: Desk, place: Place, case: str) -> None:
    cell = {"lesson": place.lesson["id"], "cadet": place.cadet["id"]}

    def in_its_form() -> None:
        place.teacher.posts(f"/journals/{place.journal['id']}/make-ups", value=MADE_UP, **cell)

    until(lambda: cell in place.now()["may"]["make_ups"] or None)
    desk.tell.does(place.teacher, f"enters {MADE_UP} in the form for make-ups", in_its_form)
    desk.waits_until(case, "applied")
    desk.shows_mark(place)
    desk.tell.refuses(place.teacher, "enters another one", in_its_form, "make_up_not_permitted")


def _others(desk: Desk, place: Place) -> tuple[Place, Place]:
    """Of the same lesson: a passed cell, and one more."""
    others = list(desk.places.free_cells(place))
    passed = next(each for each in others if is_passed(each.value))
    return passed, next(each for each in others if each is not passed)


def _reporting(place: Place) -> Callable[[], Any]:
    return lambda: place.teacher.posts("/cases", kind="make_up", text=PREPARED, **place.named)


def _is_half_empty(values: Sequence[Any]) -> bool:
    return None in values and any(value is not None for value in values)


def _is_full(values: Sequence[Any]) -> bool:
    return None not in values and any(map(is_passed, values))


def _day_without(journal: Any, kind: str, today: date) -> date:
    """The newest day, its window over, that has no lesson of the kind."""
    held = {lesson["date"] for lesson in journal["lessons"] if lesson["kind"] == kind}
    days = (today - timedelta(days=age) for age in LOCKED)
    return next(day for day in days if day.weekday() < SATURDAY and day.isoformat() not in held)


def _lesson(place: Place) -> Any:
    return next(each for each in place.now()["lessons"] if each["id"] == place.lesson["id"])


def _empty(place: Place) -> int:
    """How many cells of the lesson are empty now."""
    now = Place(place.teacher, place.now(), place.lesson)
    return [each.value for each in cells_of(now)].count(None)
