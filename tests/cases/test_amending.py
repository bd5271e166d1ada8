"""Papers that came back are mended: what was wrong in them can be said anew, and what is not said stays (¶13)."""

from typing import Any

import pytest

from tests.cases.desk import COLLEAGUE, HEAD, JOURNAL, METHODIST, OTHER_JOURNAL, TEACHER, TEACHING_HEAD, Desk
from tests.cases.test_corrections_of_marks import code
from tests.gradebook.academy import cell, codes


@pytest.fixture
def locked(desk: Desk) -> str:
    """A lesson of Monday with 58 for aliev, on Thursday."""
    lesson = desk.hold(58, 90)
    desk.clock.move(days=3)
    return lesson


def returned(desk: Desk, lesson: str, kind: str = "mark_correction", **other: Any) -> str:
    """A report back at its author."""
    case = str(desk.report(lesson, kind, **other)["id"])
    desk.send_back(case, METHODIST if kind != "make_up" else HEAD)
    return case


@pytest.mark.parametrize(
    ("said", "becomes"), [({"value": None}, None), ({"value": 80}, 80), ({"value": "ж"}, "ж"), ({}, 75)]
)
def test_a_mark_is_said_anew(desk: Desk, locked: str, said: dict[str, Any], becomes: Any) -> None:
    """¶13: null empties the cell; what is left out stays."""
    case = returned(desk, locked)
    desk.amend(case, **said)
    assert {"before": 58, "after": becomes, "make_up": False, "broken": False} == desk.opened(case, HEAD)
    desk.act(case)
    desk.approve(case)
    desk.apply(case)
    assert (becomes, None) == desk.value(locked)


def test_a_cell_to_be_emptied_stays_so(desk: Desk, locked: str) -> None:
    """¶13: what the report said is kept, though it said that nothing should stand there."""
    case = returned(desk, locked, value=None)
    desk.amend(case)
    assert {"before": 58, "after": None, "make_up": False, "broken": False} == desk.opened(case, HEAD)


@pytest.mark.parametrize(("said", "becomes"), [({"value": 86}, 86), ({"value": None}, None), ({}, 85)])
def test_a_discrepancy_is_mended_by_its_methodist(desk: Desk, locked: str, said: dict[str, Any], becomes: Any) -> None:
    """¶13, ¶20: the head sends the act back; the methodist says what the cell is to hold."""
    case = desk.turn_into_act(desk.notice(locked)["id"])["id"]
    desk.send_back(case)
    desk.act(case, **said)
    desk.approve(case)
    assert "applied" == desk.apply(case)["state"]
    assert (becomes, None) == desk.value(locked)


def test_a_methodist_changes_no_report(desk: Desk, locked: str) -> None:
    """¶13: what the teacher reports stands in the act as it is."""
    case = desk.report(locked)["id"]
    assert "field_not_wanted" == code(desk.act, case, value=80)
    assert "not_a_mark" == code(desk.amend, returned(desk, locked, cadet="baev"), value=101)


def test_the_days_of_a_late_entry_are_said_anew(desk: Desk, locked: str) -> None:
    """¶4, ¶13: one to seven; the column is opened as the last report says, and each paper keeps what it said."""
    case = returned(desk, locked, "late_entry")
    assert "open_days_wrong" == code(desk.amend, case, open_days=8)
    assert "field_not_wanted" == code(desk.amend, case, value=70)
    desk.amend(case, open_days=5)
    desk.act(case)
    desk.approve(case)
    desk.apply(case)
    assert [2, 5, 5, 5] == [paper["open_days"] for paper in desk.case(case)["papers"]]
    desk.clock.move(days=4)
    assert [] == codes(desk.journal.record(cell(locked, "kim", 70)))


def test_days_that_are_not_said_anew_stay(desk: Desk, locked: str) -> None:
    """¶13: as the mark does."""
    assert 2 == desk.amend(returned(desk, locked, "late_entry"))["open_days"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("removal", {"open_days": 2}),
        ("removal", {"value": 70}),
        ("make_up", {"value": 70}),
        ("mark_correction", {"open_days": 2}),
    ],
)
def test_a_report_names_nothing_that_is_not_its_own(desk: Desk, kind: str, said: dict[str, Any]) -> None:
    """¶13: without it, the report is taken."""
    lesson = desk.hold("а", 90)
    desk.clock.move(days=3)
    case = returned(desk, lesson, kind)
    assert "field_not_wanted" == code(desk.amend, case, **said)
    assert "reported" == desk.amend(case)["state"]


def test_a_substitutions_dates_are_said_anew(desk: Desk) -> None:
    """¶13, ¶21: what is left out stays; what was said last is permitted, and each paper keeps what it said."""
    case = desk.stand_in()["id"]
    desk.send_back(case)
    terms = desk.amend(case, METHODIST, until="2026-10-07")["substitution"]
    assert ("2026-10-05", "2026-10-07", TEACHER.person) == (terms["since"], terms["until"], terms["absent"]["id"])
    desk.approve(case)
    desk.deliver()
    papers = desk.case(case)["papers"]
    assert ["2026-10-09", "2026-10-07", "2026-10-07"] == [paper["substitution"]["until"] for paper in papers]
    desk.clock.move(days=3)
    assert "outside_substitution" == code(desk.journal.hold, desk.clock.now().date(), who=COLLEAGUE)


def test_a_substitutions_people_and_journals_are_said_anew(desk: Desk) -> None:
    """¶13, ¶21: who stands in, for whom, where; it is found by the new names and no more by the old ones."""
    case = desk.stand_in()["id"]
    desk.send_back(case)
    said = {"absent": COLLEAGUE.person, "substitute": TEACHER.person, "journals": [OTHER_JOURNAL]}
    terms = desk.amend(case, METHODIST, **said)["substitution"]
    assert (COLLEAGUE.person, TEACHER.person) == (terms["absent"]["id"], terms["substitute"]["id"])
    assert [OTHER_JOURNAL] == [each["id"] for each in terms["journals"]]
    assert [JOURNAL, OTHER_JOURNAL] == [
        paper["substitution"]["journals"][0]["id"] for paper in desk.case(case)["papers"]
    ]
    assert [case] == [row["id"] for row in desk.cases(METHODIST, search=terms["absent"]["name"])["cases"]]
    assert [case] == [row["id"] for row in desk.cases(METHODIST, search=desk.case(case)["number"])["cases"]]


def test_an_amended_substitution_is_in_its_own_way_no_more(desk: Desk) -> None:
    """¶21: but in another's it is, and the rules are asked anew, of what was kept too."""
    case = desk.stand_in()["id"]
    other = desk.stand_in(since="2026-10-10", until="2026-10-12")["id"]
    desk.send_back(case)
    assert "substitution_overlaps" == code(desk.amend, case, METHODIST, until="2026-10-10")
    assert "substitute_is_teacher" == code(desk.amend, case, METHODIST, substitute=TEACHING_HEAD.person)
    assert "journal_not_of_faculty" == code(desk.amend, case, METHODIST, journals=[OTHER_JOURNAL])
    assert "field_not_wanted" == code(desk.amend, case, METHODIST, open_days=2)
    assert "2026-10-09" == desk.case(case)["substitution"]["until"]
    assert "reported" == desk.amend(case, METHODIST, since="2026-10-06")["state"]
    desk.send_back(other)
    desk.clock.move(days=10)
    assert "substitution_too_late" == code(desk.amend, other, METHODIST)
    assert "reported" == desk.amend(other, METHODIST, until="2026-10-15")["state"]
