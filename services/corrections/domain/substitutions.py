"""The substitution (¶21): who may stand in for whom, and when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.common.errors import Refusal
from services.common.regulation.deadlines import TWO_WEEKS, closes_at, is_over
from services.common.regulation.spans import Span
from services.corrections.domain.discrepancies import text_refusal
from services.corrections.refusals import Reasons

#: ¶21: how far back a permission may reach. What it opens are lessons whose own window is open; for older ones the
#: substitute, entitled by then, reports a late entry.
LONGEST_BACK = TWO_WEEKS
LONGEST = timedelta(days=200)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class JournalFacts:
    """One of the journals asked for.

    ``others``: days on which somebody already may, or is asked to, stand in there for the same teacher.
    """

    of_faculty: bool
    absent_teaches: Sequence[Span]
    substitute_teaches: Sequence[Span]
    others: Sequence[Span]


@dataclass(frozen=True)
class SubstitutionFacts:
    """What is known before it is asked for."""

    may_ask: bool
    substitute_is_teacher: bool
    same_person: bool
    journals: Collection[JournalFacts]


def request_refusal(since: date, until: date, text: str, facts: SubstitutionFacts, now: datetime) -> Refusal | None:
    """¶21: the first reason for which a substitution is not asked for, or None."""
    if not facts.may_ask:
        return Reasons.not_your_faculty.refusal(under="¶21")
    if not facts.substitute_is_teacher or facts.same_person:
        return Reasons.substitute_unknown.refusal()
    return (
        _dates_refusal(since, until, now)
        or too_late_refusal(until, now)
        or next(filter(None, (_journal_refusal(since, until, each) for each in facts.journals)), None)
        or text_refusal(text, Reasons.text_required, "¶21")
    )


def _dates_refusal(since: date, until: date, now: datetime) -> Refusal | None:
    is_span = since <= until and until - since <= LONGEST
    if not is_span or since - now.date() > LONGEST:
        return Reasons.dates_wrong.refusal()
    earliest = now.date() - LONGEST_BACK
    if since < earliest:
        return Reasons.dates_too_early.refusal(earliest=earliest)
    return None


def too_late_refusal(until: date, now: datetime) -> Refusal | None:
    """¶17, ¶21: who fell ill yesterday is replaced today: as long as the last day's lessons can be entered."""
    closed = closes_at(until, now.tzinfo)
    return Reasons.substitution_too_late.refusal(until=closed) if is_over(closed, now) else None


def is_offered(term_ends: date | None, now: datetime) -> bool:
    """¶21: a journal whose term's last day can still be entered, or comes; of an unknown term every one."""
    return term_ends is None or not is_over(closes_at(term_ends, now.tzinfo), now)


def _journal_refusal(since: date, until: date, journal: JournalFacts) -> Refusal | None:
    if not journal.of_faculty or not teaches_throughout(journal.absent_teaches, since, until):
        return Reasons.journal_not_of_faculty.refusal()
    if any(overlap(span, since, until) for span in journal.substitute_teaches):
        return Reasons.substitute_is_teacher.refusal()
    if any(overlap(span, since, until) for span in journal.others):
        return Reasons.substitution_overlaps.refusal()
    return None


def teaches_throughout(spans: Sequence[Span], since: date, until: date) -> bool:
    """¶21: nobody is replaced on a day on which the journal is not that person's own; both days included."""
    days = (since + _DAY * number for number in range((until - since).days + 1))
    return all(any(span.holds(day) for span in spans) for day in days)


def overlap(span: Span, since: date, until: date) -> bool:
    """True when the span has one of the days, both included; one that ended on the day it began has none."""
    return span.since <= until and (span.until is None or max(span.since, since) < span.until)
