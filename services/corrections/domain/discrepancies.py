"""Discrepancies (¶20): who may file one about what, and who closes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.common.errors import Reason, Refusal
from services.common.regulation.spans import Span
from services.common.text.printable import unprintable
from services.corrections.refusals import Reasons

LONGEST_TEXT = 1000
#: ¶7, ¶20: who reads what is written about a faculty's journals.
READERS = ("methodist", "faculty_head")


@dataclass(frozen=True)
class DiscrepancyFacts:
    """What is known of the lesson or cell; ``teaches`` also by substitution; ``lesson_date`` None: no such lesson."""

    teaches: Sequence[Span]
    lesson_date: date | None
    names_cadet: bool
    memberships: Sequence[Span]


def filing_refusal(text: str, facts: DiscrepancyFacts, today: date) -> Refusal | None:
    """¶20, ¶21: a teacher of the journal, or who stands in, says in words what differs in one of its lessons.

    Who teaches it today has its paper journal in hand, older lessons' pages included; who did, the own lessons' only.
    """
    days = (today, facts.lesson_date or today)
    if not any(span.holds(day) for span in facts.teaches for day in days):
        return Reasons.not_your_journal.refusal(under="¶20")
    if facts.lesson_date is None:
        return Reasons.lesson_unknown.refusal(under="¶20")
    if facts.names_cadet and not any(span.holds(facts.lesson_date) for span in facts.memberships):
        return Reasons.cadet_not_member.refusal(under="¶20")
    return text_refusal(text, Reasons.text_required, "¶20")


def closing_refusal(*, in_faculty: bool, is_closed: bool, reason: str) -> Refusal | None:
    """¶20: a methodist of the faculty closes an open discrepancy, and says why."""
    if refusal := _ending_refusal(in_faculty=in_faculty, is_closed=is_closed):
        return refusal
    return text_refusal(reason, Reasons.reason_required, "¶20")


def _ending_refusal(*, in_faculty: bool, is_closed: bool) -> Refusal | None:
    if not in_faculty:
        return Reasons.not_your_faculty.refusal()
    return Reasons.discrepancy_closed.refusal() if is_closed else None


def text_refusal(text: str, when_empty: Reason, under: str) -> Refusal | None:
    """¶4, ¶10, ¶13, ¶19, ¶20, ¶21: something is said, it fits the page, and a paper prints all of it.

    ``under``: the paragraph for which it is said.
    """
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        return when_empty.refusal(under=under)
    if len(text) > LONGEST_TEXT:
        return Reasons.text_too_long.refusal(under=under, longest=LONGEST_TEXT)
    sign = unprintable(text)
    return Reasons.text_unprintable.refusal(under=under, sign=sign) if sign else None


def may_read(*, in_faculty: bool, is_author: bool, moderates: bool) -> bool:
    """¶20, ¶7: the faculty's methodists and head, its author, and moderators."""
    return in_faculty or is_author or moderates


def reads_texts(*, in_faculty: bool, is_author: bool) -> bool:
    """¶5: a discrepancy's text may name a mark, which is not for moderators."""
    return in_faculty or is_author


def turning_refusal(
    *, in_faculty: bool, is_closed: bool, is_own: bool, names_cadet: bool, already_open: bool, text: str
) -> Refusal | None:
    """¶13, ¶20: a methodist of the faculty makes an open discrepancy about a cell, not an own one, an act."""
    if refusal := _ending_refusal(in_faculty=in_faculty, is_closed=is_closed):
        return refusal
    if refusal := text_refusal(text, Reasons.text_required, "¶13"):
        return refusal
    if is_own:
        return Reasons.case_own.refusal()
    if not names_cadet:
        return Reasons.cadet_required.refusal()
    return Reasons.case_already_open.refusal() if already_open else None
