"""Late entry, make-up, removal, substitution (¶4, ¶19, ¶21)."""

from datetime import date
from typing import Any

import pytest

from services.corrections.contract import WARRANT_ISSUED
from services.gradebook.contract import CheckChange, RecordMakeUp
from services.gradebook.usecases.check_change import check_change
from services.gradebook.usecases.record_make_up import record_make_up
from tests.cases.desk import (
    COLLEAGUE,
    HEAD,
    METHODIST,
    MONDAY,
    OTHER_HEAD,
    OTHER_JOURNAL,
    OTHER_METHODIST,
    TEACHER,
    TEACHING_HEAD,
    Desk,
)
from tests.cases.forging import issued, make_up_behind, write_behind
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


def test_what_is_open_already_is_not_asked_for_again(desk: Desk, locked: str) -> None:
    """¶4: by whom it was opened to; a colleague may, and so may everybody when it is over."""
    desk.apply(desk.approved(locked, "late_entry"))
    assert "window_open" == code(desk.report, locked, "late_entry")
    other = desk.report(locked, "late_entry", who=TEACHING_HEAD)
    desk.withdraw(other["id"], TEACHING_HEAD)
    desk.clock.move(days=3)
    assert "reported" == desk.report(locked, "late_entry")["state"]


def test_an_opened_column_is_no_overdue_one(desk: Desk, locked: str) -> None:
    """¶4: in the list of journals it closes when the late entry does: for who may fill it, and who oversees them."""
    desk.apply(desk.approved(locked, "late_entry"))
    opened = ("open", "2026-10-10T23:59:59+05:00")
    due = {who: desk.due(who)[locked] for who in (TEACHER, TEACHING_HEAD, METHODIST)}
    assert (opened, "closed", opened) == (due[TEACHER], due[TEACHING_HEAD][0], due[METHODIST])
    desk.clock.move(days=3)
    assert "closed" == desk.due(TEACHER)[locked][0]


def test_late_entry_fills_only_what_was_left_empty(desk: Desk, locked: str) -> None:
    """¶4: a mark that was there stays locked; what was entered by the permission is mended until it ends."""
    desk.apply(desk.approved(locked, "late_entry"))
    assert ["mark_locked"] == _enter(desk, locked, "baev", 100, version=1)
    assert ["mark_locked"] == _enter(desk, locked, "aliev", None, version=1)
    assert [[], [], []] == [
        _enter(desk, locked, "kim", value, version=seen) for seen, value in enumerate((7, None, 70))
    ]
    assert [("а", None), (49, None), (70, None)] == [desk.value(locked, each) for each in ("aliev", "baev", "kim")]
    assert {"aliev": False, "baev": False, "kim": True} == {each["cadet"]: each["late"] for each in _marks(desk)}


def test_what_was_entered_late_names_its_case(desk: Desk, locked: str) -> None:
    """¶4: the cell's history and the audit say by which permission; what was entered in time names none."""
    case = desk.approved(locked, "late_entry")
    desk.apply(case)
    _enter(desk, locked, "kim", 70)
    assert [case] == [each["case"] for each in desk.journal.history(locked, "kim")]
    assert [""] == [each["case"] for each in desk.journal.history(locked, "baev")]
    (accepted,) = desk.audited(desk.gradebook, "warrant.accepted")
    told = [(each.get("case"), each.get("warrant")) for each in desk.audited(desk.gradebook, "marks.recorded")]
    assert [(None, None), (case, accepted["warrant"])] == told


def test_another_late_entry_does_not_open_what_the_first_has_filled(desk: Desk, locked: str) -> None:
    """¶4: when its permission is over, a mark entered late is as locked as any other."""
    desk.apply(desk.approved(locked, "late_entry", open_days=1))
    _enter(desk, locked, "kim", 70)
    desk.apply(desk.approved(locked, cadet="baev", value=None))
    desk.clock.move(days=2)
    desk.apply(desk.approved(locked, "late_entry"))
    assert ["mark_locked"] == _enter(desk, locked, "kim", 100, version=1)
    assert [] == _enter(desk, locked, "baev", 60, version=2)


