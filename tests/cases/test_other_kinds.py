"""Late entry, make-up, removal, substitution (¶4, ¶19, ¶21)."""

from typing import Any

import pytest

from services.corrections.contract import WARRANT_ISSUED
from services.gradebook.contract import RecordMakeUp
from services.gradebook.usecases.record_make_up import record_make_up
from tests.cases.desk import (
    COLLEAGUE,
    HEAD,
    METHODIST,
    OTHER_HEAD,
    OTHER_JOURNAL,
    OTHER_METHODIST,
    TEACHER,
    TEACHING_HEAD,
    Desk,
)
from tests.cases.forging import issued, write_behind
from tests.cases.test_corrections_of_marks import code
from tests.gradebook.academy import cell, codes


@pytest.fixture
def locked(desk: Desk) -> str:
    """A lesson of Monday on Thursday: aliev was ill, baev has 49, kim's cell was left empty."""
    lesson = desk.hold("а", 49)
    desk.clock.move(days=3)
    return lesson


def test_late_entry_opens_the_column(desk: Desk, locked: str) -> None:
    """¶4: to the named teacher, for the named days, and to nobody else."""
    assert ["window_closed"] == _enter(desk, locked, "kim", 70)
    case = desk.approved(locked, "late_entry")
    assert ["window_closed"] == _enter(desk, locked, "kim", 70)
    assert "applied" == desk.apply(case)["state"]
    assert ["window_closed"] == _enter(desk, locked, "kim", 70, who=TEACHING_HEAD)
    assert [] == _enter(desk, locked, "kim", 70)
    assert [locked] == [each["id"] for each in desk.journal.show()["lessons"] if each["opened_until"]]
    desk.clock.move(days=3)
    assert ["window_closed"] == _enter(desk, locked, "kim", 71, version=1)
    assert (70, None) == desk.value(locked, "kim")


def test_late_entry_needs_an_empty_cell(desk: Desk) -> None:
    """¶4: what is there is corrected instead."""
    lesson = desk.hold(58, 90, 77)
    desk.clock.move(days=3)
    assert "nothing_missing" == code(desk.report, lesson, "late_entry")


@pytest.mark.parametrize("days", [0, 8, -1])
def test_late_entry_names_its_days(desk: Desk, locked: str, days: int) -> None:
    """¶4: one to seven."""
    assert "open_days_wrong" == code(desk.report, locked, "late_entry", open_days=days)
    assert "reported" == desk.report(locked, "late_entry", open_days=7)["state"]


def test_make_up_stands_beside_the_original(desk: Desk, locked: str) -> None:
    """¶19: straight to the head; "а → 75", both visible, and only the make-up counts."""
    assert "make_up_not_permitted" == code(desk.make_up, locked, 75)
    case = desk.report(locked, "make_up")["id"]
    assert "make_up_not_permitted" == code(desk.make_up, locked, 75)
    desk.approve(case)
    desk.deliver()
    assert [{"lesson": locked, "cadet": "aliev"}] == list(desk.journal.show()["may"]["make_ups"])
    assert "make_up_not_permitted" == code(desk.make_up, locked, 75, who=TEACHING_HEAD)
    assert "not_a_mark" == code(desk.make_up, locked, "ж")
    desk.make_up(locked, 75)
    assert ("а", 75) == desk.value(locked)
    assert "75.00" == _mean(desk, "aliev")
    assert "applied" == desk.case(case)["state"]
    assert "make_up_not_permitted" == code(desk.make_up, locked, 80)
    assert [(75, True), ("а", False)] == [(v["value"], v["make_up"]) for v in desk.journal.history(locked, "aliev")]


def test_a_passed_mark_is_not_made_up(desk: Desk) -> None:
    """¶19: 49 is, 50 is not; nor what was never entered, nor what a make-up has passed."""
    lesson = desk.hold(49, 50)
    desk.clock.move(days=3)
    assert "mark_passed" == code(desk.report, lesson, "make_up", cadet="baev")
    assert "mark_passed" == code(desk.report, lesson, "make_up", cadet="kim")
    _make_up(desk, lesson, 30)
    _make_up(desk, lesson, 50)
    assert (49, 50) == desk.value(lesson)
    assert "mark_passed" == code(desk.report, lesson, "make_up")


def test_a_removed_lesson_stays_struck_out(desk: Desk, locked: str) -> None:
    """¶19: its marks are kept and none counts; nothing more is entered in it."""
    other = desk.hold(90)
    assert "90.00" == _mean(desk, "aliev")
    assert "49.00" == _mean(desk, "baev")
    case = desk.approved(locked, "removal")
    assert "applied" == desk.apply(case)["state"]
    states = {each["id"]: each["state"] for each in desk.journal.show()["lessons"]}
    assert {locked: "removed", other: "open"} == states
    assert (49, None) == desk.value(locked, "baev")
    assert _mean(desk, "baev") is None
    assert ["lesson_removed"] == _enter(desk, locked, "kim", 70)
    assert "lesson_removed" == code(desk.report, locked, "removal")


