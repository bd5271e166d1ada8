"""What may be asked for about a place, before anybody asks (¶4, ¶15, ¶17, ¶19)."""

from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.messaging.envelope import Trace
from services.common.regulation.deadlines import oldest_open_day
from services.common.regulation.spans import Span
from services.common.security.tokens import Principal
from services.gradebook import contract
from services.gradebook.domain.lessons import LessonFacts, expected_entries, late_lesson_days, late_lesson_refusal
from services.gradebook.store import queries
from services.gradebook.subscriptions import take_in_group
from services.gradebook.usecases.name_examiners import name_examiners
from services.gradebook.usecases.offer_changes import offer_changes
from services.roster.contract import GroupState, MemberState, NameState
from tests.gradebook.academy import FACULTY, IT, METHODIST, MODERATOR, STRANGER, TEACHER, TERM, Academy, cell
from tests.support.clocks import ALMATY

MONDAY = date(2026, 10, 5)
OF_A_LESSON, OF_A_CELL = {"late_entry", "removal"}, {"mark_correction", "discrepancy"}
Stays = tuple[tuple[date, date | None], ...]


def offers(academy: Academy, lesson: str = "", cadet: str | None = None, who: Principal = TEACHER) -> Any:
    """What somebody may ask for."""
    body = {"journal": academy.journal, "lesson": lesson, "cadet": cadet}
    return academy.ask(offer_changes, contract.OfferChanges, body, who)


def tell(academy: Academy, **stays: Stays) -> None:
    """Let the gradebook learn from roster when each cadet is in the group."""
    members = tuple(
        MemberState(cadet=cadet, number=cadet, names=(_name(cadet),), since=since, until=until)
        for cadet, spans in stays.items()
        for since, until in spans
    )
    with academy.runtime.unit.writing() as work:
        take_in_group(work, GroupState(id=academy.group, name="ҚҚ-21", faculty=FACULTY, members=members))
        work.audit("event.taken_in", f"group/{academy.group}")


def _name(cadet: str) -> NameState:
    return NameState(family=cadet.title(), given="Айбек", patronymic="", since=TERM.starts)


def test_who_is_on_leave_has_no_empty_cell(academy: Academy) -> None:
    """¶15: between two stays nobody is missed; on the last day before and the first day after, somebody is."""
    kim = ((TERM.starts, date(2026, 10, 6)), (date(2026, 10, 8), None))
    tell(academy, aliev=((TERM.starts, None),), kim=kim)
    missing = []
    for _ in range(4):
        lesson = academy.hold(academy.clock.now().date())
        academy.record(cell(lesson, "aliev", 58))
        missing.append(offers(academy, lesson)["missing"])
        academy.clock.move(days=1)
    assert [1, 0, 0, 1] == missing


def test_a_mark_of_who_was_transferred_stands_for_nobody_else(academy: Academy) -> None:
    """¶15: a back-dated transfer leaves the mark; the others' empty cells are as empty as before."""
    tell(academy, aliev=((TERM.starts, None),), kim=((TERM.starts, None),))
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 58))
    tell(academy, aliev=((TERM.starts, MONDAY),), kim=((TERM.starts, None),))
    assert 1 == offers(academy, lesson)["missing"]


@pytest.mark.parametrize(
    ("value", "more"), [(58, set()), (49, {"make_up"}), ("а", {"make_up"})], ids=["passed", "unsatisfactory", "missed"]
)
def test_a_cell_is_offered_what_fits_its_mark(academy: Academy, value: Any, more: set[str]) -> None:
    """¶4, ¶19: once the window is over; before, the lesson's removal alone."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", value))
    assert {"removal"} == {*offers(academy, lesson, "aliev")["kinds"]}
    academy.clock.move(days=3)
    assert OF_A_LESSON | OF_A_CELL | more == {*offers(academy, lesson, "aliev")["kinds"]}
    assert OF_A_LESSON == {*offers(academy, lesson)["kinds"]}


def test_a_methodist_is_offered_the_same_and_who_sees_no_marks_nothing(academy: Academy) -> None:
    """¶3, ¶5, ¶7: IT and moderators ask for nothing, and learn nothing of a mark."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 49))
    academy.share()
    academy.clock.move(days=3)
    offered = [{*offers(academy, lesson, "aliev", who)["kinds"]} for who in (METHODIST, IT, MODERATOR)]
    assert [OF_A_LESSON | OF_A_CELL | {"make_up"}, set(), set()] == offered


