"""A locked mark changes in exactly one way: report, act, decision, warrant, applied (¶4, ¶10, ¶13)."""

from datetime import datetime
from typing import Any

import pytest

from services.common.errors import Refused
from tests.cases.desk import (
    COLLEAGUE,
    HEAD,
    IT,
    METHODIST,
    MODERATOR,
    OTHER_HEAD,
    OTHER_METHODIST,
    TEACHER,
    TEACHING_HEAD,
    Desk,
)
from tests.cases.forging import write_behind


def code(what: Any, *args: Any, **named: Any) -> str:
    """The code with which something is refused."""
    with pytest.raises(Refused) as caught:
        what(*args, **named)
    return caught.value.refusal.code


@pytest.fixture
def locked(desk: Desk) -> str:
    """A lesson of Monday with 58 for aliev, on Thursday."""
    lesson = desk.hold(58, 90)
    desk.clock.move(days=3)
    return lesson


def test_the_whole_way(desk: Desk, locked: str) -> None:
    """¶4, ¶10, ¶13: every step has its author, date and number; the mark changes at the last one only."""
    case = desk.report(locked)["id"]
    assert ["report"] == [paper["kind"] for paper in desk.case(case)["papers"]]
    desk.act(case)
    desk.approve(case)
    assert (58, None) == desk.value(locked)
    applied = desk.apply(case)
    assert "applied" == applied["state"]
    assert (75, None) == desk.value(locked)
    assert ["report", "act", "decision"] == [paper["kind"] for paper in applied["papers"]]
    assert ["reported", "act_drawn", "approved", "applying", "applied"] == [
        step["action"] for step in applied["steps"]
    ]
    assert [TEACHER.person, METHODIST.person, HEAD.person, IT.person] == [s["by"]["id"] for s in applied["steps"]][:4]


def test_history_names_the_case_and_its_reporter(desk: Desk, locked: str) -> None:
    """¶4: the new version stands on the old one, and says by which case it came."""
    case = desk.approved(locked)
    desk.apply(case)
    new, old = desk.journal.history(locked, "aliev")
    assert (75, case, TEACHER.person) == (new["value"], new["case"], new["author"]["id"])
    assert (58, "") == (old["value"], old["case"])


def test_no_report_while_the_column_is_open(desk: Desk) -> None:
    """¶4, ¶17: inside the window the teacher simply corrects the mark."""
    lesson = desk.hold(58)
    assert "window_open" == code(desk.report, lesson)
    desk.clock.move(days=3)
    assert "reported" == desk.report(lesson)["state"]


@pytest.mark.parametrize("value", [101, -1, 50.5, "5", True, "A"])
def test_a_report_asks_for_a_mark(desk: Desk, locked: str, value: Any) -> None:
    """¶6: and for nothing else."""
    assert "not_a_mark" == code(desk.report, locked, value=value)


def test_a_change_changes_something(desk: Desk, locked: str) -> None:
    """¶4: from 58 to 58 is no change; to a code, or to an empty cell, is one."""
    assert "change_changes_nothing" == code(desk.report, locked, value=58)
    assert "reported" == desk.report(locked, value="ж")["state"]
    assert "reported" == desk.report(locked, value=None, cadet="baev")["state"]


def test_one_case_at_a_time_for_a_cell(desk: Desk, locked: str) -> None:
    """¶4: the next when the first is over."""
    case = desk.report(locked)["id"]
    assert "case_already_open" == code(desk.report, locked)
    desk.withdraw(case)
    assert "reported" == desk.report(locked)["state"]


@pytest.mark.parametrize("who", [COLLEAGUE, METHODIST, IT, MODERATOR])
def test_only_a_teacher_of_the_journal_reports(desk: Desk, locked: str, who: Any) -> None:
    """¶3, ¶4: nobody else does, IT and moderators included."""
    assert "not_your_journal" == code(desk.report, locked, who=who)


@pytest.mark.parametrize("who", [TEACHER, HEAD, OTHER_METHODIST, IT, MODERATOR])
def test_only_the_facultys_methodist_draws_up_the_act(desk: Desk, locked: str, who: Any) -> None:
    """¶13."""
    case = desk.report(locked)["id"]
    assert ("case_unknown" if who in (OTHER_METHODIST, IT) else "case_not_yours") == code(desk.act, case, who=who)
    assert "act_drawn" == desk.act(case)["state"]