def test_a_lesson_added_by_mistake_need_not_wait(desk: Desk) -> None:
    """¶19: its removal can be reported while its window is open; the date is free again then."""
    lesson = desk.hold()
    case = desk.approved(lesson, "removal")
    desk.apply(case)
    assert desk.hold(60) != lesson


def test_a_substitute_enters_as_such(desk: Desk) -> None:
    """¶21: these journals, lessons of these days; the mark's author is the substitute."""
    assert "not_your_journal" == code(desk.journal.hold, desk.clock.now().date(), who=COLLEAGUE)
    case = desk.stand_in()["id"]
    assert "not_your_journal" == code(desk.journal.hold, desk.clock.now().date(), who=COLLEAGUE)
    desk.approve(case)
    desk.deliver()
    assert "applied" == desk.case(case)["state"]
    assert ["report", "permission"] == [paper["kind"] for paper in desk.case(case)["papers"]]
    lesson = desk.hold(66, who=COLLEAGUE)
    assert COLLEAGUE.person == desk.journal.history(lesson, "aliev", COLLEAGUE)[0]["author"]["id"]


def test_a_substitution_ends_by_its_date(desk: Desk) -> None:
    """¶21: lessons of its last day while their window is open, later ones not."""
    desk.approve(desk.stand_in()["id"])
    desk.deliver()
    desk.clock.move(days=4)
    last = desk.hold(66, who=COLLEAGUE)
    desk.clock.move(days=1)
    assert [] == _enter(desk, last, "kim", 70, who=COLLEAGUE)
    assert "not_your_journal" == code(desk.journal.hold, desk.clock.now().date(), who=COLLEAGUE)
    desk.clock.move(days=14)
    assert "not_your_journal" == code(desk.journal.show, COLLEAGUE)


def test_a_substitution_is_revoked_at_once(desk: Desk) -> None:
    """¶21: by the head or a methodist, with a reason; nothing is seen or entered any more."""
    case = desk.stand_in()["id"]
    desk.approve(case)
    desk.deliver()
    lesson = desk.hold(66, who=COLLEAGUE)
    for who in (TEACHER, COLLEAGUE, OTHER_HEAD):
        assert "case_not_yours" == code(desk.revoke, case, who)
    desk.revoke(case)
    assert "not_your_journal" == code(_enter, desk, lesson, "kim", 70, who=COLLEAGUE)
    assert "not_your_journal" == code(desk.journal.show, COLLEAGUE)
    assert "case_state_wrong" == code(desk.revoke, case)


def test_substitutions_do_not_overlap(desk: Desk) -> None:
    """¶21: neither with one in force nor with one asked for; the day after its end is free."""
    case = desk.stand_in()["id"]
    assert "substitution_overlaps" == code(desk.stand_in, since="2026-10-09", until="2026-10-12")
    assert "reported" == desk.stand_in(since="2026-10-10", until="2026-10-12")["state"]
    desk.approve(case)
    desk.deliver()
    desk.revoke(case)
    assert "reported" == desk.stand_in()["state"]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"since": "2026-09-20"}, "dates_too_early"),
        ({"since": "2026-09-21"}, ""),
        ({"since": "2026-10-06", "until": "2026-10-05"}, "dates_wrong"),
        ({"since": "2026-09-25", "until": "2026-10-04"}, "dates_wrong"),
        ({"since": "9999-12-30", "until": "9999-12-31"}, "dates_wrong"),
        ({"substitute": TEACHER.person}, "substitute_unknown"),
        ({"substitute": "nobody"}, "substitute_unknown"),
        ({"substitute": METHODIST.person}, "substitute_unknown"),
        ({"substitute": TEACHING_HEAD.person}, "substitute_is_teacher"),
        ({"journals": [OTHER_JOURNAL]}, "journal_not_of_faculty"),
        ({"journals": ["nowhere"]}, "journal_unknown"),
        ({"journals": []}, "not_your_faculty"),
        ({"text": " "}, "text_required"),
    ],
)
def test_what_a_substitution_may_ask_for(desk: Desk, other: dict[str, Any], expected: str) -> None:
    """¶21: back-dated by two weeks at most, for a colleague who does not teach the journal anyway."""
    if expected:
        assert expected == code(desk.stand_in, **other)
    else:
        assert "reported" == desk.stand_in(**other)["state"]


