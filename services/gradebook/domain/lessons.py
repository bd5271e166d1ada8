"""When a lesson may be added to a journal (¶17, ¶18), and how many marks it expects (¶15)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import get_args

from services.common.errors import Refusal
from services.common.regulation.deadlines import oldest_open_day
from services.common.regulation.spans import Span
from services.common.text.printable import unprintable
from services.gradebook.contract import Kind, LessonDays
from services.gradebook.domain.access import covers
from services.gradebook.domain.columns import (
    USUAL_RETAKES,
    author_refusal,
    is_examined,
    last_adding_day,
    number_refusal,
)
from services.gradebook.refusals import Reasons

KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST_TOPIC = 300


@dataclass(frozen=True)
class LessonFacts:
    """What is known before a lesson is added; ``exists``: one of that kind on that date; ``of_kind``: how many ever.

    ``teaches``: when who asks enters columns of the kind. ``retakes``: how many the journal's policy allows.
    ``oversees``: who asks is a methodist of the faculty, who draws up papers and enters nothing. ``signed``: the
    number of a signed grade sheet that would rest on the lesson, "" for none.
    """

    term_starts: date
    term_ends: date
    teaches: Sequence[Span]
    exists: bool
    oversees: bool = False
    of_kind: int = 0
    retakes: int = USUAL_RETAKES
    signed: str = ""


def form_refusal(kind: str, topic: str) -> Refusal | None:
    """¶2: a kind that journals have, with a topic that fits the page and that a paper prints."""
    if kind not in KINDS:
        return Reasons.lesson_kind_unknown.refusal()
    if len(topic) > LONGEST_TOPIC:
        return Reasons.topic_too_long.refusal(longest=LONGEST_TOPIC)
    sign = unprintable(topic)
    return Reasons.topic_unprintable.refusal(sign=sign) if sign else None


def date_refusal(day: date, facts: LessonFacts, now: datetime) -> Refusal | None:
    """¶18: a lesson has been held, and in the term."""
    if day > now.date():
        return Reasons.lesson_in_future.refusal(date=day)
    if not facts.term_starts <= day <= facts.term_ends:
        return Reasons.lesson_outside_term.refusal(starts=facts.term_starts, ends=facts.term_ends)
    return None


def holding_refusal(day: date, kind: str, topic: str, facts: LessonFacts, now: datetime) -> Refusal | None:
    """¶2, ¶3, ¶4, ¶17, ¶18, ¶21: the first reason for which a lesson is not added, or None."""
    return (
        form_refusal(kind, topic)
        or date_refusal(day, facts, now)
        or _over_refusal(day, kind, now)
        or author_refusal(kind, facts.teaches, day)
        or _twice_refusal(day, facts)
        or number_refusal(kind, facts.of_kind, facts.retakes)
        or (Reasons.sheet_signed.refusal(number=facts.signed) if facts.signed else None)
    )


def late_lesson_refusal(day: date, kind: str, topic: str, facts: LessonFacts, now: datetime) -> Refusal | None:
    """¶2, ¶3, ¶4, ¶18, ¶21: the first reason why a lesson cannot be asked for that nobody added in time, or None."""
    return (
        form_refusal(kind, topic)
        or date_refusal(day, facts, now)
        or _not_over_refusal(day, kind, now)
        or (None if facts.oversees else author_refusal(kind, facts.teaches, day))
        or _twice_refusal(day, facts)
        or number_refusal(kind, facts.of_kind, facts.retakes)
    )


def late_lesson_days(starts: date, ends: date, today: date, kinds: Iterable[str]) -> LessonDays | None:
    """¶4, ¶17: the days of a term on which one of the kinds can be added by papers only; None while there is none."""
    newest = max((_newest_late_day(each, today) for each in kinds), default=date.min)
    last = min(ends, newest)
    return LessonDays(first=starts, last=last) if starts <= last else None


def _newest_late_day(kind: str, today: date) -> date:
    """The last day whose lessons of the kind are no longer added without papers."""
    return (today if is_examined(kind) else oldest_open_day(today)) - timedelta(days=1)


def expected_entries(memberships: Iterable[Sequence[Span]], day: date) -> int:
    """¶15: a lesson expects a mark of each cadet who was in the group on its day."""
    return sum(covers(spans, day) for spans in memberships)


def _over_refusal(day: date, kind: str, now: datetime) -> Refusal | None:
    """¶17: a lesson is added while marks can be entered in it, an examination on its date."""
    last = last_adding_day(kind, day)
    return None if now.date() <= last else Reasons.lesson_window_closed.refusal(last_day=last)


def _not_over_refusal(day: date, kind: str, now: datetime) -> Refusal | None:
    """¶4: papers are for what can no longer be done without."""
    return Reasons.lesson_window_open.refusal() if now.date() <= last_adding_day(kind, day) else None


def _twice_refusal(day: date, facts: LessonFacts) -> Refusal | None:
    """¶18: a lesson stands in the journal once."""
    return Reasons.lesson_exists.refusal(date=day) if facts.exists else None
