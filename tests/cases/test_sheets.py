"""A signed grade sheet and cases: none is signed over an open one; a correction makes a new revision (¶2, ¶4, ¶19)."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.corrections import contract as corrections
from services.corrections.usecases.republish import republish
from services.gradebook.store.models import MakeUp, OpenCase, SheetRevision
from services.gradebook.usecases import revise_sheet
from tests.cases.desk import HEAD, IT, METHODIST, MODERATOR, TEACHER, Desk
from tests.cases.test_corrections_of_marks import code
from tests.gradebook.academy import Academy, cell, codes
from tests.gradebook.recording import issued, recorded
from tests.gradebook.signing import line, listed, opened, shown, signed, teachers_examine
from tests.gradebook.test_policies import TERMS, proposed, put_in_force_by_hand


@dataclass
class Term:
    """A lecture, a control and an examination of Monday; aliev's final is C+, baev is not admitted."""

    desk: Desk
    lecture: str
    examination: str

    @property
    def journal(self) -> Academy:
        """The gradebook alone."""
        return self.desk.journal

    def sheet(self, *, by_head: bool = True) -> str:
        """A sheet of the examination, signed by its examiner, and closed by the head; its window is over."""
        sheet = str(opened(self.journal, "examination")["id"])
        signed(self.journal, sheet, TEACHER)
        if by_head:
            signed(self.journal, sheet, HEAD, revision=1)
        self.desk.clock.move(days=3)
        return sheet

    def corrected(self, lesson: str, value: int) -> str:
        """The whole way of papers for aliev's mark; the case."""
        case = self.desk.approved(lesson, value=value)
        self.desk.apply(case)
        return case


@pytest.fixture
def term(desk: Desk) -> Term:
    """Before any sheet."""
    lecture, _control = desk.hold(72, 40, 90), desk.hold(80, 30, 90, kind="rating_control")
    teachers_examine(desk.journal)
    examination = desk.hold(64, kind="examination")
    assert not desk.journal.record(cell(examination, "kim", 90))["refused"]
    desk.journal.share()
    return Term(desk, lecture, examination)


def count(term: Term, table: type) -> int:
    """How many rows the gradebook has."""
    with term.desk.gradebook.unit.reading() as work:
        return work.session.scalar(select(func.count()).select_from(table)) or 0


def stands(term: Term, sheet: str, who: Principal = MODERATOR) -> tuple[int, bool]:
    """The newest revision's number, and whether it is outdated."""
    row = shown(term.journal, sheet, who)["row"]
    return row["revision"], row["outdated"]


def test_no_sheet_is_signed_while_a_case_is_open(term: Term) -> None:
    """¶4: neither by the examiner nor by the head; corrections tells of each move."""
    sheet = opened(term.journal, "examination")["id"]
    term.desk.clock.move(days=3)
    case = term.desk.report(term.lecture)["id"]
    term.desk.deliver()
    assert code(signed, term.journal, sheet, TEACHER) == "sheet_has_open_case"
    term.desk.withdraw(case)
    term.desk.deliver()
    signed(term.journal, sheet, TEACHER)
    again = term.desk.approved(term.lecture)
    assert code(signed, term.journal, sheet, HEAD, revision=1) == "sheet_has_open_case"
    term.desk.apply(again)
    assert shown(term.journal, sheet, HEAD)["row"]["revision"] == 2
    assert signed(term.journal, sheet, HEAD, revision=2)["state"] == "closed"


