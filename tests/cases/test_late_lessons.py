"""A lesson that nobody added in time comes in by report, act and decision (¶4, ¶17, ¶18)."""

from datetime import date
from typing import Any

import pytest

from services.common.security.tokens import Principal
from services.common.security.warrants import HeldLesson
from services.corrections.contract import WARRANT_ISSUED
from tests.cases.desk import (
    COLLEAGUE,
    HEAD,
    JOURNAL,
    METHODIST,
    MONDAY,
    TEACHER,
    TEACHING_HEAD,
    Desk,
)
from tests.cases.forging import add_behind, issued
from tests.cases.test_corrections_of_marks import code
from tests.gradebook.academy import cell, codes
from tests.support.runtimes import principal

THURSDAY = 3
NEW_HEAD = principal("head-3", ("faculty_head", "faculty-1"))


@pytest.fixture
def late(desk: Desk) -> Desk:
    """Monday's lecture was held and not entered, and it is Thursday."""
    desk.clock.move(days=THURSDAY)
    return desk


def _approved(desk: Desk, **other: Any) -> str:
    return desk.with_papers(desk.late_lesson(**other))


def _held(**other: str) -> dict[str, str]:
    return {"date": MONDAY.isoformat(), "kind": "lecture", "topic": "", **other}


def _enter(desk: Desk, lesson: str, who: Principal = TEACHER) -> list[str]:
    return codes(desk.journal.record(cell(lesson, "kim", 70), who=who))


def test_the_lesson_is_added_and_open_to_who_reported(late: Desk) -> None:
    """¶4: in a journal without any lesson too; for the named days, and to nobody else."""
    case = _approved(late, topic=" Дәлелдеу ")
    assert not late.journal.show()["lessons"]
    applied = late.apply(case)
    (lesson,) = late.journal.show()["lessons"]
    assert ("applied", lesson["id"]) == (applied["state"], applied["lesson"])
    assert (MONDAY.isoformat(), "lecture", "Дәлелдеу", "closed") == tuple(
        lesson[each] for each in ("date", "kind", "topic", "state")
    )
    assert TEACHER.person == lesson["author"]["id"]
    assert ["window_closed"] == _enter(late, lesson["id"], who=TEACHING_HEAD)
    assert [] == _enter(late, lesson["id"])
    late.clock.move(days=3)
    assert ["window_closed"] == codes(late.journal.record(cell(lesson["id"], "aliev", 70)))
    assert (70, None) == late.value(lesson["id"], "kim")


def test_the_audit_says_by_which_decision(late: Desk) -> None:
    """¶4: a lesson that was added in time names none."""
    case = _approved(late)
    late.apply(case)
    late.hold()
    told = [each.get("case") for each in late.audited(late.gradebook, "lesson.held")]
    assert [case, None] == told


@pytest.mark.parametrize("day", [MONDAY, date(2026, 10, 6)])
def test_what_can_still_be_added_needs_no_papers(desk: Desk, day: date) -> None:
    """¶4, ¶17: to the end of the second day after the lesson."""
    desk.clock.move(days=2)
    assert "lesson_window_open" == code(desk.late_lesson, day=day)


@pytest.mark.parametrize(
    ("held", "refused"),
    [
        ({"date": "2026-10-09", "kind": "lecture"}, "lesson_in_future"),
        ({"date": "2026-10-05", "kind": "party"}, "lesson_kind_unknown"),
        ({"date": "2026-10-05", "kind": "lecture", "topic": "т" * 301}, "topic_too_long"),
        (None, "held_required"),
    ],
)
def test_it_is_a_lesson_of_the_journal(late: Desk, held: Any, refused: str) -> None:
    """¶2, ¶4, ¶18: held already, of a known kind."""
    assert refused == code(late.late_lesson, held=held)
    assert "reported" == late.late_lesson()["state"]


def test_what_is_there_is_a_late_entry(desk: Desk) -> None:
    """¶4, ¶18: of a kind there is one a day; another kind is another lesson."""
    lesson = desk.hold(58)
    desk.clock.move(days=THURSDAY)
    assert "lesson_exists" == code(desk.late_lesson)
    assert "reported" == desk.late_lesson(kind="seminar")["state"]
    assert "held_required" == code(desk.late_lesson, lesson=lesson, kind="practical")
    assert "held_not_wanted" == code(desk.report, lesson, "late_entry", held=_held())


@pytest.mark.parametrize("who", [COLLEAGUE, METHODIST, HEAD])
def test_who_does_not_teach_it_reports_none(late: Desk, who: Principal) -> None:
    """¶3: access is per journal."""
    assert "not_your_journal" == code(late.late_lesson, who=who)


def test_one_lesson_is_asked_for_once_at_a_time(late: Desk) -> None:
    """¶4: by whomever; and again when the first was turned down."""
    case = late.late_lesson()["id"]
    assert "case_already_open" == code(late.late_lesson, who=TEACHING_HEAD)
    late.send_back(case, METHODIST)
    late.withdraw(case)
    assert "reported" == late.late_lesson(who=TEACHING_HEAD)["state"]


@pytest.mark.parametrize("days", [0, 8])
def test_it_names_its_days(late: Desk, days: int) -> None:
    """¶4: one to seven."""
    assert "open_days_wrong" == code(late.late_lesson, open_days=days)


