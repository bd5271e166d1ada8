"""What a cell may hold and when it may be written, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from services.common.errors import Refusal
from services.common.regulation.deadlines import is_over
from services.common.regulation.spans import Span
from services.gradebook.contract import AbsenceCode, Kind
from services.gradebook.domain.access import covers
from services.gradebook.domain.columns import author_refusal, code_refusal
from services.gradebook.domain.deadlines import entry_refusal
from services.gradebook.domain.examiners import Standing, standing_refusal
from services.gradebook.refusals import Reasons

#: ¶6: the five, and only these.
ABSENCE_CODES: tuple[AbsenceCode, ...] = get_args(AbsenceCode)
HIGHEST_POINTS = 100


@dataclass(frozen=True)
class LateEntry:
    """A late entry that has opened a column to who asks, by a case's warrant (¶4)."""

    warrant: str
    case: str
    until: datetime


@dataclass(frozen=True)
class CellFacts:
    """What is known of a cell before it is written. ``lesson_date`` None: no such lesson in the journal.

    ``teaches``: when who asks enters columns of the lesson's ``kind``.
    ``standing``: how the cadet comes to an examination, None where nobody has looked.
    ``filled`` and ``warrant`` are its newest version's; of a lesson without ``late_entries`` nobody has looked.
    ``signed``: the number of a signed grade sheet that rests on the lesson, "" for none.
    """

    lesson_date: date | None
    removed: bool
    teaches: Sequence[Span]
    memberships: Sequence[Span]
    current_version: int
    filled: bool = False
    warrant: str | None = None
    late_entries: Sequence[LateEntry] = ()
    kind: Kind = "lecture"
    standing: Standing | None = None
    signed: str = ""


def is_value(raw: Any) -> bool:
    """¶6: a whole number 0 to 100, one of the five codes, or None for a cleared cell; True is no number."""
    if raw is None or (isinstance(raw, str) and raw in ABSENCE_CODES):
        return True
    return type(raw) is int and 0 <= raw <= HIGHEST_POINTS


def value_refusal(raw: Any) -> Refusal | None:
    """¶6: anything else is refused, and not quoted back: it may be somebody's mark."""
    return None if is_value(raw) else Reasons.not_a_mark.refusal()


def writing_refusal(facts: CellFacts, now: datetime) -> Refusal | None:
    """¶3, ¶4, ¶15, ¶17, ¶19, ¶21: whether this cell may be written by who asks, now."""
    if facts.lesson_date is None:
        return Reasons.lesson_unknown.refusal()
    if facts.removed:
        return Reasons.lesson_removed.refusal()
    if refusal := author_refusal(facts.kind, facts.teaches, facts.lesson_date):
        return refusal
    if not facts.memberships:
        return Reasons.cadet_unknown.refusal()
    if not covers(facts.memberships, facts.lesson_date):
        return Reasons.cadet_not_member.refusal(date=facts.lesson_date)
    return _locked_refusal(facts, now) or _signed_refusal(facts, now) or _window_refusal(facts.lesson_date, facts, now)


def _signed_refusal(facts: CellFacts, now: datetime) -> Refusal | None:
    """¶4: what a signed grade sheet rests on is changed by papers only."""
    if not facts.signed or written_under(facts, now):
        return None
    return Reasons.sheet_signed.refusal(number=facts.signed)


def _locked_refusal(facts: CellFacts, now: datetime) -> Refusal | None:
    """¶4: what a late entry has opened is the empty cells; a mark that was there stays locked."""
    opened = any(not is_over(each.until, now) for each in facts.late_entries)
    return Reasons.mark_locked.refusal() if opened and not written_under(facts, now) else None


def _window_refusal(day: date, facts: CellFacts, now: datetime) -> Refusal | None:
    """¶17: in time, or by a late entry."""
    return None if written_under(facts, now) else entry_refusal(day, now)


def written_under(facts: CellFacts, now: datetime) -> LateEntry | None:
    """¶4: the late entry by which a cell may be written: an empty one by the longest, a filled one by its own alone.

    So it fills what was left empty, and mends what was entered by it.
    """
    running = [each for each in facts.late_entries if not is_over(each.until, now)]
    if facts.filled:
        return next((each for each in running if each.warrant == facts.warrant), None)
    return max(running, key=lambda each: each.until, default=None)


def version_refusal(seen: int, current: int) -> Refusal | None:
    """¶4: no mark is overwritten unseen: the writer must have seen the newest version (0 for an empty cell)."""
    return None if seen == current else Reasons.version_stale.refusal()


def cell_refusal(value: Any, seen: int, facts: CellFacts, now: datetime) -> Refusal | None:
    """¶2, ¶3, ¶4, ¶6, ¶15, ¶17, ¶19, ¶21: the first reason for which a cell is not written, or None."""
    return (
        writing_refusal(facts, now)
        or value_refusal(value)
        or code_refusal(facts.kind, value)
        or standing_refusal(facts.kind, value, facts.standing)
        or version_refusal(seen, facts.current_version)
    )
