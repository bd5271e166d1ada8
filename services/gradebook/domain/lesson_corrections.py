"""When a lesson's kind and topic may be put right (¶2, ¶17, ¶18). Its date never is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.gradebook.contract import Kind
from services.gradebook.domain.columns import COLUMNS, author_refusal, number_refusal
from services.gradebook.domain.deadlines import entry_refusal
from services.gradebook.domain.lessons import LessonFacts, form_refusal
from services.gradebook.refusals import Reasons

#: ¶2: what a teacher may take for one another.
_ALIKE = {"current", "control"}


@dataclass(frozen=True)
class CorrectionFacts:
    """What is known of a lesson before it is corrected; ``number`` counts its corrections.

    ``teaches``: when who asks enters columns of its kind. ``becomes``: what is known of lessons of the kind that it is
    to have, itself left out. ``signed``: the number of a signed grade sheet that rests on it, "" for none.
    """

    day: date
    kind: str
    topic: str
    removed: bool
    number: int
    teaches: Sequence[Span]
    becomes: LessonFacts
    signed: str = ""


def correction_refusal(kind: str, topic: str, seen: int, facts: CorrectionFacts, now: datetime) -> Refusal | None:
    """¶2, ¶3, ¶4, ¶17, ¶18, ¶19: the first reason for which a lesson is not corrected so, or None."""
    return (
        author_refusal(facts.kind, facts.teaches, facts.day)
        or (Reasons.lesson_removed.refusal() if facts.removed else None)
        or entry_refusal(facts.day, now)
        or form_refusal(kind, topic)
        or _seen_refusal(kind, topic, seen, facts)
        or (_kind_refusal(kind, facts) if kind != facts.kind else None)
    )


def exchangeable(kind: str) -> tuple[Kind, ...]:
    """¶2, ¶6: what a column of the kind may become: one that counts alike, or a control instead of a lesson.

    And whose codes are all of its own, so that whatever was entered stays a mark.
    """
    own = COLUMNS[kind]
    alike = _ALIKE if own.counts_as in _ALIKE else {own.counts_as}
    others = (each for each in COLUMNS.values() if each.name != kind and {*own.codes} <= {*each.codes})
    return tuple(each.name for each in others if each.counts_as in alike)


def _seen_refusal(kind: str, topic: str, seen: int, facts: CorrectionFacts) -> Refusal | None:
    """¶4: nobody corrects unseen what somebody else has corrected, and a correction changes something."""
    if seen != facts.number:
        return Reasons.lesson_changed.refusal()
    return Reasons.lesson_unchanged.refusal() if (kind, topic) == (facts.kind, facts.topic) else None


def _kind_refusal(kind: str, facts: CorrectionFacts) -> Refusal | None:
    """¶2, ¶18: as if a lesson of that kind were added that day."""
    if kind not in exchangeable(facts.kind):
        return Reasons.kind_not_exchangeable.refusal()
    if number := facts.signed or facts.becomes.signed:
        return Reasons.sheet_signed.refusal(number=number)
    if facts.becomes.exists:
        return Reasons.lesson_exists.refusal(date=facts.day)
    return number_refusal(kind, facts.becomes.of_kind, facts.becomes.retakes)