def test_a_correction_locks_what_was_entered_late(desk: Desk, locked: str) -> None:
    """¶4: what was decided on stands, while the column is still open."""
    desk.apply(desk.approved(locked, "late_entry", open_days=7))
    _enter(desk, locked, "kim", 70)
    desk.apply(desk.approved(locked, cadet="kim", value=75))
    assert ["mark_locked"] == _enter(desk, locked, "kim", 100, version=2)


def test_late_entry_needs_an_empty_cell(desk: Desk) -> None:
    """¶4: what is there is corrected instead."""
    lesson = desk.hold(58, 90, 77)
    desk.clock.move(days=3)
    assert "nothing_missing" == code(desk.report, lesson, "late_entry")


def test_a_back_dated_transfer_leaves_others_cells_empty(desk: Desk, locked: str) -> None:
    """¶4, ¶15: the mark of who was no member that day stands for nobody else's; when all have one nothing is asked."""
    desk.transfer("aliev", MONDAY)
    case = desk.approved(locked, "late_entry")
    desk.apply(case)
    assert [] == _enter(desk, locked, "kim", 70)
    assert "nothing_missing" == code(desk.report, locked, "late_entry")


def test_more_marks_than_members_are_no_empty_cells(desk: Desk) -> None:
    """¶4, ¶15: of a full column nothing is missing, whoever was transferred."""
    lesson = desk.hold(58, 90, 77)
    desk.clock.move(days=3)
    desk.transfer("aliev", MONDAY)
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


def test_a_wrong_make_up_is_corrected(desk: Desk, locked: str) -> None:
    """¶4, ¶19: "а → 57" was to be "а → 75"; the new make-up counts, all three stay to be seen."""
    _make_up(desk, locked, 57)
    assert "mark_passed" == code(desk.report, locked, "make_up")
    case = desk.approved(locked, value=75)
    assert {"before": 57, "after": 75, "make_up": True, "broken": False} == desk.opened(case, HEAD)
    assert "applied" == desk.apply(case)["state"]
    assert ("а", 75) == desk.value(locked)
    assert "75.00" == _mean(desk, "aliev")
    told = [(each["value"], each["make_up"], each["version"]) for each in desk.journal.history(locked, "aliev")]
    assert sorted([(75, True, 2), (57, True, 1), ("а", False, 1)], key=str) == sorted(told, key=str)
    newest = next(each for each in desk.journal.history(locked, "aliev") if each["value"] == 75)
    assert (case, TEACHER.person) == (newest["case"], newest["author"]["id"])
    assert [(2, case)] == [
        (each["number"], each["case"]) for each in desk.audited(desk.gradebook, "make_up.corrected")
    ]


def test_a_make_up_is_corrected_to_points_that_differ(desk: Desk, locked: str) -> None:
    """¶4, ¶6, ¶19: no code, no empty cell; 57 to 57 changes nothing, whatever the original is."""
    _make_up(desk, locked, 57)
    assert ["not_a_mark"] * 2 == [code(desk.report, locked, value=value) for value in ("ж", None)]
    assert "change_changes_nothing" == code(desk.report, locked, value=57)
    assert "reported" == desk.report(locked, value=0)["state"]


def test_a_make_up_is_corrected_by_a_notice_too(desk: Desk, locked: str) -> None:
    """¶19, ¶20: turned into an act; and again, when that was wrong."""
    _make_up(desk, locked, 57)
    for value in (85, 40):
        case = desk.turn_into_act(desk.notice(locked)["id"], value)["id"]
        desk.approve(case)
        desk.apply(case)
        assert (("а", value), "applied") == (desk.value(locked), desk.case(case)["state"])
    assert "reported" == desk.report(locked, "make_up")["state"]


def test_a_correction_of_a_mark_that_was_made_up_meanwhile(desk: Desk, locked: str) -> None:
    """¶4, ¶19: what was decided of the original does not fall on the make-up; the papers go back and are made anew."""
    permitted = desk.approved(locked, "make_up", cadet="baev")
    desk.pass_days(31)
    assert "expired" == desk.case(permitted)["state"]
    case = desk.approved(locked, cadet="baev", value=60)
    make_up_behind(desk, locked, 70, "baev")
    assert ("returned", "methodist") == _where(desk.apply(case))
    assert (49, 70) == desk.value(locked, "baev")
    desk.act(case)
    desk.approve(case)
    assert "applied" == desk.apply(case)["state"]
    assert (49, 60) == desk.value(locked, "baev")


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
    assert "outside_substitution" == code(desk.journal.hold, desk.clock.now().date(), who=COLLEAGUE)
    desk.clock.move(days=14)
    assert "not_your_journal" == code(desk.journal.show, COLLEAGUE)


