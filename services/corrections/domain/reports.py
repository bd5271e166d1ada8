"""What a report may ask for, and who may make it (¶4, ¶13, ¶19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.corrections.contract import CaseKind, OfferedReport
from services.corrections.domain.deadlines import last_report_day, report_refusal
from services.corrections.domain.discrepancies import text_refusal
from services.corrections.domain.kinds import KINDS
from services.corrections.refusals import Reasons

#: In the order in which they are offered.
REPORTABLE = tuple(kind for kind, rules in KINDS.items() if rules.is_reported)
MOST_OPEN_DAYS = 7


@dataclass(frozen=True)
class ReportFacts:
    """What is known of the lesson or cell; ``lesson_date`` None: no such lesson in the journal.

    ``names_lesson``: one of the journal's is named; ``names_held``: one that is to be added.
    """

    teaches: Sequence[Span]
    lesson_date: date | None
    names_lesson: bool
    names_held: bool
    names_cadet: bool
    names_value: bool
    memberships: Sequence[Span]
    open_days: int
    already_open: bool


def filing_refusal(kind: str, text: str, facts: ReportFacts, now: datetime) -> Refusal | None:
    """¶4, ¶13, ¶19: the first reason for which a report is not accepted, or None."""
    if kind not in REPORTABLE:
        return Reasons.case_kind_unknown.refusal()
    if refusal := _held_refusal(kind, facts):
        return refusal
    if not facts.teaches:
        return Reasons.not_your_journal.refusal()
    if facts.lesson_date is None:
        return Reasons.lesson_unknown.refusal()
    rules = KINDS[kind]
    return (
        teaching_refusal(facts.teaches, facts.lesson_date)
        or report_refusal(facts.lesson_date, rules, now)
        or _form_refusal(kind, facts)
        or text_refusal(text, Reasons.text_required, rules.rule)
        or open_refusal(already_open=facts.already_open)
    )


def offered_reports(lesson_date: date | None, now: datetime) -> tuple[OfferedReport, ...]:
    """¶4, ¶19: each kind of report, with the last day for one about a lesson of this date."""
    return tuple(_offered(kind, lesson_date, now) for kind in REPORTABLE)


def _offered(kind: CaseKind, lesson_date: date | None, now: datetime) -> OfferedReport:
    rules = KINDS[kind]
    fields = ("cadet",) * (rules.about == "cell") + rules.report_fields
    if lesson_date is None:
        return OfferedReport(kind=kind, fields=fields)
    over = report_refusal(lesson_date, rules, now) is not None
    return OfferedReport(kind=kind, fields=fields, until=last_report_day(lesson_date, rules), over=over)


def teaching_refusal(teaches: Sequence[Span], day: date) -> Refusal | None:
    """¶3: a report is about a lesson of a day on which its author taught the journal."""
    return None if any(span.holds(day) for span in teaches) else Reasons.not_your_journal.refusal()


def _held_refusal(kind: CaseKind, facts: ReportFacts) -> Refusal | None:
    """¶4: a late lesson says what was held, and is in the journal not yet; everything else is about what is there."""
    if KINDS[kind].about != "held_lesson":
        return Reasons.held_not_wanted.refusal() if facts.names_held else None
    return None if facts.names_held and not facts.names_lesson else Reasons.held_required.refusal()


def _form_refusal(kind: CaseKind, facts: ReportFacts) -> Refusal | None:
    rules = KINDS[kind]
    if rules.about == "cell" and not facts.names_cadet:
        return Reasons.cadet_required.refusal()
    if rules.about != "cell" and facts.names_cadet:
        return Reasons.cadet_not_wanted.refusal()
    if facts.names_value and not rules.has_value:
        return Reasons.value_not_wanted.refusal()
    return days_refusal(kind, facts.open_days) or _member_refusal(facts)


def days_refusal(kind: CaseKind, open_days: int) -> Refusal | None:
    """¶4: a column is opened for one to seven days; where nothing is opened none are named."""
    most = most_open_days(kind)
    days = range(1, most + 1) if most else (0,)
    return None if open_days in days else Reasons.open_days_wrong.refusal(most=MOST_OPEN_DAYS)


def most_open_days(kind: CaseKind) -> int:
    """¶4: for how many days a column is opened at most; 0 where none is."""
    return MOST_OPEN_DAYS if "open_days" in KINDS[kind].report_fields else 0


def _member_refusal(facts: ReportFacts) -> Refusal | None:
    assert facts.lesson_date is not None
    if facts.names_cadet and not any(span.holds(facts.lesson_date) for span in facts.memberships):
        return Reasons.cadet_not_member.refusal()
    return None


def open_refusal(*, already_open: bool) -> Refusal | None:
    """¶4: one thing is not asked for twice at the same time."""
    return Reasons.case_already_open.refusal() if already_open else None