@pytest.mark.parametrize("who", [TEACHER, METHODIST, OTHER_HEAD, IT, MODERATOR])
def test_only_the_facultys_head_decides(desk: Desk, locked: str, who: Any) -> None:
    """¶4, ¶13: not the other faculty's head, and nobody who is none."""
    case = desk.report(locked)["id"]
    desk.act(case)
    expected = "case_unknown" if who in (OTHER_HEAD, IT) else "case_not_yours"
    assert [expected] * 2 == [code(move, case, who=who) for move in (desk.approve, desk.reject)]
    assert "approved" == desk.approve(case)["state"]


def test_nobody_decides_on_an_own_report(desk: Desk, locked: str) -> None:
    """¶4: a head who teaches the journal leaves it to another head of the faculty."""
    case = desk.report(locked, who=TEACHING_HEAD)["id"]
    desk.act(case)
    assert "case_own" == code(desk.approve, case, who=TEACHING_HEAD)
    assert "case_own" == code(desk.reject, case, who=TEACHING_HEAD)
    assert "approved" == desk.approve(case, who=HEAD)["state"]


def test_no_decision_without_an_act_nor_twice(desk: Desk, locked: str) -> None:
    """¶13."""
    case = desk.report(locked)["id"]
    assert "case_state_wrong" == code(desk.approve, case)
    desk.act(case)
    desk.approve(case)
    assert "case_state_wrong" == code(desk.approve, case)
    assert "case_state_wrong" == code(desk.reject, case)


def test_approval_wants_the_password_again(desk: Desk, locked: str) -> None:
    """¶4: a confirmation of auth's, of this very person."""
    case = desk.report(locked)["id"]
    desk.act(case)
    assert "confirmation_required" == code(desk.approve, case, confirmation="")
    assert "confirmation_invalid" == code(desk.approve, case, confirmation="x.y.z")
    assert "act_drawn" == desk.case(case)["state"]


@pytest.mark.parametrize("who", [TEACHER, METHODIST, HEAD, MODERATOR])
def test_only_it_applies(desk: Desk, locked: str, who: Any) -> None:
    """¶10."""
    case = desk.approved(locked)
    assert "case_not_yours" == code(desk.apply, case, who=who)
    assert "applied" == desk.apply(case)["state"]


def test_it_applies_nothing_without_a_decision(desk: Desk, locked: str) -> None:
    """¶4, ¶10: neither a report nor an act nor a rejected one; and the attempts are in the audit."""
    case = desk.report(locked)["id"]
    assert "case_state_wrong" == code(desk.apply, case)
    desk.act(case)
    assert "case_state_wrong" == code(desk.apply, case)
    desk.reject(case)
    assert "case_state_wrong" == code(desk.apply, case)
    assert (58, None) == desk.value(locked)
    attempts = desk.audited(desk.corrections, "attempt.refused")
    assert [("ApplyCase", IT.person, case)] * 3 == [(a["subject"], a["actor"], a["case"]) for a in attempts]


def test_an_approved_change_is_applied_once(desk: Desk, locked: str) -> None:
    """¶4."""
    case = desk.approved(locked)
    desk.apply(case)
    assert "case_state_wrong" == code(desk.apply, case)
    assert 2 == len(desk.journal.history(locked, "aliev"))


def test_returned_papers_are_mended(desk: Desk, locked: str) -> None:
    """¶13: from the head to the methodist, from there to the author, and all the way again; each paper stays."""
    case = desk.report(locked)["id"]
    desk.act(case)
    assert ("returned", "methodist") == _where(desk.send_back(case, HEAD))
    assert ("returned", "author") == _where(desk.send_back(case, METHODIST))
    assert "case_unknown" == code(desk.amend, case, who=COLLEAGUE)
    assert ("reported", "") == _where(desk.amend(case, value=80))
    desk.act(case)
    desk.approve(case)
    assert "applied" == desk.apply(case)["state"]
    assert (80, None) == desk.value(locked)
    assert ["report", "act", "report", "act", "decision"] == [paper["kind"] for paper in desk.case(case)["papers"]]


def test_a_mark_that_changed_meanwhile_is_not_overwritten(desk: Desk, locked: str) -> None:
    """¶4: the change goes back to the methodist, and is decided on anew."""
    case = desk.approved(locked)
    write_behind(desk, locked, 61)
    assert ("returned", "methodist") == _where(desk.apply(case))
    assert (61, None) == desk.value(locked)
    assert ("warrant_conflict", "") == (desk.case(case)["steps"][-1]["reason"], desk.case(case)["fingerprint"])
    desk.act(case)
    desk.approve(case)
    assert "applied" == desk.apply(case)["state"]
    assert (75, None) == desk.value(locked)


