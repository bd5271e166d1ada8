"""The substitution (¶21): who may stand in for whom, and when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.common.errors import Refusal
from services.corrections.domain.discrepancies import Span, words_refusal

#: ¶21: how far back a permission may reach. What it opens are lessons whose own window is open; for older ones the
#: substitute, entitled by then, reports a late entry.
LONGEST_BACK = timedelta(days=14)
LONGEST = timedelta(days=200)


@dataclass(frozen=True)
class JournalFacts:
    """One of the journals asked for; ``others``: days on which somebody else already may, or is asked to, stand in."""

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
        return Refusal("forbidden", "not_your_faculty", "¶20")
    if not facts.substitute_is_teacher or facts.same_person:
        return Refusal("invalid", "substitute_unknown", "¶21")
    return (
        _dates_refusal(since, until, now)
        or next(filter(None, (_journal_refusal(since, until, each) for each in facts.journals)), None)
        or words_refusal(text, "text_required")
    )


def _dates_refusal(since: date, until: date, now: datetime) -> Refusal | None:
    is_span = since <= until and until - since <= LONGEST
    if not is_span or until < now.date() or since - now.date() > LONGEST:
        return Refusal("invalid", "dates_wrong", "¶21")
    earliest = now.date() - LONGEST_BACK
    if since < earliest:
        return Refusal("conflict", "dates_too_early", "¶21", {"earliest": earliest.isoformat()})
    return None


def _journal_refusal(since: date, until: date, journal: JournalFacts) -> Refusal | None:
    if not journal.of_faculty or not any(overlap(span, since, until) for span in journal.absent_teaches):
        return Refusal("invalid", "journal_not_of_faculty", "¶21")
    if any(overlap(span, since, until) for span in journal.substitute_teaches):
        return Refusal("conflict", "substitute_is_teacher", "¶21")
    if any(overlap(span, since, until) for span in journal.others):
        return Refusal("conflict", "substitution_overlaps", "¶21")
    return None


def overlap(span: Span, since: date, until: date) -> bool:
    """True when the span has one of the days, both included."""
    return span.since <= until and (span.until is None or since < span.until)
