"""Controls are columns with a lesson's window and versions, and no part of the current mean (¶2, ¶6, ¶17)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from services.common.errors import Refused
from services.gradebook.domain.columns import COLUMNS
from services.gradebook.store.models import Lesson
from tests.gradebook.academy import METHODIST, TEACHER, Academy, cell, codes

MONDAY = date(2026, 10, 5)
CONTROLS = ("midterm_control", "rating_control")
EXAMINED = [each.name for each in COLUMNS.values() if each.entered_by == "examiners"]


def _code(academy: Academy, day: date, kind: str) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        academy.hold(day, kind)
    return caught.value.refusal.code, caught.value.refusal.rule


def _mean(shown: Any, cadet: str = "aliev") -> Any:
    return next(each["value"] for each in shown["means"] if each["cadet"] == cadet)


def _kinds(academy: Academy, flag: str, **who: Any) -> set[str]:
    return {each["name"] for each in academy.show(**who)["kinds"] if each[flag]}


@pytest.mark.parametrize("kind", CONTROLS)
@pytest.mark.parametrize("value", [0, 100, "ж", "а", "дс", "д", "қ"])
def test_a_control_takes_what_a_lesson_does(academy: Academy, kind: str, value: Any) -> None:
    """¶6: points and all five codes; it can be cleared as well, and each is a version."""
    control = academy.hold(MONDAY, kind)
    assert not academy.record(cell(control, "aliev", value))["refused"]
    assert not academy.record(cell(control, "aliev", None, 1))["refused"]
    assert [None, value] == [each["value"] for each in academy.history(control, "aliev")]


@pytest.mark.parametrize("kind", CONTROLS)
def test_a_controls_window_is_a_lessons(academy: Academy, kind: str) -> None:
    """¶17: added and entered to the end of the second day, and not after."""
    control = academy.hold(date(2026, 10, 3), kind)
    assert ("lesson_window_closed", "¶17") == _code(academy, date(2026, 10, 2), kind)
    academy.clock.move(days=1)
    assert ["window_closed"] == codes(academy.record(cell(control, "aliev", 75)))


def test_the_current_mean_is_of_lessons_alone(academy: Academy) -> None:
    """¶2: on the page, and in the answer to a saved mark."""
    lesson, control = academy.hold(MONDAY), academy.hold(MONDAY, "rating_control")
    saved = [academy.record(cell(lesson, "aliev", 90)), academy.record(cell(control, "aliev", 10))]
    assert ["90.00", "90.00"] == [_mean(answer) for answer in saved]
    assert "90.00" == _mean(academy.show())


def test_who_has_controls_only_has_no_current_mean(academy: Academy) -> None:
    """¶2: a control stands for no lesson."""
    answer = academy.record(cell(academy.hold(MONDAY, "midterm_control"), "aliev", 75))
    assert [None, None] == [_mean(answer), _mean(academy.show())]


@pytest.mark.parametrize("kind", CONTROLS)
def test_a_term_has_four_of_each_and_a_removed_one_makes_room(academy: Academy, kind: str) -> None:
    """¶2, ¶19: the fifth is refused, one of the other kind is not."""
    for _ in range(4):
        academy.hold(academy.clock.now().date(), kind)
        academy.clock.move(days=1)
    today = academy.clock.now().date()
    assert ("too_many_columns", "¶2") == _code(academy, today, kind)
    assert {*CONTROLS} - {kind} == _kinds(academy, "add") & {*CONTROLS}
    with academy.runtime.unit.database.writing() as session:
        session.execute(update(Lesson).where(Lesson.date == MONDAY).values(removed=True))
        session.commit()
    assert kind in _kinds(academy, "add")
    assert academy.hold(today, kind)


def test_a_day_has_one_control_of_a_kind(academy: Academy) -> None:
    """¶18: as it has one lesson of a kind."""
    academy.hold(MONDAY, "rating_control")
    assert ("lesson_exists", "¶18") == _code(academy, MONDAY, "rating_control")
    assert academy.hold(MONDAY, "midterm_control")


@pytest.mark.parametrize("kind", EXAMINED)
def test_teachers_add_no_examination(academy: Academy, kind: str) -> None:
    """¶3: whatever the day; that is for the examiners."""
    for days in range(3):
        day = MONDAY - timedelta(days=days)
        assert _code(academy, day, kind) in (("not_an_examiner", "¶3"), ("lesson_window_closed", "¶17"))
    assert ("not_an_examiner", "¶3") == _code(academy, MONDAY, kind)


def test_the_page_tells_each_reader_what_they_enter(academy: Academy) -> None:
    """¶2, ¶3: a teacher lessons and controls; a methodist nothing, and the codes are the table's."""
    lessons = {"lecture", "seminar", "practical", *CONTROLS}
    academy.hold(MONDAY)
    academy.share()
    assert lessons == _kinds(academy, "enter") == _kinds(academy, "add")
    assert set() == _kinds(academy, "enter", who=METHODIST)
    assert {each.name: each.codes for each in COLUMNS.values()} == {
        each["name"]: tuple(each["codes"]) for each in academy.show(TEACHER)["kinds"]
    }
