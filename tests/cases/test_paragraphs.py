"""A refusal names the paragraph for which something was asked: a report, an act, a notice, a substitution."""

from collections.abc import Callable
from typing import Any

import pytest

from services.common.errors import Refused
from tests.cases.desk import HEAD, METHODIST, Desk
from tests.cases.test_calendar import say


@pytest.fixture
def locked(desk: Desk) -> str:
    """A lesson of Monday with 58 for aliev and 40 for baev, on Thursday."""
    lesson = desk.hold(58, 40)
    desk.clock.move(days=3)
    return lesson


def refused(what: Callable[..., Any], *args: Any, **named: Any) -> tuple[str, str]:
    """The code and the paragraph with which something is refused."""
    with pytest.raises(Refused) as caught:
        what(*args, **named)
    return caught.value.refusal.code, caught.value.refusal.rule


@pytest.mark.parametrize(
    ("kind", "rule"), [("mark_correction", "¶4"), ("late_entry", "¶4"), ("make_up", "¶19"), ("removal", "¶19")]
)
def test_a_report_says_why_by_the_paragraph_of_its_kind(desk: Desk, locked: str, kind: str, rule: str) -> None:
    """¶4, ¶19: when it is made and when it is mended."""
    other: dict[str, Any] = {"cadet": "baev"} if kind == "make_up" else {}
    assert ("text_required", rule) == refused(desk.report, locked, kind, text=" ", **other)
    case = desk.report(locked, kind, **other)["id"]
    desk.send_back(case, HEAD if kind == "make_up" else METHODIST)
    assert ("text_required", rule) == refused(desk.amend, case, text=" ")


def test_acts_and_steps_are_said_in_words(desk: Desk, locked: str) -> None:
    """¶13: of a notice too."""
    case, notice = desk.report(locked)["id"], desk.notice(locked, "baev")["id"]
    assert ("reason_required", "¶13") == refused(desk.send_back, case, METHODIST, reason=" ")
    assert ("text_required", "¶13") == refused(desk.act, case, text=" ")
    assert ("text_required", "¶13") == refused(desk.turn_into_act, notice, text=" ")
    desk.act(case)
    assert ("reason_required", "¶13") == refused(desk.reject, case, reason=" ")


def test_what_has_a_paragraph_of_its_own_is_said_by_it(desk: Desk, locked: str) -> None:
    """¶10, ¶20, ¶21: a day's reason, a notice, a substitution and its end."""
    assert ("text_required", "¶21") == refused(desk.stand_in, text=" ")
    case = desk.stand_in()["id"]
    desk.approve(case)
    desk.deliver()
    assert ("reason_required", "¶10") == refused(say, desk, "2026-10-09", working=False, reason=" ")
    assert ("text_required", "¶20") == refused(desk.notice, locked, text=" ")
    assert ("reason_required", "¶21") == refused(desk.revoke, case, reason=" ")


def test_a_substitution_is_mended_by_its_own_paragraph(desk: Desk) -> None:
    """¶21: who asked says why anew."""
    case = desk.stand_in()["id"]
    desk.send_back(case)
    assert ("text_required", "¶21") == refused(desk.amend, case, METHODIST, text=" ")


def test_a_journal_is_nobodys_by_the_paragraph_for_which_it_is_named(desk: Desk, locked: str) -> None:
    """¶3, ¶20, ¶21: and a lesson is not there, a cadet not in the group."""
    nowhere: dict[str, Any] = {"journal": "journal-8"}
    assert ("not_your_journal", "¶3") == refused(desk.report, locked, **nowhere)
    assert ("not_your_journal", "¶20") == refused(desk.notice, locked, **nowhere)
    assert ("not_your_faculty", "¶21") == refused(desk.stand_in, journals=["journal-8"])
    assert ("lesson_unknown", "¶3") == refused(desk.report, "never-held")
    assert ("lesson_unknown", "¶20") == refused(desk.notice, "never-held")
    assert ("cadet_not_member", "¶15") == refused(desk.report, locked, cadet="nobody")
    assert ("cadet_not_member", "¶20") == refused(desk.notice, locked, "nobody")