def test_a_correction_makes_a_revision_when_the_head_opens_the_sheet(term: Term) -> None:
    """¶2, ¶4: it names the one before and the case; whoever applied it had no key."""
    sheet = term.sheet()
    before = shown(term.journal, sheet)["lines"]
    case = term.corrected(term.examination, 90)
    assert stands(term, sheet, METHODIST) == stands(term, sheet) == (1, True)
    found = shown(term.journal, sheet, HEAD)
    assert [(each["number"], each["supersedes"], each["cases"]) for each in found["revisions"]] == [
        (1, 0, ()),
        (2, 1, (case,)),
    ]
    assert (line(found)["attempts"], line(found)["final"], line(found)["letter"]) == ((90,), "81.60", "B")
    assert (found["row"]["state"], found["row"]["outdated"], found["shown"]) == ("closed", False, 2)
    assert shown(term.journal, sheet, revision=1)["lines"] == before
    assert stands(term, sheet, TEACHER) == (2, False)
    revised = term.desk.audited(term.desk.gradebook, "sheet.revised")
    assert [(each["revision"], each["supersedes"], each["cases"]) for each in revised] == [(2, 1, [case])]


def test_only_whose_cells_are_changed_has_a_record_superseded(term: Term) -> None:
    """¶4, ¶19: by a correction, and by a removed lesson in which not everybody has a mark."""
    seminar = term.desk.hold(60, kind="seminar")
    term.sheet()
    first = {cadet: issued(term.journal, cadet, METHODIST)["id"] for cadet in ("aliev", "baev", "kim")}
    term.desk.clock.move(hours=1)
    term.corrected(term.lecture, 90)
    assert states(term, first) == {"aliev": "superseded", "baev": "valid", "kim": "valid"}
    assert shown(term.journal, listed(term.journal, HEAD)[0]["id"], HEAD)["row"]["revision"] == 2
    assert states(term, first) == {"aliev": "superseded", "baev": "valid", "kim": "valid"}
    again = first | {"aliev": issued(term.journal, "aliev", METHODIST)["id"]}
    term.desk.apply(term.desk.approved(seminar, "removal"))
    assert states(term, again) == {"aliev": "superseded", "baev": "valid", "kim": "valid"}


def states(term: Term, records: dict[str, str]) -> dict[str, str]:
    """What the cadets' records are worth."""
    return {cadet: recorded(term.journal, each, METHODIST)["row"]["state"] for cadet, each in records.items()}


def test_two_corrections_before_anybody_looks_are_one_revision(term: Term) -> None:
    """¶4: which names both cases."""
    sheet = term.sheet()
    cases = (term.corrected(term.lecture, 90), term.corrected(term.examination, 80))
    assert shown(term.journal, sheet, TEACHER)["revisions"][-1]["cases"] == cases
    assert count(term, SheetRevision) == 2


def test_a_warrant_that_comes_again_changes_a_sheet_once(term: Term) -> None:
    """¶4: however often it is delivered."""
    sheet = term.sheet()
    case = term.desk.approved(term.lecture)
    term.desk.hand_over(case)
    sent = term.desk.deliver()
    for each in sent:
        if each["type"] == corrections.WARRANT_ISSUED:
            term.desk.take_in(term.desk.gradebook, {**each, "id": str(uuid4()), "sequence": "999"})
    assert shown(term.journal, sheet, HEAD)["row"]["revision"] == 2
    assert stands(term, sheet, HEAD) == (2, False)


def test_a_removed_lesson_changes_every_line(term: Term) -> None:
    """¶19: the sheet is revised for who rested on it."""
    sheet = term.sheet()
    term.desk.apply(term.desk.approved(term.lecture, "removal"))
    found = shown(term.journal, sheet, HEAD)
    assert (found["row"]["revision"], line(found)["current"], line(found)["rating"]) == (2, None, "80.00")


def test_a_make_up_revises_the_sheet_in_its_own_transaction(term: Term, monkeypatch: pytest.MonkeyPatch) -> None:
    """¶2, ¶19: who enters it has the key; when the revision fails, nothing of it is done."""
    lecture = term.desk.hold("а", 40, 90, kind="seminar")
    sheet = term.sheet()
    case = term.desk.approved(lecture, "make_up")
    with monkeypatch.context() as patched:
        patched.setattr(revise_sheet, "add_revision", _failing)
        with pytest.raises(OSError, match="no room"):
            term.desk.make_up(lecture, 100)
    assert (count(term, MakeUp), stands(term, sheet)) == (0, (1, False))
    term.desk.make_up(lecture, 100)
    assert (count(term, MakeUp), stands(term, sheet)) == (1, (2, False))
    found = shown(term.journal, sheet, HEAD)
    assert (found["revisions"][-1]["cases"], line(found)["current"]) == ((case,), "86.00")


