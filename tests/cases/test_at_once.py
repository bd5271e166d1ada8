"""Two people at the same moment: one of them is first, nothing happens twice (¶4, ¶13)."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest

from services.common.errors import Refused
from services.gradebook.contract import RecordMakeUp
from services.gradebook.usecases.record_make_up import record_make_up
from tests.cases.desk import HEAD, IT, TEACHER, TEACHING_HEAD, Desk


@pytest.fixture
def locked(desk: Desk) -> str:
    """A lesson of Monday with marks for all three, on Thursday."""
    lesson = desk.hold(40, 41, 42)
    desk.clock.move(days=3)
    return lesson


def at_once(*deeds: Callable[[], Any]) -> list[str]:
    """Do them at the same moment: of each the state that came of it, or the code of its refusal; sorted."""
    barrier, ends = Barrier(len(deeds)), list[str]()

    def do(deed: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            ends.append(str(deed().get("state", "done")))
        except Refused as refused:
            ends.append(refused.refusal.code)

    threads = [Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_two_heads_approve(desk: Desk, locked: str) -> None:
    """¶13: one decision, one number, one warrant."""
    case = desk.report(locked)["id"]
    desk.act(case)
    assert ["approved", "case_state_wrong"] == at_once(
        lambda: desk.approve(case), lambda: desk.approve(case, TEACHING_HEAD)
    )
    assert ["report", "act", "decision"] == [paper["kind"] for paper in desk.case(case)["papers"]]


def test_one_approves_while_the_author_withdraws(desk: Desk, locked: str) -> None:
    """¶13: whoever is second is told so."""
    case = desk.report(locked)["id"]
    desk.act(case)
    ends = at_once(lambda: desk.approve(case), lambda: desk.withdraw(case))
    assert ends in (["approved", "case_state_wrong"], ["case_state_wrong", "withdrawn"])


def test_two_of_it_apply(desk: Desk, locked: str) -> None:
    """¶10: the mark changes once."""
    case = desk.approved(locked)
    assert ["applying", "case_state_wrong"] == at_once(*[lambda: desk.hand_over(case, IT)] * 2)
    desk.deliver()
    assert 2 == len(desk.journal.history(locked, "aliev"))


def test_two_reports_of_one_late_lesson(desk: Desk) -> None:
    """¶4: a lesson that is not there yet is asked for once, too."""
    desk.clock.move(days=3)
    ends = at_once(desk.late_lesson, lambda: desk.late_lesson(who=TEACHING_HEAD))
    assert ["case_already_open", "reported"] == ends


def test_two_reports_for_one_cell(desk: Desk, locked: str) -> None:
    """¶4: the second is told that there is a case already."""
    ends = at_once(lambda: desk.report(locked), lambda: desk.report(locked, who=TEACHING_HEAD))
    assert ["case_already_open", "reported"] == ends


def test_numbers_are_given_one_by_one(desk: Desk, locked: str) -> None:
    """¶13: the very first ones too, without a gap."""
    deeds = [lambda cadet=cadet: desk.report(locked, cadet=cadet) for cadet in ("aliev", "baev", "kim")]
    assert ["reported"] * 3 == at_once(*deeds)
    assert ["1/2026", "2/2026", "3/2026"] == sorted(row["number"] for row in desk.cases(TEACHER)["cases"])


def test_a_make_up_is_entered_once(desk: Desk, locked: str) -> None:
    """¶19: one permission, one mark."""
    desk.approve(desk.report(locked, "make_up")["id"], HEAD)
    desk.deliver()
    deeds = [lambda value=value: _made_up(desk, locked, value) for value in (60, 70)]
    assert ["done", "make_up_not_permitted"] == at_once(*deeds)


def _made_up(desk: Desk, lesson: str, value: int) -> Any:
    body = {"journal": desk.journal.journal, "lesson": lesson, "cadet": "aliev", "value": value}
    return desk.journal.command(record_make_up, RecordMakeUp, body, TEACHER)