def test_a_substitute_enters_in_lessons_of_the_permitted_days_only(desk: Desk) -> None:
    """¶21: the absent teacher's lesson of the day before is closed to the substitute, and that of the day after."""
    before = desk.hold(58)
    today = _tomorrow(desk)
    desk.approve(desk.stand_in(since=today, until=today)["id"])
    permitted = desk.hold(61)
    _assert_outside(desk, before, 58)
    assert [] == _enter(desk, permitted, "aliev", 66, version=1, who=COLLEAGUE)
    assert (66, COLLEAGUE.person) == _newest(desk, permitted)
    _tomorrow(desk)
    after = desk.hold(70)
    _assert_outside(desk, after, 70)
    question = {"journal": desk.journal.journal, "lesson": after, "kind": "removal"}
    assert "outside_substitution" == code(desk.journal.ask, check_change, CheckChange, question, COLLEAGUE)
    assert [] == _enter(desk, permitted, "aliev", 67, version=2, who=COLLEAGUE)


def _tomorrow(desk: Desk) -> str:
    desk.clock.move(days=1)
    return desk.clock.now().date().isoformat()


def _assert_outside(desk: Desk, lesson: str, value: int) -> None:
    """The substitute's attempt is refused and told to the audit, the teacher's mark is as it was."""
    assert ["outside_substitution"] == _enter(desk, lesson, "aliev", 99, version=1, who=COLLEAGUE)
    assert (value, TEACHER.person) == _newest(desk, lesson)
    told = desk.audited(desk.gradebook, "marks.refused")[-1]
    found = [told[name] for name in ("subject", "actor", "code", "rule")]
    assert [f"column/{lesson}", COLLEAGUE.person, "outside_substitution", "¶21"] == found
    assert ["aliev"] == told["cadets"]


def _newest(desk: Desk, lesson: str) -> tuple[Any, str]:
    version = desk.journal.history(lesson, "aliev")[0]
    return version["value"], version["author"]["id"]


def test_a_substitution_is_revoked_at_once(desk: Desk) -> None:
    """¶21: by the head or a methodist, with a reason; nothing is seen or entered any more."""
    case = desk.stand_in()["id"]
    desk.approve(case)
    desk.deliver()
    lesson = desk.hold(66, who=COLLEAGUE)
    for who in (TEACHER, COLLEAGUE, OTHER_HEAD):
        assert ("case_unknown" if who == OTHER_HEAD else "case_not_yours") == code(desk.revoke, case, who)
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
        ({"since": "2026-09-25", "until": "2026-10-02"}, "substitution_too_late"),
        ({"since": "2026-10-02", "until": "2026-10-02"}, "substitution_too_late"),
        ({"since": "2026-10-03", "until": "2026-10-03"}, ""),
        ({"since": "9999-12-30", "until": "9999-12-31"}, "dates_wrong"),
        ({"substitute": TEACHER.person}, "substitute_unknown"),
        ({"substitute": "nobody"}, "substitute_unknown"),
        ({"substitute": METHODIST.person}, "substitute_unknown"),
        ({"substitute": TEACHING_HEAD.person}, "substitute_is_teacher"),
        ({"journals": [OTHER_JOURNAL]}, "journal_not_of_faculty"),
        ({"journals": ["nowhere"]}, "not_your_faculty"),
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


def test_a_substitute_for_yesterday_enters_yesterdays_marks(desk: Desk) -> None:
    """¶17, ¶21: the teacher fell ill; the lesson's own two days are there for who stood in, and not a day longer."""
    desk.clock.move(days=1)
    monday = "2026-10-05"
    desk.approve(desk.stand_in(since=monday, until=monday)["id"])
    desk.deliver()
    assert "outside_substitution" == code(desk.journal.hold, desk.clock.now().date(), who=COLLEAGUE)
    lesson = desk.hold(66, who=COLLEAGUE, day=date(2026, 10, 5))
    assert COLLEAGUE.person == desk.journal.history(lesson, "aliev", COLLEAGUE)[0]["author"]["id"]
    desk.clock.move(days=1)
    assert [] == _enter(desk, lesson, "baev", 70, who=COLLEAGUE)
    desk.clock.move(days=1)
    assert ["window_closed"] == _enter(desk, lesson, "kim", 70, who=COLLEAGUE)