def test_what_was_wrong_is_said_anew(late: Desk) -> None:
    """¶13: date, kind and topic, days; each paper keeps what it said, and the old place is free again."""
    case = late.late_lesson()["id"]
    late.send_back(case, METHODIST)
    taken = late.late_lesson(kind="practical")["id"]
    assert "case_already_open" == code(late.amend, case, held=_held(kind="practical"))
    assert "lesson_window_open" == code(late.amend, case, held=_held(date="2026-10-06"))
    late.amend(case, held=_held(kind="seminar"), open_days=5)
    assert "reported" == late.late_lesson()["state"]
    late.act(case)
    late.approve(case)
    late.apply(case)
    assert ["lecture", "seminar", "seminar", "seminar"] == [each["held"]["kind"] for each in late.case(case)["papers"]]
    assert ["seminar"] == [each["kind"] for each in late.journal.show()["lessons"]]
    assert "reported" == late.case(taken)["state"]


def test_a_day_that_its_author_did_not_teach_is_not_said_anew(late: Desk) -> None:
    """¶3, ¶20: what is asked when a report is made is asked when it is mended."""
    case = late.late_lesson()["id"]
    late.send_back(case, METHODIST)
    late.reassign(TEACHER, date(2026, 10, 6))
    late.clock.move(days=4)
    assert "not_your_journal" == code(late.amend, case, held=_held(date="2026-10-06"))
    assert "reported" == late.amend(case, held=_held(kind="seminar"))["state"]


def test_what_is_not_said_anew_stays(late: Desk) -> None:
    """¶13: the lesson as the days do; an act says neither."""
    case = late.late_lesson(topic="Дәлелдеу")["id"]
    late.send_back(case, METHODIST)
    assert "Дәлелдеу" == late.amend(case, open_days=5)["held"]["topic"]
    assert 5 == late.act(case)["open_days"]


def test_only_a_late_lesson_names_what_was_held(desk: Desk) -> None:
    """¶13: a report about a lesson that is there stays about it."""
    lesson = desk.hold(58)
    desk.clock.move(days=THURSDAY)
    case = desk.report(lesson, "late_entry")["id"]
    desk.send_back(case, METHODIST)
    assert "field_not_wanted" == code(desk.amend, case, held=_held())


def test_a_lesson_that_came_in_meanwhile_is_a_conflict(late: Desk) -> None:
    """¶4: nothing is added twice; the papers go back to the methodist, as of any decision that fits no more."""
    late.apply(_approved(late))
    case = _approved(late, kind="seminar")
    add_behind(late, HeldLesson(date=MONDAY, kind="seminar"))
    returned = late.apply(case)
    assert ("returned", "methodist", None) == tuple(returned[each] for each in ("state", "returned_to", "lesson"))
    assert "lesson_exists" == code(late.act, case)
    assert 2 == len(late.journal.show()["lessons"])


def test_a_withdrawn_journal_takes_no_lesson(late: Desk) -> None:
    """¶14: what was undone with its contingent stays so."""
    case = _approved(late)
    late.withdraw_journal()
    assert "returned" == late.apply(case)["state"]


def test_a_warrant_without_its_lesson_adds_nothing(late: Desk) -> None:
    """¶4: what is signed is exact, or it is worth nothing."""
    add_behind(late, None)
    assert not late.journal.show()["lessons"]
    assert ["warrant_conflict"] == [each["code"] for each in late.audited(late.gradebook, "warrant.refused")]


def test_nobody_adds_what_somebody_else_taught(late: Desk) -> None:
    """¶3: the gradebook knows by itself who taught the journal that day."""
    add_behind(late, HeldLesson(date=MONDAY, kind="lecture"), COLLEAGUE)
    assert not late.journal.show()["lessons"]
    add_behind(late, HeldLesson(date=MONDAY, kind="lecture"), TEACHER)
    assert 1 == len(late.journal.show()["lessons"])


@pytest.mark.parametrize("what", ["late lesson", "substitution"])
def test_a_head_without_the_journals_key_decides(late: Desk, what: str) -> None:
    """¶4, ¶21: who became head after the key was shared decides what needs no mark to be sealed."""
    late.hold()
    case = late.late_lesson() if what == "late lesson" else late.stand_in()
    if what == "late lesson":
        late.act(case["id"])
    late.approve(case["id"], NEW_HEAD)
    late.deliver()
    applied = late.apply(case["id"]) if what == "late lesson" else late.case(case["id"])
    assert "applied" == applied["state"]


def test_it_is_added_once(late: Desk) -> None:
    """¶4: however often the event comes, though the lesson was removed by another decision since."""
    case = _approved(late)
    late.hand_over(case)
    (statement,) = [each["data"]["warrant"] for each in late.deliver() if each["type"] == WARRANT_ISSUED]
    late.apply(late.with_papers(late.report(late.case(case)["lesson"], "removal")))
    late.take_in(late.gradebook, issued(statement, case))
    assert ["removed"] == [each["state"] for each in late.journal.show()["lessons"]]
    assert ["warrant_used"] == [each["code"] for each in late.audited(late.gradebook, "warrant.refused")]


def test_the_case_shows_what_was_held(late: Desk) -> None:
    """¶4: to everybody who reads it, and where the window was missed."""
    case = late.late_lesson(topic="Дәлелдеу")
    assert {"date": MONDAY.isoformat(), "kind": "lecture", "topic": "Дәлелдеу"} == case["held"]
    assert (None, MONDAY.isoformat(), None) == (case["lesson"], case["lesson_date"], case["change"])
    assert (JOURNAL, False) == (case["journal"]["id"], late.case(case["id"], METHODIST)["words_hidden"])
    assert date(2026, 10, 7).isoformat() in case["window_closed_at"]
