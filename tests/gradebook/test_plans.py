"""Nothing in a teacher's day gets slower with every mark that an academy enters."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.gradebook import contract
from services.gradebook.store.models import Base, Opening, Warrant
from services.gradebook.usecases.list_insights import list_insights
from services.gradebook.usecases.list_journals import list_journals
from services.gradebook.usecases.show_cadet_insights import show_cadet_insights
from services.gradebook.usecases.show_own_study import show_own_study
from tests.gradebook.academy import METHODIST, TEACHER, Academy, cell, make_academy
from tests.gradebook.permitting import statement
from tests.support.clocks import StillClock
from tests.support.databases import SqliteDatabases
from tests.support.plans import plans, read_whole
from tests.support.runtimes import cadet

MONDAY, SUNDAY = date(2026, 10, 5), date(2026, 10, 4)
GROWING = {*Base.metadata.tables, "audit_entry", "command"}


@pytest.fixture
def academy(tmp_path: Path, clock: StillClock) -> Academy:
    """On SQLite, whatever the other tests run on: PostgreSQL reads a table whole while it has few rows."""
    return make_academy(SqliteDatabases(tmp_path), tmp_path, clock)


@pytest.fixture
def lesson(academy: Academy) -> str:
    """One of yesterday, with a mark."""
    made = academy.hold(SUNDAY)
    academy.record(cell(made, "aliev", 60))
    return made


def test_a_lesson_is_added_without_reading_all(academy: Academy) -> None:
    """¶4: the journal's other lessons are found by the journal."""
    with plans() as steps:
        academy.hold(MONDAY)
    assert set() == read_whole(steps) & GROWING


@pytest.mark.parametrize("count", [1, 30])
def test_marks_are_recorded_without_reading_all(academy: Academy, lesson: str, cadets: list[str], count: int) -> None:
    """¶4: of marks only the newest version of each cell is read, also for the new means."""
    with plans() as steps:
        answer = academy.record(*(cell(lesson, each, 75) for each in cadets[:count]))
    assert count == len(answer["saved"]) == len(answer["means"])
    assert set() == read_whole(steps) & GROWING
    assert_newest_only(steps)


@pytest.mark.parametrize("who", [TEACHER, METHODIST], ids=["teacher", "methodist"])
def test_a_journal_is_shown_without_reading_all(academy: Academy, lesson: str, who: Principal) -> None:
    """¶7: a journal's page reads the journal's own rows, and gives its key to who waits."""
    with plans() as steps:
        shown = academy.show(who)
        academy.share(who)
    assert [lesson] == [each["id"] for each in shown["lessons"]]
    assert set() == read_whole(steps) & GROWING
    assert_newest_only(steps)


def test_cadets_get_their_keys_and_marks_without_reading_all(academy: Academy, lesson: str) -> None:
    """¶3, ¶5: what the journal's own cadets wait for, and what they then see."""
    aliev = cadet("account-a", "aliev")
    academy.lets_cadets_in()
    academy.knows(aliev)
    with plans() as steps:
        academy.share()
        shown = academy.ask(show_own_study, contract.ShowOwnStudy, {}, aliev)
    assert [60] == [mark["value"] for each in shown["journals"] for mark in each["marks"]]
    assert set() == read_whole(steps) & GROWING


@pytest.mark.parametrize("who", [TEACHER, METHODIST], ids=["teacher", "methodist"])
def test_the_start_page_is_shown_without_reading_all(academy: Academy, lesson: str, who: Principal) -> None:
    """¶3: a person's journals, and what is due in them."""
    with plans() as steps:
        shown = academy.runtime.run_query(list_journals, contract.ListJournals, {"term": ""}, who, Trace())
    assert [1] == [each["lessons"] for each in shown["journals"]]
    assert set() == read_whole(steps) & GROWING


@pytest.mark.parametrize("who", [TEACHER, METHODIST], ids=["teacher", "methodist"])
def test_how_study_goes_is_shown_without_reading_all(academy: Academy, lesson: str, who: Principal) -> None:
    """¶1: of journals side by side and of a cadet the own rows are read."""
    with plans() as steps:
        listed = academy.ask(list_insights, contract.ListInsights, {"term": ""}, who)
        seen = academy.ask(show_cadet_insights, contract.ShowCadetInsights, {"cadet": "aliev"}, who)
    assert ["60"] == [each["mean"] for each in listed["journals"]]
    assert ["60.00"] == [each["result"]["rating"] for term in seen["terms"] for each in term["journals"]]
    assert set() == read_whole(steps) & GROWING
    assert_newest_only(steps)


def test_a_history_is_shown_without_reading_all(academy: Academy, lesson: str) -> None:
    """¶17: a cell's versions, and no other's."""
    with plans() as steps:
        assert [60] == [each["value"] for each in academy.history(lesson, "aliev")]
    assert set() == read_whole(steps) & GROWING


def test_an_opened_column_is_written_and_shown_without_reading_all(academy: Academy, cadets: list[str]) -> None:
    """¶4: what a late entry lets in is known from the cells, not from all that was ever in them."""
    lesson = academy.hold(SUNDAY)
    academy.record(cell(lesson, cadets[0], 60))
    academy.clock.move(days=2)
    open_late(academy, lesson)
    with plans() as steps:
        answer = academy.record(*(cell(lesson, each, 75) for each in cadets[1:]))
        shown = academy.show()
    assert (29, 30) == (len(answer["saved"]), len(shown["marks"]))
    assert set() == read_whole(steps) & GROWING
    assert_newest_only(steps)


def open_late(academy: Academy, lesson: str) -> None:
    """As a warrant would, for its first teacher."""
    at = datetime(2026, 10, 6, tzinfo=UTC)
    with academy.runtime.unit.writing() as work:
        signed = statement(academy, "late_entry", at, lesson=lesson)
        work.session.add(Warrant(id="warrant-1", case="case-1", kind="late_entry", statement=signed, at=at))
        work.session.flush()
        until = at + timedelta(days=7)
        work.session.add(Opening(warrant="warrant-1", lesson=lesson, person=TEACHER.person, until=until))
        work.audit("column.opened", f"lesson/{lesson}")


def assert_newest_only(steps: list[str]) -> None:
    """A cell that was corrected a hundred times costs no more than any other."""
    read = [step for step in steps if step.startswith("SEARCH mark_version ")]
    assert read
    assert [] == [step for step in read if "version=?" not in step]
