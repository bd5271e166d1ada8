"""A group's term over all subjects: of closed sheets and journals, for whom, and what hides nothing (¶2, ¶3, ¶5)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.common.security.tokens import Principal
from services.gradebook import contract
from services.gradebook.subscriptions import take_in_journal
from services.gradebook.usecases.show_summary import show_summary
from services.roster.contract import JournalState, TeacherState
from services.roster.contract import Named as RosterNamed
from tests.gradebook.academy import (
    FACULTY,
    IT,
    METHODIST,
    MODERATOR,
    STRANGER,
    TEACHER,
    TERM,
    Academy,
    cell,
)
from tests.gradebook.signing import HEAD, closed, listed, signed, teachers_examine
from tests.gradebook.signing import opened as sheet_opened
from tests.gradebook.test_sheets import refusal
from tests.support.databases import ENGINE
from tests.support.hands import by_hand
from tests.support.runtimes import principal

MONDAY = date(2026, 10, 5)
OTHER_HEAD = principal("head-9", ("faculty_head", "faculty-9"))


@dataclass
class Group:
    """Криминалистика, whose examination aliev has passed, and Әкімшілік құқық with another; baev is not admitted."""

    first: Academy
    second: Academy

    def summary(self, who: Principal = HEAD, **other: str) -> Any:
        """What somebody sees."""
        body = {"group": self.first.group, "term": TERM.id, **other}
        return self.first.ask(show_summary, contract.ShowSummary, body, who)

    def row(self, cadet: str = "aliev", who: Principal = HEAD) -> Any:
        """A cadet's."""
        return next(each for each in self.summary(who)["rows"] if each["cadet"] == cadet)


def stands(row: Any) -> list[tuple[Any, ...]]:
    """What its cells say."""
    return [(each["standing"], each["points"], each["letter"], each["closed"]) for each in row["cells"]]


@pytest.fixture
def group(academy: Academy) -> Group:
    """Their head and methodist have both keys."""
    second = replace(academy, journal=str(uuid4()))
    teacher = TeacherState(person=TEACHER.person, name=TEACHER.person, since=TERM.starts, until=None)
    state = JournalState(
        id=second.journal,
        group=second.group,
        group_name="ҚҚ-21",
        faculty=FACULTY,
        subject=RosterNamed(id="subject-2", name="Әкімшілік құқық"),
        term=TERM,
        teachers=(teacher,),
    )
    with academy.runtime.unit.writing() as work:
        take_in_journal(work, state)
        work.audit("journal.told", "academy")
    academy.knows(HEAD, METHODIST)
    for each, points in ((academy, 64), (second, 30)):
        _term(each, points)
    return Group(academy, second)


def _term(journal: Academy, points: int) -> None:
    lecture, control = journal.hold(MONDAY), journal.hold(MONDAY, "rating_control")
    teachers_examine(journal)
    examination = journal.hold(MONDAY, "examination")
    journal.record(cell(lecture, "aliev", 72), cell(lecture, "baev", 40))
    journal.record(cell(control, "aliev", 80), cell(control, "baev", 30))
    journal.record(cell(examination, "aliev", points))
    journal.share()


def test_it_says_what_closed_sheets_say_and_the_journal_where_there_is_none(group: Group) -> None:
    """¶2: subjects in their order; the GPA of both by credits, debts, who is not admitted."""
    closed(group.first, "examination")
    row = group.row()
    assert stands(row) == [("debt", 30, "FX", False), ("passed", 71, "C+", True)]
    assert (row["gpa"], row["debts"], row["not_admitted"]) == ("1.42", 1, 0)
    assert (row["provisional"], row["not_passed"], group.row("baev")["not_passed"]) == (True, 1, 2)
    assert stands(group.row("baev"))[1] == ("not_admitted", None, None, True)
    found = group.summary()
    assert [(each["subject"]["name"], each["closed"], each["sheets"]) for each in found["subjects"]] == [
        ("Әкімшілік құқық", False, ()),
        ("Криминалистика", True, ("1/2026",)),
    ]
    assert found["subjects"][0]["tally"] == {"passed": 0, "debt": 1, "not_admitted": 1, "pending": 0, "broken": 0}
    assert found["totals"] == {"cadets": 2, "clear": 0, "in_debt": 1, "not_admitted": 1}
    assert found["subjects"][0]["credits"] == 5


