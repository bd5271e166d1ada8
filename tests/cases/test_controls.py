"""A control's marks are corrected, made up, entered late and struck out as a lesson's (¶2, ¶4, ¶19, ¶20)."""

import pytest

from services.common.messaging.envelope import Trace
from services.gradebook.contract import NameExaminers
from services.gradebook.usecases.name_examiners import name_examiners
from tests.cases.desk import COLLEAGUE, JOURNAL, METHODIST, MONDAY, Desk
from tests.cases.test_corrections_of_marks import code
from tests.gradebook.academy import cell, codes

CONTROLS = ("midterm_control", "rating_control")


@pytest.fixture(params=CONTROLS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of control."""
    return str(request.param)


@pytest.fixture
def control(desk: Desk, kind: str) -> str:
    """A control of Monday on Thursday: aliev was ill, baev has 49, kim's cell was left empty."""
    control = desk.hold("а", 49, kind=kind)
    desk.clock.move(days=3)
    return control


def test_a_mark_is_corrected(desk: Desk, control: str) -> None:
    """¶4: by report, act and decision."""
    assert "applied" == desk.apply(desk.approved(control))["state"]
    assert (75, None) == desk.value(control, "aliev")


def test_a_mark_is_made_up(desk: Desk, control: str) -> None:
    """¶19: beside the original."""
    desk.approved(control, "make_up")
    desk.make_up(control, 80)
    assert ("а", 80) == desk.value(control, "aliev")


def test_empty_cells_are_entered_late(desk: Desk, control: str) -> None:
    """¶4: and what was there stays locked."""
    desk.apply(desk.approved(control, "late_entry"))
    assert [] == codes(desk.journal.record(cell(control, "kim", 70)))
    assert ["mark_locked"] == codes(desk.journal.record(cell(control, "baev", 70, 1)))


def test_it_is_struck_out(desk: Desk, control: str) -> None:
    """¶19: and stays in the record."""
    desk.apply(desk.approved(control, "removal"))
    assert [(control, "removed")] == [(each["id"], each["state"]) for each in desk.journal.show()["lessons"]]


def test_a_discrepancy_is_put_right(desk: Desk, control: str) -> None:
    """¶20: from the notice to the mark."""
    case = desk.turn_into_act(desk.notice(control)["id"])["id"]
    desk.approve(case)
    desk.deliver()
    desk.apply(case)
    assert (85, None) == desk.value(control, "aliev")


def test_it_is_added_late(desk: Desk, kind: str) -> None:
    """¶4, ¶17: its papers say which kind it is, and a term has no more than four of it that way either."""
    desk.clock.move(days=3)
    case = desk.with_papers(desk.late_lesson(kind=kind))
    assert "applied" == desk.apply(case)["state"]
    (control,) = desk.journal.show()["lessons"]
    assert (MONDAY.isoformat(), kind) == (control["date"], control["kind"])
    assert [kind] == list({each["held"]["kind"] for each in desk.case(case)["papers"]})
    for _ in range(3):
        desk.hold(kind=kind)
        desk.clock.move(days=1)
    assert "too_many_columns" == code(desk.late_lesson, kind=kind, day=MONDAY.replace(day=6))


def test_an_examiner_reports_on_the_examination_and_its_teachers_do_not(desk: Desk) -> None:
    """¶3, ¶4: by the same papers; it is not made up, for it is retaken (¶19)."""
    body = {"command_id": "naming-1", "journal": JOURNAL, "people": [COLLEAGUE.person]}
    desk.hold(70)
    desk.gradebook.run_command(name_examiners, NameExaminers, body, METHODIST, Trace())
    desk.journal.share()
    examination = desk.hold(40, kind="examination", who=COLLEAGUE)
    desk.clock.move(days=3)
    assert "not_an_examiner" == code(desk.report, examination)
    assert "not_made_up" == code(desk.report, examination, "make_up", who=COLLEAGUE)
    assert "code_not_taken" == code(desk.report, examination, who=COLLEAGUE, value="д")
    assert "applied" == desk.apply(desk.approved(examination, who=COLLEAGUE))["state"]
    assert (75, None) == desk.value(examination, "aliev")
    retake = desk.with_papers(desk.late_lesson(kind="retake", who=COLLEAGUE))
    assert "applied" == desk.apply(retake)["state"]
    kinds = [each["kind"] for each in desk.journal.show()["lessons"]]
    assert {"lecture", "examination", "retake"} == {*kinds}


def test_a_teacher_reports_no_examination(desk: Desk) -> None:
    """¶3: neither one that nobody added."""
    desk.clock.move(days=3)
    assert "not_an_examiner" == code(desk.late_lesson, kind="examination")
