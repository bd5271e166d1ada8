"""The clocks of a case (¶4, ¶10, ¶19): day 14 and day 15, three working days, a decision that expires."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.common.errors import Refused
from services.corrections.domain.cases import CaseFacts, has_expired, is_overdue
from services.corrections.domain.deadlines import due_at, report_refusal
from services.corrections.domain.kinds import KINDS
from services.corrections.domain.substitutions import too_late_refusal
from services.corrections.domain.workdays import is_working
from services.corrections.store.calendar import holidays_of, transferred_of
from services.gradebook.domain.changes import WarrantFacts, warrant_refusal
from tests.cases.desk import HEAD, IT, METHODIST, MODERATOR, Desk
from tests.cases.test_corrections_of_marks import code
from tests.cases.test_oversight import overseen
from tests.gradebook.academy import cell
from tests.support.clocks import ALMATY

SECOND = timedelta(seconds=1)


def working(day: date) -> bool:
    """Kazakhstan's calendar, without a word of IT's."""
    return is_working(day, holidays_of(day.year), transferred_of(day.year), {})


def at(text: str) -> datetime:
    """An instant in academy time."""
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-10-09T16:00", "2026-10-14"),  # a Friday: until Wednesday
        ("2026-10-05T00:00", "2026-10-08"),  # the day of receipt does not count
        ("2026-10-10T12:00", "2026-10-14"),  # nor do Saturday and Sunday
        ("2026-10-23T10:00", "2026-10-29"),  # 25 October, a Sunday, is free on Monday the 26th
        ("2026-12-15T10:00", "2026-12-21"),  # 16 December, Wednesday
        ("2026-08-27T10:00", "2026-09-01"),  # 30 August is no holiday from 2026 on
        ("2027-03-12T10:00", "2027-03-18"),  # 15 March is one from 2027 on
        ("2024-05-03T10:00", "2024-05-10"),  # Saturday 4 May is worked for Wednesday the 8th; 7 and 9 May are free
    ],
)
def test_three_working_days(received: str, due: str) -> None:
    """¶10: Kazakhstan's holidays and transferred days are known."""
    if received.startswith("2024-05"):
        assert date(2024, 5, 4) in transferred_of(2024)
    assert at(f"{due}T23:59:59") == due_at(at(received), working)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 1)))
def test_it_always_has_three_whole_working_days(received: datetime) -> None:
    """¶10: between receipt and due time lie exactly three, and the last of them is the due day."""
    due = due_at(received.replace(tzinfo=ALMATY), working)
    days = [received.date() + timedelta(days=n) for n in range(1, (due.date() - received.date()).days + 1)]
    assert 3 == sum(map(working, days))
    assert working(due.date())


@pytest.mark.parametrize("kind", ["make_up", "removal"])
def test_two_weeks_for_the_report(kind: str) -> None:
    """¶19: a lesson of 1 October: the last second of the 15th is accepted, the first of the 16th refused."""
    rules, lesson = KINDS[kind], date(2026, 10, 1)  # type: ignore[index]
    assert report_refusal(lesson, rules, at("2026-10-15T23:59:59")) is None
    late = report_refusal(lesson, rules, at("2026-10-16T00:00:00"))
    assert late is not None
    assert ("report_too_late", "¶19") == (late.code, late.rule)


@pytest.mark.parametrize("kind", ["mark_correction", "late_entry"])
def test_other_reports_have_no_such_limit(kind: str) -> None:
    """¶4: an error is corrected whenever it is found."""
    assert report_refusal(date(2026, 10, 1), KINDS[kind], at("2026-12-16T00:00:00")) is None  # type: ignore[index]


@pytest.mark.parametrize("kind", ["make_up", "removal"])
def test_day_14_and_day_15(desk: Desk, kind: str) -> None:
    """¶19: the report counts, not the decision, which may come later."""
    lesson = desk.hold("а", 90)
    desk.clock.move(days=14, hours=14)
    case = desk.report(lesson, kind)["id"]
    desk.withdraw(case)
    case = desk.report(lesson, kind)["id"]
    desk.clock.move(days=1)
    if kind == "removal":
        desk.act(case)
    assert "approved" == desk.approve(case)["state"]
    other = "baev" if kind == "make_up" else None
    assert "report_too_late" == code(desk.report, lesson, kind, cadet=other)


def test_it_is_told_when_it_is_late(desk: Desk) -> None:
    """¶10, ¶12: passing the due time shows, and raises an event, once."""
    lesson = desk.hold(58)
    desk.pass_days(3)
    case = desk.approved(lesson)
    due = datetime.fromisoformat(desk.case(case)["due_at"])
    assert at("2026-10-13T23:59:59") == due  # decided on Thursday the 8th
    desk.pass_days(5)
    assert (0, []) == (desk.cases(IT)["overdue"], desk.audited(desk.corrections, "case.overdue"))
    desk.pass_days(1)
    desk.pass_days(1)
    assert [1, 1, 1] == [desk.cases(who)["overdue"] for who in (IT, MODERATOR, HEAD)]
    told, approved = (desk.audited(desk.corrections, f"case.{action}") for action in ("overdue", "approved"))
    assert [f"case/{case}"] == [each["subject"] for each in told]
    assert [approved[0] | {"actor": told[0]["actor"]}] == told, "it says what each entry of a case says"
    assert "applied" == desk.apply(case)["state"]
    assert 0 == desk.cases(IT)["overdue"]