def _failing(*_args: Any, **_named: Any) -> None:
    raise OSError("no room")


def test_a_late_entry_fills_cells_and_the_sheet_is_revised_once(term: Term) -> None:
    """¶4: cell by cell, under one permission."""
    seminar = term.desk.hold(kind="seminar")
    sheet = term.sheet()
    assert codes(term.journal.record(cell(seminar, "aliev", 90))) == ["sheet_signed"]
    case = term.desk.approved(seminar, "late_entry")
    term.desk.apply(case)
    for cadet in ("aliev", "baev"):
        assert codes(term.journal.record(cell(seminar, cadet, 90))) == []
    assert stands(term, sheet) == (1, True)
    assert len(term.desk.audited(term.desk.gradebook, "sheet.outdated")) == 1
    found = shown(term.journal, sheet, HEAD)
    assert (found["revisions"][-1]["cases"], line(found)["current"]) == ((case,), "81.00")


def test_who_is_not_on_the_sheet_does_not_change_it(term: Term) -> None:
    """¶2: a sheet of a retake lists those who sit it."""
    term.journal.record(cell(term.examination, "kim", 30, 1))
    retake = term.desk.hold(kind="retake")
    assert codes(term.journal.record(cell(retake, "kim", 60))) == []
    sheet = str(opened(term.journal, "retake", retake)["id"])
    signed(term.journal, sheet, TEACHER)
    term.desk.clock.move(days=3)
    term.corrected(term.lecture, 100)
    assert [each["result"]["cadet"] for each in shown(term.journal, sheet, HEAD)["lines"]] == ["kim"]
    assert stands(term, sheet) == (1, False)


def test_a_revision_is_made_by_the_policy_of_the_first(term: Term) -> None:
    """¶2: whatever holds for the term meanwhile, as it could in the former release."""
    other = proposed(term.journal, terms={**TERMS, "rating_weight": "0", "examination_weight": "1"})
    sheet = term.sheet()
    put_in_force_by_hand(term.journal, other)
    term.corrected(term.examination, 90)
    found = shown(term.journal, sheet, HEAD)
    assert (found["policy"], found["row"]["revision"], line(found)["final"]) == (0, 2, "81.60")


def test_open_cases_are_told_again(term: Term) -> None:
    """¶4: so that the gradebook's copy can be rebuilt; IT only."""
    term.desk.clock.move(days=3)
    term.desk.report(term.lecture)
    term.desk.deliver()
    with term.desk.gradebook.unit.writing() as work:
        work.session.delete(work.session.scalars(select(OpenCase)).one())
        work.audit("case.lost", "case")
    told = (republish, corrections.Republish, {"command_id": str(uuid4())})
    assert code(term.desk.corrections.run_command, *told, HEAD, Trace()) == "role_required"
    assert count(term, OpenCase) == 0
    term.desk.corrections.run_command(*told, IT, Trace())
    term.desk.deliver()
    assert count(term, OpenCase) == 1


def test_a_substitution_that_waits_is_a_case_on_its_journals(term: Term) -> None:
    """¶4, ¶21: until the head has decided."""
    sheet = opened(term.journal, "examination")["id"]
    case = term.desk.stand_in()["id"]
    term.desk.deliver()
    assert code(signed, term.journal, sheet, TEACHER) == "sheet_has_open_case"
    term.desk.approve(case)
    term.desk.deliver()
    assert signed(term.journal, sheet, TEACHER)["revision"] == 1