def test_a_substitute_enters_in_the_absent_teachers_lesson(desk: Desk) -> None:
    """¶21: the class was entered in the morning, its marks are entered by who stood in."""
    lesson = desk.hold()
    desk.clock.move(days=1)
    desk.approve(desk.stand_in(since="2026-10-05", until="2026-10-05")["id"])
    desk.deliver()
    assert [] == _enter(desk, lesson, "aliev", 66, who=COLLEAGUE)


def test_a_substitution_is_granted_while_it_is_of_use(desk: Desk) -> None:
    """¶17, ¶21: until its last day's lessons are closed; it can be ended as long, and then it is over."""
    first, second = (desk.stand_in(since=day, until=day)["id"] for day in ("2026-10-05", "2026-10-06"))
    desk.clock.move(days=3)
    assert "substitution_too_late" == code(desk.approve, first)
    assert "reported" == desk.case(first)["state"]
    desk.approve(second)
    desk.deliver()
    assert "applied" == desk.case(second)["state"]
    assert "2026-10-08T18:59:59Z" == desk.case(second)["expires_at"]
    assert [second] == desk.standing_in()
    desk.clock.move(days=1)
    assert "substitution_ended" == code(desk.revoke, second)
    assert [] == desk.standing_in()


def test_two_teachers_of_a_journal_may_be_away_at_once(desk: Desk) -> None:
    """¶21: each has a substitute of the own; the same teacher has one at a time."""
    both = [desk.stand_in()["id"], desk.stand_in(absent=TEACHING_HEAD.person)["id"]]
    for absent in (TEACHER, TEACHING_HEAD):
        assert "substitution_overlaps" == code(desk.stand_in, absent=absent.person)
    for case in both:
        desk.approve(case)
    desk.deliver()
    assert ["applied"] * 2 == [desk.case(case)["state"] for case in both]
    assert COLLEAGUE.person == desk.journal.history(desk.hold(66, who=COLLEAGUE), "aliev")[0]["author"]["id"]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-10-05", "2026-10-09", ""),
        ("2026-10-05", "2026-10-10", "journal_not_of_faculty"),
        ("2026-10-10", "2026-10-12", "journal_not_of_faculty"),
    ],
)
def test_nobody_is_replaced_where_nobody_was_to_teach(desk: Desk, since: str, until: str, expected: str) -> None:
    """¶21: the absent teacher leaves the journal on the 10th; up to the 9th it is entrusted to somebody."""
    desk.reassign(TEACHER, until=date(2026, 10, 10))
    if expected:
        assert expected == code(desk.stand_in, since=since, until=until)
    else:
        assert "reported" == desk.stand_in(since=since, until=until)["state"]


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
    """¶4, ¶19: the permission was for the mark as it was; its case goes back and bars no other."""
    case = desk.approved(locked, "make_up", cadet="baev")
    write_behind(desk, locked, 90, "baev")
    assert "warrant_conflict" == code(desk.make_up, locked, 75, cadet="baev")
    assert [] == list(desk.journal.show()["may"]["make_ups"])
    desk.deliver()
    assert ("returned", "author") == (desk.case(case)["state"], desk.case(case)["returned_to"])
    assert "warrant_conflict" == desk.case(case)["steps"][-1]["reason"]
    assert "mark_passed" == code(desk.amend, case)
    desk.withdraw(case)
    assert (90, None) == desk.value(locked, "baev")
    assert "reported" == desk.report(locked, cadet="baev")["state"]


def test_a_make_up_of_what_was_mended_under_a_late_entry(desk: Desk, locked: str) -> None:
    """¶4, ¶19: what is still missed is decided on anew, and made up then."""
    desk.apply(desk.approved(locked, "late_entry", open_days=7))
    _enter(desk, locked, "kim", "а")
    case = desk.approved(locked, "make_up", cadet="kim")
    _enter(desk, locked, "kim", "ж", version=1)
    desk.deliver()
    assert ("returned", "author") == (desk.case(case)["state"], desk.case(case)["returned_to"])
    desk.amend(case)
    desk.approve(case)
    desk.deliver()
    desk.make_up(locked, 75, cadet="kim")
    assert (("ж", 75), "applied") == (desk.value(locked, "kim"), desk.case(case)["state"])


