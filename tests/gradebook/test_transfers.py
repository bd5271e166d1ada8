"""A cadet who is transferred, renamed or on leave (¶15): the journal shows who was in the group on each day."""

from datetime import date
from typing import Any

from services.common.messaging.envelope import Trace
from services.gradebook.contract import ListJournals
from services.gradebook.subscriptions import take_in_group
from services.gradebook.usecases.list_journals import list_journals
from services.roster.contract import GroupState, MemberState, NameState
from tests.gradebook.academy import FACULTY, TEACHER, TERM, Academy, cell, codes

MONDAY, THURSDAY = date(2026, 10, 5), date(2026, 10, 8)
NAMES = (
    NameState(family="Ким", given="Лев", patronymic="", since=TERM.starts),
    NameState(family="Югай", given="Лев", patronymic="", since=THURSDAY),
)


def tell(academy: Academy, *stays: tuple[date, date | None], names: tuple[NameState, ...] = NAMES[:1]) -> None:
    """Let the gradebook learn from roster that the cadet's stays in the group are these."""
    members = tuple(
        MemberState(cadet="kim", number="1", names=names, since=since, until=until) for since, until in stays
    )
    with academy.runtime.unit.writing() as work:
        take_in_group(work, GroupState(id=academy.group, name="ҚҚ-21", faculty=FACULTY, members=members))
        work.audit("event.taken_in", f"group/{academy.group}")


def due(academy: Academy) -> tuple[int, int]:
    """How many cells of the only lesson are filled, of how many."""
    (row,) = academy.runtime.run_query(list_journals, ListJournals, {}, TEACHER, Trace())["journals"]
    (lesson,) = row["due"]
    return lesson["filled"], lesson["expected"]


def only(academy: Academy) -> Any:
    """The journal's only cadet."""
    (cadet,) = academy.show()["cadets"]
    return cadet


def test_marks_from_before_a_transfer_stay_in_the_old_journal(academy: Academy) -> None:
    """¶15: with their cadet, who was in the group until the day before, and with the mean."""
    tell(academy, (TERM.starts, None))
    academy.record(cell(academy.hold(MONDAY), "kim", 80))
    tell(academy, (TERM.starts, THURSDAY))
    page = academy.show()
    assert [("kim", 80)] == [(each["cadet"], each["value"]) for each in page["marks"]]
    assert [("kim", "80.00")] == [(each["cadet"], each["value"]) for each in page["means"]]
    assert "2026-10-07" == only(academy)["until"]


def test_a_lesson_after_a_transfer_takes_no_mark(academy: Academy) -> None:
    """¶15: nor one of the day of the transfer; the lesson before it does, inside its window."""
    tell(academy, (TERM.starts, THURSDAY))
    academy.clock.move(days=3)
    before, after = (academy.hold(day) for day in (date(2026, 10, 7), THURSDAY))
    answer = academy.record(cell(before, "kim", 70), cell(after, "kim", 70))
    assert [before] == [each["lesson"] for each in answer["saved"]]
    assert [("cadet_not_member", "¶15")] == [(each["code"], each["rule"]) for each in answer["refused"]]


def test_no_mark_is_entered_for_a_day_of_leave(academy: Academy) -> None:
    """¶15: before the leave and from the day of return on one is."""
    tell(academy, (TERM.starts, MONDAY), (date(2026, 10, 7), None))
    academy.clock.move(days=2)
    lessons = [academy.hold(date(2026, 10, day)) for day in (5, 6, 7)]
    answer = academy.record(*(cell(lesson, "kim", 60) for lesson in lessons))
    assert (["cadet_not_member"] * 2, [lessons[2]]) == (codes(answer), [each["lesson"] for each in answer["saved"]])


def test_a_lesson_due_counts_the_marks_of_its_days_members(academy: Academy) -> None:
    """¶15: after a back-dated transfer a mark that stayed fills nobody else's cell, and makes no lesson full."""
    tell(academy, (TERM.starts, None))
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "kim", 80))
    assert (1, 1) == due(academy)
    tell(academy, (TERM.starts, MONDAY))
    assert (0, 0) == due(academy)
    tell(academy, (TERM.starts, date(2026, 10, 1)), (MONDAY, None))
    assert (1, 1) == due(academy)


def test_a_row_has_its_names_by_date(academy: Academy) -> None:
    """¶15: the page shows today's name, and an old page can be printed under the name of its day."""
    tell(academy, (TERM.starts, None), names=NAMES[::-1])
    expected = [("Ким Л.", "2026-09-01"), ("Югай Л.", "2026-10-08")]
    assert expected == [(each["name"], each["since"]) for each in only(academy)["names"]]
    assert "Ким Л." == only(academy)["name"]
    academy.clock.move(days=3)
    assert "Югай Л." == only(academy)["name"]


def test_a_row_has_the_days_in_the_group(academy: Academy) -> None:
    """¶15: of a leave both sides are shown, the first ones first; the last day is inside."""
    tell(academy, (date(2026, 10, 20), None), (TERM.starts, MONDAY))
    stays = [(each["since"], each["until"]) for each in only(academy)["stays"]]
    assert [("2026-09-01", "2026-10-04"), ("2026-10-20", None)] == stays
    assert ("2026-09-01", None) == (only(academy)["since"], only(academy)["until"])