def test_a_lesson_that_is_not_in_the_journal_is_offered_nothing(academy: Academy) -> None:
    """¶3: not even a removal."""
    assert [] == [*offers(academy, "lesson-9", "aliev")["kinds"]]


def test_a_late_lesson_is_offered_for_the_days_whose_window_is_over(academy: Academy) -> None:
    """¶4, ¶17: from the term's first day to the day before the oldest one that is open."""
    offered = offers(academy)
    days = {"first": "2026-09-01", "last": "2026-10-02"}
    assert (["late_lesson"], days) == ([*offered["kinds"]], offered["late_lessons"])


def test_who_missed_an_examinations_date_is_offered_it(academy: Academy) -> None:
    """¶4: from the next day on, for an examination is added on its date alone; who only examines no other kind."""
    body = {"command_id": "name-examiners-1", "journal": academy.journal, "people": [STRANGER.person]}
    academy.runtime.run_command(name_examiners, contract.NameExaminers, body, METHODIST, Trace())
    offered = offers(academy, who=STRANGER)
    assert {"first": "2026-09-01", "last": "2026-10-04"} == offered["late_lessons"]
    assert {"examination", "retake", "final_attestation"} == {*offered["late_kinds"]}


@given(
    st.dates(date(2026, 8, 25), date(2027, 1, 10)),
    st.dates(date(2026, 8, 25), date(2027, 1, 10)),
    st.sampled_from(["lecture", "rating_control", "examination", "final_attestation"]),
)
def test_the_days_offered_are_those_that_are_not_refused(day: date, today: date, kind: str) -> None:
    """¶4, ¶17, ¶18: whatever the day and the kind, and whichever day it is today."""
    facts = LessonFacts(TERM.starts, TERM.ends, (), exists=False, oversees=True)
    now = datetime(today.year, today.month, today.day, 9, tzinfo=ALMATY)
    offered = late_lesson_days(TERM.starts, TERM.ends, today, [kind])
    is_offered = offered is not None and offered.first <= day <= offered.last
    assert is_offered is (late_lesson_refusal(day, kind, "", facts, now) is None)


def test_the_journal_tells_its_page_what_it_goes_by(academy: Academy) -> None:
    """¶17, ¶19: how long a lesson takes entries, and from which points on one has passed."""
    shown, today = academy.show(), academy.clock.now().date()
    assert (oldest_open_day(today), 50) == (today - timedelta(days=shown["entry_days"]), shown["pass_mark"])


def test_filled_cells_are_counted_in_sql_by_the_days_of_the_rule(academy: Academy) -> None:
    """¶15: whatever the stays, a mark fills its cell on each day that one of them holds, and on no other."""
    tell(academy, kim=((TERM.starts, None),))
    lessons = {}
    for _ in range(4):
        day = academy.clock.now().date()
        lessons[day] = academy.hold(day)
        academy.record(cell(lessons[day], "kim", 58))
        academy.clock.move(days=1)
    for stays in _stays([*lessons]):
        tell(academy, kim=tuple((stay.since, stay.until) for stay in stays))
        with academy.runtime.unit.reading() as work:
            filled = queries.filled_counts(work.session, [*lessons.values()])
        expected = {day: expected_entries([stays], day) for day in lessons}
        assert expected == {day: filled.get(lesson, 0) for day, lesson in lessons.items()}


def _stays(days: list[date]) -> list[list[Span]]:
    """One stay or two, from each of the days on, for ever or until a later one."""
    one = [Span(since, until) for since, until in product(days, [*days, None]) if until is None or since < until]
    return [[each] for each in one] + [[a, b] for a, b in product(one, one) if a.until and a.until < b.since]