def test_the_audit_says_whether_papers_that_go_back_were_approved(desk: Desk, locked: str) -> None:
    """¶10: IT hears of the one that it could not carry out, and of no other."""
    case = desk.report(locked)["id"]
    desk.act(case)
    desk.send_back(case, HEAD)
    desk.act(case)
    desk.approve(case)
    write_behind(desk, locked, 61)
    desk.apply(case)
    returned = desk.audited(desk.corrections, "case.returned")
    assert [(HEAD.person, False), ("service/gradebook", True)] == [
        (each["actor"], each["approved"]) for each in returned
    ]


def test_a_notice_becomes_an_act(desk: Desk, locked: str) -> None:
    """¶13, ¶20: which closes it; the head decides next."""
    notice = desk.notice(locked)["id"]
    assert "discrepancy_unknown" == code(desk.turn_into_act, notice, who=OTHER_METHODIST)
    case = desk.turn_into_act(notice)["id"]
    assert "discrepancy_closed" == code(desk.turn_into_act, notice)
    assert ["act"] == [paper["kind"] for paper in desk.case(case)["papers"]]
    desk.approve(case)
    desk.apply(case)
    assert (85, None) == desk.value(locked)


def test_it_never_sees_the_mark(desk: Desk, locked: str) -> None:
    """¶5: IT applies a change it cannot open; who teaches, draws up and decides does see it."""
    case = desk.approved(locked)
    assert "marks_not_for_role" == code(desk.opened, case, IT)
    assert "marks_not_for_role" == code(desk.opened, case, MODERATOR)
    for who in (TEACHER, METHODIST, HEAD):
        assert {"before": 58, "after": 75, "make_up": False, "broken": False} == desk.opened(case, who)


def test_nobody_reads_of_a_mark_who_may_not_see_it(desk: Desk, locked: str) -> None:
    """¶5: reports, acts and reasons may name it; of a late entry there is none to name."""
    case = desk.approved(locked)
    for who in (TEACHER, METHODIST, HEAD):
        assert (False, "Қате енгізілді.") == _words(desk, case, who)
    for who in (IT, MODERATOR):
        shown = desk.case(case, who)
        assert (True, "") == _words(desk, case, who)
        assert {""} == {paper["text"] for paper in shown["papers"]} | {step["reason"] for step in shown["steps"]}
    assert (False, "Қате енгізілді.") == _words(desk, desk.approved(locked, "late_entry", cadet=None), IT)


def test_a_notices_words_are_not_for_moderators(desk: Desk, locked: str) -> None:
    """¶5, ¶20: they may name the mark."""
    notice = desk.notice(locked)["id"]
    told = {who.person: desk.notices(who)[0] for who in (TEACHER, METHODIST, MODERATOR)}
    assert {notice} == {each["id"] for each in told.values()}
    assert [("Қағазда 85.", False), ("Қағазда 85.", False), ("", True)] == [
        (each["text"], each["words_hidden"]) for each in told.values()
    ]


def test_numbers_have_no_gaps(desk: Desk, locked: str) -> None:
    """¶13: in each faculty, kind and year; a refused paper takes none."""
    first = desk.report(locked)
    code(desk.report, locked)
    second = desk.report(locked, cadet="baev")
    assert ["1/2026", "2/2026"] == [first["number"], second["number"]]
    desk.act(second["id"])
    assert [1] == [p["number"] for p in desk.case(second["id"])["papers"] if p["kind"] == "act"]


def test_each_faculty_numbers_its_own_papers(desk: Desk) -> None:
    """¶13: the first report and the first decision of either are number 1, and what one adds leaves no gap in the
    other.
    """
    journal = desk.found_another_faculty()
    own = {"journals": [journal], "since": "2026-10-05", "until": "2026-10-05"}
    first, second = desk.stand_in(), desk.stand_in(OTHER_METHODIST, **own)
    third = desk.stand_in(since="2026-10-12", until="2026-10-13")
    fourth = desk.stand_in(OTHER_METHODIST, **{**own, "since": "2026-10-06", "until": "2026-10-06"})
    assert ["1/2026", "1/2026", "2/2026", "2/2026"] == [each["number"] for each in (first, second, third, fourth)]
    decisions = [desk.reject(first["id"]), desk.reject(second["id"], OTHER_HEAD), desk.reject(third["id"])]
    assert [1, 1, 2] == [each["papers"][-1]["number"] for each in decisions]