def test_who_asks_for_and_grants_a_substitution(desk: Desk) -> None:
    """¶21: a teacher or a methodist of the faculty asks, the head grants, and nobody an own request."""
    assert "not_your_faculty" == code(desk.stand_in, OTHER_METHODIST)
    own = desk.stand_in(TEACHING_HEAD)["id"]
    assert "case_own" == code(desk.approve, own, TEACHING_HEAD)
    assert "case_not_yours" == code(desk.approve, own, METHODIST)
    desk.approve(own, HEAD)
    desk.deliver()
    assert "applied" == desk.case(own, COLLEAGUE)["state"]


@pytest.mark.parametrize(
    "other",
    [
        {"absent": COLLEAGUE.person, "substitute": TEACHING_HEAD.person, "journals": [OTHER_JOURNAL]},
        {"absent": TEACHING_HEAD.person},
    ],
)
def test_nobody_grants_an_own_substitution(desk: Desk, other: dict[str, Any]) -> None:
    """¶4, ¶21: neither the one who would enter nor the one who would be relieved, whoever asked for it."""
    case = desk.stand_in(**other)["id"]
    assert "case_own" == code(desk.approve, case, TEACHING_HEAD)
    assert (0, 1) == (desk.turns(TEACHING_HEAD), desk.turns(HEAD))
    assert "applying" == desk.approve(case, HEAD)["state"]


def test_a_make_up_of_what_was_corrected_meanwhile(desk: Desk, locked: str) -> None:
    """¶4, ¶19: the permission was for the mark as it was."""
    case = desk.report(locked, "make_up", cadet="baev")["id"]
    desk.approve(case)
    desk.deliver()
    write_behind(desk, locked, 90, "baev")
    assert "warrant_conflict" == code(desk.make_up, locked, 75, cadet="baev")
    assert (90, None) == desk.value(locked, "baev")


def test_a_replayed_make_up_warrant_changes_nothing(desk: Desk, locked: str) -> None:
    """¶4, ¶19: sent again while the permission is unused, no decision is taken back for it."""
    case = desk.report(locked, "make_up")["id"]
    desk.approve(case)
    statement = next(each["data"]["warrant"] for each in desk.deliver() if each["type"] == WARRANT_ISSUED)
    desk.take_in(desk.gradebook, issued(statement, case))
    desk.deliver()
    assert ["warrant_used"] == [told["code"] for told in desk.audited(desk.gradebook, "warrant.refused")]
    assert ("approved", "teacher") == (desk.case(case)["state"], desk.case(case)["waits_for"])
    desk.make_up(locked, 75)
    assert "applied" == desk.case(case)["state"]


def test_a_make_up_entered_in_time_ends_its_case(desk: Desk, locked: str) -> None:
    """¶19: also when corrections hears of it only after the permission's end."""
    case = desk.approved(locked, "make_up")
    body = {"journal": desk.journal.journal, "lesson": locked, "cadet": "aliev", "value": 75}
    desk.journal.command(record_make_up, RecordMakeUp, body, TEACHER)
    desk.pass_days(31)
    assert "expired" == desk.case(case)["state"]
    desk.deliver()
    assert (("а", 75), "applied") == (desk.value(locked), desk.case(case)["state"])


def test_a_substitute_reports_on_lessons_held(desk: Desk) -> None:
    """¶21: what was taught in another's place is one's own to report on."""
    desk.approve(desk.stand_in()["id"])
    desk.deliver()
    lesson = desk.hold(58, who=COLLEAGUE)
    desk.clock.move(days=6)
    assert "reported" == desk.report(lesson, who=COLLEAGUE)["state"]


def test_only_cells_and_lessons_that_fit(desk: Desk, locked: str) -> None:
    """¶4: each kind names what it is about, and no more."""
    assert "cadet_required" == code(desk.report, locked, cadet=None)
    assert "cadet_not_wanted" == code(desk.report, locked, "removal", cadet="aliev")
    assert "value_not_wanted" == code(desk.report, locked, "make_up", value=75)
    assert "cadet_not_member" == code(desk.report, locked, cadet="stranger")
    assert "lesson_unknown" == code(desk.report, "nowhere")
    assert "case_kind_unknown" == code(desk.report, locked, "substitution")
    assert "journal_unknown" == code(desk.report, locked, journal="nowhere")
    assert "text_required" == code(desk.report, locked, text=" ")


def _enter(desk: Desk, lesson: str, cadet: str, value: Any, *, version: int = 0, who: Any = TEACHER) -> list[str]:
    return codes(desk.journal.record(cell(lesson, cadet, value, version), who=who))


def _make_up(desk: Desk, lesson: str, value: int) -> None:
    desk.approve(desk.report(lesson, "make_up")["id"])
    desk.deliver()
    desk.make_up(lesson, value)


def _mean(desk: Desk, cadet: str) -> Any:
    return {each["cadet"]: each["value"] for each in desk.journal.show()["means"]}[cadet]
