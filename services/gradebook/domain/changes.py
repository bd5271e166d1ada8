"""What may be asked for after the window, and when a warrant still fits (¶4, ¶19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.common.errors import Refusal
from services.common.regulation.deadlines import is_open, is_over
from services.common.regulation.spans import Span
from services.gradebook.contract import ChangeKind, Kind, Value
from services.gradebook.domain.access import covers
from services.gradebook.domain.change_kinds import ABOUT_HELD_LESSONS, CHANGES, ChangeRules
from services.gradebook.domain.columns import author_refusal, code_refusal, made_up_refusal
from services.gradebook.domain.examiners import Standing, standing_refusal
from services.gradebook.domain.marks import value_refusal
from services.gradebook.domain.results import UNREADABLE, Found
from services.gradebook.refusals import Reasons

#: ¶19: marks below it are unsatisfactory.
PASS_MARK = 50


@dataclass(frozen=True)
class ChangeFacts:
    """What is known of a lesson of a ``kind``, and of the cell where one is named.

    ``teaches``: when who asks enters columns of the kind. ``standing``: how the cadet comes to an examination.
    ``counts`` is the value that counts now: the last make-up mark's, whose number is ``make_up``, else the cell's own.
    ``missing``: how many who were in the group on the day have an empty cell; ``opened``: a late entry lets who asks
    fill them already.
    """

    lesson_date: date | None
    removed: bool
    teaches: Sequence[Span]
    oversees: bool
    memberships: Sequence[Span]
    make_up: int
    counts: Found
    missing: int
    opened: bool = False
    kind: Kind = "lecture"
    standing: Standing | None = None


def change_refusal(kind: ChangeKind, value: Any, facts: ChangeFacts, now: datetime) -> Refusal | None:
    """¶3, ¶4, ¶6, ¶15, ¶19, ¶21: the first reason why this cannot be asked for, or None."""
    if refusal := offer_refusal(kind, facts, now):
        return refusal
    if CHANGES[kind].has_value:
        return _new_value_refusal(value, facts) or _same_value_refusal(value, facts)
    return None


def offer_refusal(kind: ChangeKind, facts: ChangeFacts, now: datetime) -> Refusal | None:
    """¶3, ¶4, ¶15, ¶19, ¶21: the first reason why no such change can be asked for here, whatever the mark, or None."""
    rules = CHANGES[kind]
    if refusal := _target_refusal(rules, facts, now):
        return refusal
    if rules.opens:
        return _opening_refusal(facts)
    if rules.makes_up:
        return made_up_refusal(facts.kind) or make_up_refusal(facts.counts)
    return None


def offered_kinds(facts: ChangeFacts, now: datetime) -> tuple[ChangeKind, ...]:
    """¶4: what may be asked for here; of a cell nothing where none is named, for nobody is in the group then."""
    about_a_lesson = (kind for kind in CHANGES if kind not in ABOUT_HELD_LESSONS)
    return tuple(kind for kind in about_a_lesson if offer_refusal(kind, facts, now) is None)


def _target_refusal(rules: ChangeRules, facts: ChangeFacts, now: datetime) -> Refusal | None:
    if facts.lesson_date is None:
        return Reasons.lesson_unknown.refusal()
    if not facts.oversees and (refusal := author_refusal(facts.kind, facts.teaches, facts.lesson_date)):
        return refusal
    if facts.removed:
        return Reasons.lesson_removed.refusal()
    if not rules.in_window and is_open(facts.lesson_date, now):
        return Reasons.window_open.refusal()
    if rules.about == "cell" and not covers(facts.memberships, facts.lesson_date):
        return Reasons.cadet_not_member.refusal(date=facts.lesson_date)
    return None


def _opening_refusal(facts: ChangeFacts) -> Refusal | None:
    """¶4: a column is opened when something is missing, and to whom it is not open already."""
    if not facts.missing:
        return Reasons.nothing_missing.refusal()
    return Reasons.window_open.refusal() if facts.opened else None


def _new_value_refusal(value: Any, facts: ChangeFacts) -> Refusal | None:
    """¶6, ¶19: where a make-up counts it is the make-up that is corrected, and one is points."""
    if facts.make_up:
        return make_up_value_refusal(value)
    return (
        value_refusal(value) or code_refusal(facts.kind, value) or standing_refusal(facts.kind, value, facts.standing)
    )


def _same_value_refusal(value: Value, facts: ChangeFacts) -> Refusal | None:
    """¶4: a change changes something of what counts."""
    same = type(value) is type(facts.counts) and value == facts.counts
    return Reasons.change_changes_nothing.refusal() if same else None


def make_up_refusal(counts: Found) -> Refusal | None:
    """¶19: a missed lesson or an unsatisfactory mark is made up; not a passed one, nor what was never entered.

    ¶5: one that does not open is corrected first.
    """
    if counts is UNREADABLE:
        return Reasons.mark_unreadable.refusal()
    missed = isinstance(counts, str)
    unsatisfactory = isinstance(counts, int) and counts < PASS_MARK
    return None if missed or unsatisfactory else Reasons.mark_passed.refusal()


def make_up_value_refusal(value: Any) -> Refusal | None:
    """¶6, ¶19: a make-up is points, for whoever makes up is there."""
    if isinstance(value, str) or value is None:
        return Reasons.not_a_mark.refusal()
    return value_refusal(value)


@dataclass(frozen=True)
class WarrantFacts:
    """What is known when a warrant comes.

    ``known``: its places are the faculty's; ``fits``: the cell is at its version, the lesson not removed;
    ``readable``: its new mark opens, and is one.
    """

    used: bool
    expires_at: datetime
    decided_by: str
    parties: Sequence[str]
    known: bool
    fits: bool
    readable: bool


def warrant_refusal(facts: WarrantFacts, now: datetime) -> Refusal | None:
    """¶4: a warrant is good once, in its time, for what it names as it was; and nobody's own decision."""
    if facts.used:
        return Reasons.warrant_used.refusal()
    if facts.decided_by in facts.parties or not facts.known:
        return Reasons.warrant_invalid.refusal()
    if is_over(facts.expires_at, now):
        return Reasons.warrant_expired.refusal()
    if not facts.fits:
        return Reasons.warrant_conflict.refusal()
    return None if facts.readable else Reasons.change_unreadable.refusal()