def test_a_retake_without_a_closed_sheet_is_told_as_the_journal_has_it(group: Group) -> None:
    """¶2: until its sheet is closed; the examination's own stays for the others."""
    closed(group.second, "examination")
    retake = group.second.hold(MONDAY, "retake")
    group.second.record(cell(retake, "aliev", 70))
    assert stands(group.row())[0] == ("passed", 74, "C+", False)
    assert not group.summary()["subjects"][0]["closed"]
    sheet = sheet_opened(group.second, "retake", retake)["id"]
    signed(group.second, sheet, TEACHER)
    assert not group.row()["cells"][0]["closed"]
    signed(group.second, sheet, HEAD, revision=1)
    assert stands(group.row())[0] == ("passed", 74, "C+", True)
    assert group.summary()["subjects"][0]["sheets"] == ("1/2026", "2/2026")


def test_who_did_not_come_is_in_debt_and_has_the_code(group: Group) -> None:
    """¶2, ¶6: the cell says why there are no points."""
    examination = next(each["id"] for each in group.second.show()["lessons"] if each["kind"] == "examination")
    group.second.record(cell(examination, "aliev", "қ", 1))
    row = group.row()
    assert (row["cells"][0]["absence"], stands(row)[0]) == ("қ", ("debt", None, None, False))


@pytest.mark.parametrize("who", [HEAD, METHODIST], ids=lambda who: who.person)
def test_who_leads_the_faculty_sees_it(group: Group, who: Principal) -> None:
    """¶3, ¶5: and is told of it beside the sheets."""
    assert not group.summary(who)["hidden"]
    answer = listed(group.first, who)
    assert answer == []


@pytest.mark.parametrize("who", [IT, MODERATOR], ids=lambda who: who.person)
def test_it_sees_counts_and_no_figure(group: Group, who: Principal) -> None:
    """¶5, ¶7: how many cells of the examination are filled, and whether its sheet is closed."""
    closed(group.first, "examination")
    found = group.summary(who)
    assert (found["hidden"], found["rows"], found["totals"]) == (True, (), None)
    assert [(each["closed"], each["counts"], each["tally"], each["credits"]) for each in found["subjects"]] == [
        (False, {"expected": 2, "filled": 1, "missing": 1}, None, None),
        (True, {"expected": 2, "filled": 1, "missing": 1}, None, None),
    ]


@pytest.mark.parametrize("who", [TEACHER, STRANGER, OTHER_HEAD], ids=lambda who: who.person)
def test_nobody_else_sees_it(group: Group, who: Principal) -> None:
    """¶3: nor learns that there is such a group; of another term there is none for anybody."""
    assert refusal(group.summary, who) == ("summary_unknown", "¶2")
    assert (
        refusal(group.summary, HEAD, term="another")
        == refusal(group.summary, IT, term="")
        == ("summary_unknown", "¶2")
    )


def test_a_journal_whose_key_one_lacks_is_named_and_hides_no_other(group: Group) -> None:
    """¶5: the key has not been shared with the head."""
    where = {"journal": group.second.journal, "person": HEAD.person}
    statement = "DELETE FROM journal_key_copy WHERE journal = :journal AND person = :person"
    by_hand(group.first.runtime, "journal_key_copy", statement, **where)
    found = group.summary()
    assert [(each["journal"], each["reason"]) for each in found["left_out"]] == [(group.second.journal, "no_key")]
    assert [each["subject"]["name"] for each in found["subjects"]] == ["Криминалистика"]
    assert stands(group.row()) == [("passed", 71, "C+", False)]


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("journal_key_copy", "UPDATE journal_key_copy SET sealed = :altered WHERE journal = :journal"),
        pytest.param(
            "journal",
            "UPDATE journal SET term_starts = :altered WHERE id = :journal",
            marks=pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind"),
        ),
    ],
)
def test_a_damaged_journal_is_named_and_hides_no_other(group: Group, table: str, statement: str) -> None:
    """¶5, ¶7."""
    by_hand(group.first.runtime, table, statement, journal=group.second.journal, altered=b"\x02\x00")
    found = group.summary()
    assert [(each["journal"], each["reason"]) for each in found["left_out"]] == [(group.second.journal, "damaged")]
    assert [each["subject"]["name"] for each in found["subjects"]] == ["Криминалистика"]


def test_a_mark_that_was_altered_breaks_one_cell(group: Group) -> None:
    """¶5: nothing is said of that cadet's GPA, and all of the others'."""
    statement = (
        "UPDATE mark_version SET sealed = :altered WHERE cadet = 'aliev' AND lesson IN "
        "(SELECT id FROM lesson WHERE journal = :journal)"
    )
    by_hand(group.first.runtime, "mark_version", statement, journal=group.second.journal, altered=b"\x02\x00")
    row = group.row()
    assert ([each["standing"] for each in row["cells"]], row["gpa"]) == (["broken", "passed"], None)
    assert stands(group.row("baev"))[0][0] == "not_admitted"