def test_what_it_handed_on_is_late_until_it_is_done(desk: Desk) -> None:
    """¶10, ¶12: IT has done its part in time, the gradebook has not answered: it shows, and is told once."""
    lesson = desk.hold(58)
    desk.pass_days(3)
    case = desk.approved(lesson)
    desk.hand_over(case)
    desk.pass_days(20)
    desk.pass_days(1)
    assert [1, 1, 1] == [desk.cases(who)["overdue"] for who in (IT, MODERATOR, HEAD)]
    assert [case] == [row["id"] for row in desk.cases(MODERATOR, overdue=True)["cases"] if row["overdue"]]
    assert [f"case/{case}"] == [told["subject"] for told in desk.audited(desk.corrections, "case.overdue")]
    faculty = overseen(desk)
    assert [1] == [each["overdue"]["number"] for each in faculty["methodists"]]
    desk.deliver()
    assert ("applied", 0) == (desk.case(case)["state"], desk.cases(MODERATOR)["overdue"])


def test_its_queue_is_in_the_order_of_what_is_due(desk: Desk) -> None:
    """¶10: not of when it was reported."""
    lesson = desk.hold(58, 57)
    desk.pass_days(3)
    first, second = (desk.report(lesson, cadet=cadet)["id"] for cadet in ("aliev", "baev"))
    for case in (second, first):
        desk.act(case)
        desk.approve(case)
        desk.pass_days(1)
    assert [second, first] == [row["id"] for row in desk.cases(IT)["cases"]]


def test_a_decision_expires(desk: Desk) -> None:
    """¶4: after its time it is carried out by nobody."""
    lesson = desk.hold(58)
    desk.pass_days(3)
    case = desk.approved(lesson)
    desk.clock.move(days=31)
    assert "warrant_expired" == code(desk.apply, case)
    desk.pass_days(0)
    assert "expired" == desk.case(case)["state"]
    assert "case_state_wrong" == code(desk.apply, case)
    assert (58, None) == desk.value(lesson)
    assert "reported" == desk.report(lesson)["state"]


@pytest.mark.parametrize(("passed", "over"), [(-SECOND, False), (SECOND / 2, False), (SECOND, True)])
def test_a_last_second_counts_whole(passed: timedelta, over: bool) -> None:
    """¶4, ¶10, ¶17, ¶19, ¶21: of a report, a decision, a due time and a substitution alike, here and there."""
    last = at("2026-10-15T23:59:59")
    now, decided = last + passed, CaseFacts("mark_correction", "approved", "teacher", expires_at=last)
    warrant = WarrantFacts(False, last, "head", (), known=True, fits=True, readable=True)
    ends = (
        report_refusal(date(2026, 10, 1), KINDS["removal"], now) is not None,
        too_late_refusal(date(2026, 10, 13), now) is not None,
        has_expired(decided, now),
        is_overdue("approved", last, now),
        warrant_refusal(warrant, now) is not None,
    )
    assert {over} == {*ends}


@pytest.mark.parametrize(("passed", "over"), [(SECOND / 2, False), (SECOND, True)])
def test_what_was_permitted_is_entered_until_its_last_second_is_over(
    desk: Desk, passed: timedelta, over: bool
) -> None:
    """¶4, ¶19: an opened column and a make-up."""
    lesson = desk.hold("а")
    desk.pass_days(3)
    desk.approved(lesson, "make_up")
    opening = desk.approved(lesson, "late_entry", open_days=7)
    desk.apply(opening)
    for last, enter in ((at("2026-10-15T23:59:59"), _fill), (at("2026-11-07T23:59:59"), _make_up)):
        desk.clock.move(seconds=(last + passed - desk.clock.now()).total_seconds())
        assert over is not enter(desk, lesson)


def _fill(desk: Desk, lesson: str) -> bool:
    return not desk.journal.record(cell(lesson, "baev", 70))["refused"]


def _make_up(desk: Desk, lesson: str) -> bool:
    try:
        return bool(desk.make_up(lesson, 70))
    except Refused:
        return False


def test_only_a_running_due_time_orders_the_list(desk: Desk) -> None:
    """¶10: what is due comes by due time; what is finished comes newest first, however soon it had been due."""
    lesson = desk.hold(58, 57, 56)
    desk.pass_days(3)
    done = desk.approved(lesson)
    desk.apply(done)
    desk.pass_days(1)
    due = desk.approved(lesson, cadet="baev")
    desk.pass_days(1)
    fresh = desk.report(lesson, cadet="kim")["id"]
    assert [due, fresh, done] == [row["id"] for row in desk.cases(MODERATOR)["cases"]]
    assert [fresh, due, done] == [row["id"] for row in desk.cases(METHODIST)["cases"]]
    paged = [desk.cases(MODERATOR, limit=1, offset=place)["cases"][0]["id"] for place in range(3)]
    assert [due, fresh, done] == paged
