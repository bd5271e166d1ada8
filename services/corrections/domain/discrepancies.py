"""The discrepancy notice (¶20): who may file it about what, and who closes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.common.text.printable import unprintable

LONGEST_TEXT = 1000


@dataclass(frozen=True)
class NoticeFacts:
    """What is known of the place; ``teaches`` by assignment or substitution; ``lesson_date`` None: no such lesson."""

    teaches: Sequence[Span]
    lesson_date: date | None
    names_cadet: bool
    memberships: Sequence[Span]


def filing_refusal(text: str, facts: NoticeFacts, today: date) -> Refusal | None:
    """¶20, ¶21: a teacher of the journal, or who stands in, says in words what differs in one of its lessons.

    Who teaches it today has its paper journal in hand, older lessons' pages included; who did, the own lessons' only.
    """
    days = (today, facts.lesson_date or today)
    if not any(span.holds(day) for span in facts.teaches for day in days):
        return Refusal("forbidden", "not_your_journal", "¶20")
    if facts.lesson_date is None:
        return Refusal("not_found", "lesson_unknown", "¶20")
    if facts.names_cadet and not any(span.holds(facts.lesson_date) for span in facts.memberships):
        return Refusal("not_found", "cadet_not_member", "¶20")
    return words_refusal(text, "text_required")


def closing_refusal(*, in_faculty: bool, is_closed: bool, reason: str) -> Refusal | None:
    """¶20: a methodist of the faculty closes an open notice, and says why."""
    if not in_faculty:
        return Refusal("forbidden", "not_your_faculty", "¶20")
    if is_closed:
        return Refusal("conflict", "discrepancy_closed", "¶20")
    return words_refusal(reason, "reason_required")


def words_refusal(text: str, when_empty: str) -> Refusal | None:
    """¶20: something is said, it fits the page, and a paper prints all of it."""
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        return Refusal("invalid", when_empty, "¶20")
    if len(text) > LONGEST_TEXT:
        return Refusal("invalid", "text_too_long", "¶20", {"longest": str(LONGEST_TEXT)})
    sign = unprintable(text)
    return Refusal("invalid", "text_unprintable", "¶20", {"sign": sign}) if sign else None


def may_read(*, in_faculty: bool, is_author: bool, moderates: bool) -> bool:
    """¶20, ¶7: the faculty's methodists and head, its author, and moderators."""
    return in_faculty or is_author or moderates


def reads_words(*, in_faculty: bool, is_author: bool) -> bool:
    """¶5: a notice's words may name a mark, which is not for moderators."""
    return in_faculty or is_author


def turning_refusal(
    *, in_faculty: bool, is_closed: bool, is_own: bool, names_cadet: bool, already_open: bool, text: str
) -> Refusal | None:
    """¶13, ¶20: a methodist of the faculty makes an open notice about a cell, not an own one, an act."""
    if refusal := closing_refusal(in_faculty=in_faculty, is_closed=is_closed, reason=text):
        return Refusal("invalid", "text_required", "¶20") if refusal.code == "reason_required" else refusal
    if is_own:
        return Refusal("forbidden", "case_own", "¶4")
    if not names_cadet:
        return Refusal("invalid", "cadet_required", "¶4")
    return Refusal("conflict", "case_already_open", "¶4") if already_open else None
