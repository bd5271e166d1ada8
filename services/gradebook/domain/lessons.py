"""When a lesson may be added to a journal (¶17, ¶18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.common.errors import Refusal
from services.gradebook.domain.access import Span, entering_refusal
from services.gradebook.domain.deadlines import last_day

KINDS = ("lecture", "seminar", "practical")
LONGEST_TOPIC = 300


@dataclass(frozen=True)
class LessonFacts:
    """What is known before a lesson is added; ``exists``: one of that kind on that date."""

    term_starts: date
    term_ends: date
    teaches: Sequence[Span]
    exists: bool


def form_refusal(kind: str, topic: str) -> Refusal | None:
    """¶2: a lecture, a seminar or a practical, with a topic that fits the page."""
    if kind not in KINDS:
        return Refusal("invalid", "lesson_kind_unknown", "¶2")
    if len(topic) > LONGEST_TOPIC:
        return Refusal("invalid", "topic_too_long", "", {"longest": str(LONGEST_TOPIC)})
    return None


def date_refusal(day: date, facts: LessonFacts, now: datetime) -> Refusal | None:
    """¶17, ¶18: a lesson has been held, in the term, and its window is still open."""
    if day > now.date():
        return Refusal("invalid", "lesson_in_future", "¶18", {"date": day.isoformat()})
    if not facts.term_starts <= day <= facts.term_ends:
        span = {"starts": facts.term_starts.isoformat(), "ends": facts.term_ends.isoformat()}
        return Refusal("invalid", "lesson_outside_term", "¶18", span)
    if now.date() > last_day(day):
        return Refusal("conflict", "lesson_window_closed", "¶17", {"last_day": last_day(day).isoformat()})
    return None


def holding_refusal(day: date, kind: str, topic: str, facts: LessonFacts, now: datetime) -> Refusal | None:
    """¶3, ¶17, ¶18, ¶21: the first reason for which a lesson is not added, or None."""
    if refusal := form_refusal(kind, topic) or date_refusal(day, facts, now):
        return refusal
    if refusal := entering_refusal(facts.teaches, day):
        return refusal
    if facts.exists:
        return Refusal("conflict", "lesson_exists", "¶18", {"date": day.isoformat()})
    return None
