"""The clocks of a case, exactly; all in academy time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from services.common.errors import Refusal
from services.common.regulation.deadlines import closes_at, end_of, is_over
from services.corrections.domain.kinds import KindRules
from services.corrections.refusals import Reasons

WORKING_DAYS_FOR_IT = 3
#: How long a decision may be carried out: after it, the papers are made anew.
WARRANT_LASTS = timedelta(days=30)
_DAY = timedelta(days=1)


def last_report_day(lesson_date: date, rules: KindRules) -> date | None:
    """¶19: the last day for the report, 14 days after the lesson; None where no such limit is set."""
    return lesson_date + rules.report_within if rules.report_within else None


def report_until(lesson_date: date, rules: KindRules, zone: tzinfo | None) -> datetime | None:
    """¶19: the last second for the report; None where no such limit is set."""
    last = last_report_day(lesson_date, rules)
    return end_of(last, zone) if last else None


def report_refusal(lesson_date: date, rules: KindRules, now: datetime) -> Refusal | None:
    """¶19: day 14 is accepted, day 15 refused; it is the report that counts, not the decision."""
    until = report_until(lesson_date, rules, now.tzinfo)
    return Reasons.report_too_late.refusal(until=until) if until and is_over(until, now) else None


def is_reported_late(lesson_date: date, reported: datetime) -> bool:
    """¶17: whether the entry window had passed when the case was reported; not so for a removal inside it (¶19)."""
    return is_over(closes_at(lesson_date, reported.tzinfo), reported)


def due_at(received: datetime, is_working: Callable[[date], bool]) -> datetime:
    """¶10: the end of the third working day after the day of receipt, which does not count itself."""
    day, left = received.date(), WORKING_DAYS_FOR_IT
    while left:
        day += _DAY
        left -= is_working(day)
    return end_of(day, received.tzinfo)


def expires_at(decided: datetime) -> datetime:
    """¶4: when the permission ends, carried out or not."""
    return end_of((decided + WARRANT_LASTS).date(), decided.tzinfo)