def test_numbers_begin_anew_with_the_year(desk: Desk) -> None:
    """¶13: at midnight of academy time, when it is still the old year in UTC."""
    desk.clock.move(days=84)
    lesson = desk.hold(58, 70, 88)
    desk.clock.move(days=3, hours=14, minutes=59)
    assert datetime(2026, 12, 31, 23, 59) == desk.clock.now().replace(tzinfo=None)
    assert ["1/2026", "2/2026"] == [desk.report(lesson, cadet=cadet)["number"] for cadet in ("aliev", "baev")]
    desk.clock.move(minutes=1)
    assert "1/2027" == desk.report(lesson, cadet="kim")["number"]


def test_who_may_read_a_case(desk: Desk, locked: str) -> None:
    """¶7, ¶10, ¶13: its parties, the faculty, moderators; IT once it is approved; nobody else learns of it."""
    case = desk.report(locked)["id"]
    desk.act(case)
    for who in (TEACHER, METHODIST, HEAD, MODERATOR):
        assert case == desk.case(case, who)["id"]
    for who in (COLLEAGUE, OTHER_HEAD, OTHER_METHODIST, IT):
        assert "case_unknown" == code(desk.case, case, who)
    desk.approve(case)
    assert case == desk.case(case, IT)["id"]


def test_each_desk_shows_what_waits_there(desk: Desk, locked: str) -> None:
    """¶13: the case is on one desk at a time."""
    case = desk.report(locked)["id"]
    assert [0, 1, 0, 0] == _waiting(desk)
    desk.act(case)
    assert [0, 0, 1, 0] == _waiting(desk)
    desk.send_back(case)
    desk.send_back(case, METHODIST)
    assert [1, 0, 0, 0] == _waiting(desk)
    desk.amend(case, value=75)
    desk.act(case)
    desk.approve(case)
    assert [0, 0, 0, 1] == _waiting(desk)
    desk.apply(case)
    assert [0, 0, 0, 0] == _waiting(desk)


def test_a_faculty_whose_only_head_reports_is_told_to_name_a_deputy(desk: Desk, locked: str) -> None:
    """¶4: everybody who reads the case sees that nobody may decide; with a deputy it goes on."""
    desk.switch(HEAD, on=False)
    case = desk.report(locked, who=TEACHING_HEAD)["id"]
    assert not desk.case(case)["nobody_decides"]
    desk.act(case)
    assert [True, True] == [desk.case(case, who)["nobody_decides"] for who in (METHODIST, MODERATOR)]
    desk.switch(HEAD, on=True)
    assert not desk.case(case)["nobody_decides"]
    assert "approved" == desk.approve(case)["state"]


@pytest.mark.parametrize("written", ["1/2026", "№ 1/2026", "№1/2026", "1/2026-2"])
def test_a_number_is_found_as_it_is_written(desk: Desk, locked: str, written: str) -> None:
    """¶13: as it stands on papers, and of a step."""
    case = desk.report(locked)["id"]
    assert [case] == [row["id"] for row in desk.cases(METHODIST, search=written)["cases"]]
    assert not desk.cases(METHODIST, search="2/2026-1")["cases"]


def test_cases_are_found(desk: Desk, locked: str) -> None:
    """¶12: by number, cadet, group, subject, in any case of letters; by state and kind."""
    case = desk.report(locked)["id"]
    desk.report(locked, cadet="baev")
    for search in ("1/2026", "ALIEV", "aliev криминал"):
        assert [case] == [row["id"] for row in desk.cases(METHODIST, search=search)["cases"]]
    assert 2 == desk.cases(METHODIST, search="ққ-21")["total"]
    assert 0 == desk.cases(METHODIST, search="100%")["total"]
    assert 0 == desk.cases(METHODIST, state="applied")["total"]
    assert 2 == desk.cases(METHODIST, kind="mark_correction")["total"]


def _words(desk: Desk, case: str, who: Any) -> tuple[bool, str]:
    shown = desk.case(case, who)
    return shown["words_hidden"], shown["text"]


def _waiting(desk: Desk) -> list[int]:
    return [desk.turns(who) for who in (TEACHER, METHODIST, HEAD, IT)]


def _where(case: Any) -> tuple[str, str]:
    return case["state"], case["returned_to"]