def test_what_is_entered_in_other_cells_leaves_a_make_up_alone(desk: Desk, locked: str) -> None:
    """¶19: a permission ends by a change of its own cell only."""
    desk.apply(desk.approved(locked, "late_entry", open_days=7))
    case = desk.approved(locked, "make_up", cadet="baev")
    _enter(desk, locked, "kim", 70)
    desk.deliver()
    assert "approved" == desk.case(case)["state"]
    desk.make_up(locked, 75, cadet="baev")
    assert (49, 75) == desk.value(locked, "baev")


def test_nothing_is_made_up_in_a_removed_lesson(desk: Desk, locked: str) -> None:
    """¶19: the make-up's case goes back when the lesson is removed."""
    case = desk.approved(locked, "make_up")
    desk.apply(desk.approved(locked, "removal"))
    assert ("returned", "author") == (desk.case(case)["state"], desk.case(case)["returned_to"])
    assert "lesson_removed" == code(desk.make_up, locked, 75)


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


def test_a_substitute_tells_of_a_difference(desk: Desk) -> None:
    """¶20, ¶21: while the permission holds, of any lesson; afterwards of what was taught under it."""
    older = desk.hold(70)
    desk.clock.move(days=1)
    assert "not_your_journal" == code(desk.notice, older, who=COLLEAGUE)
    case = desk.stand_in()["id"]
    desk.approve(case)
    desk.deliver()
    own = desk.hold(66, who=COLLEAGUE)
    assert desk.journal.show(COLLEAGUE)["may"]["file_discrepancy"]
    assert [older, own] == [desk.notice(lesson, who=COLLEAGUE)["lesson"] for lesson in (older, own)]
    desk.clock.move(days=5)
    assert own == desk.notice(own, who=COLLEAGUE)["lesson"]
    assert "not_your_journal" == code(desk.notice, older, who=COLLEAGUE)


def test_a_revoked_substitute_tells_nothing_more(desk: Desk) -> None:
    """¶20, ¶21: the permission has ended at once."""
    case = desk.stand_in()["id"]
    desk.approve(case)
    desk.deliver()
    lesson = desk.hold(66, who=COLLEAGUE)
    desk.revoke(case)
    assert "not_your_journal" == code(desk.notice, lesson, who=COLLEAGUE)
    assert "open" == desk.notice(lesson)["state"]


def test_only_cells_and_lessons_that_fit(desk: Desk, locked: str) -> None:
    """¶4: each kind names what it is about, and no more."""
    assert "cadet_required" == code(desk.report, locked, cadet=None)
    assert "cadet_not_wanted" == code(desk.report, locked, "removal", cadet="aliev")
    assert "value_not_wanted" == code(desk.report, locked, "make_up", value=75)
    assert "cadet_not_member" == code(desk.report, locked, cadet="stranger")
    assert "lesson_unknown" == code(desk.report, "nowhere")
    assert "case_kind_unknown" == code(desk.report, locked, "substitution")
    assert "not_your_journal" == code(desk.report, locked, journal="nowhere")
    assert "text_required" == code(desk.report, locked, text=" ")


def _enter(desk: Desk, lesson: str, cadet: str, value: Any, *, version: int = 0, who: Any = TEACHER) -> list[str]:
    return codes(desk.journal.record(cell(lesson, cadet, value, version), who=who))


def _where(case: Any) -> tuple[str, str]:
    return case["state"], case["returned_to"]


def _marks(desk: Desk) -> Any:
    return desk.journal.show()["marks"]


def _make_up(desk: Desk, lesson: str, value: int) -> None:
    desk.approve(desk.report(lesson, "make_up")["id"])
    desk.deliver()
    desk.make_up(lesson, value)


def _mean(desk: Desk, cadet: str) -> Any:
    return {each["cadet"]: each["value"] for each in desk.journal.show()["means"]}[cadet]
