"""What corrections asks about a change after the window (¶4, ¶19, ¶21)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.common.security.warrants import HeldLesson
from services.gradebook.contract.values import ChangeKind, Kind, Value


@dataclass(frozen=True, kw_only=True)
class CheckChange:
    """``examine_change``: may this be asked for by who calls? Nothing is written; replies ``CheckedChange``.

    ``kind`` as in corrections. ``value``: a mark correction's new mark, of the make-up where one counts (¶19).
    ``sealed``: one checked before, to be taken over as it is. ``held``: a late lesson's, which has no ``lesson``.
    Refuses what cannot be a case: a window still open, a passed mark to make up, nothing missing, a lesson that is
    there.
    """

    journal: str
    kind: ChangeKind
    lesson: str = ""
    held: HeldLesson | None = None
    cadet: str | None = None
    value: Any = None
    sealed: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckedChange:
    """``version``: the cell's now, 0 for an empty one; ``sealed``: the new mark, "" where there is none."""

    version: int
    sealed: str


@dataclass(frozen=True, kw_only=True)
class OfferChanges:
    """``offer_changes``: what may be asked for here, after the window; ``examine_change`` decides again.

    About a lesson and, where one is named, a cadet's cell in it. Without a lesson: about one that nobody added in
    time.
    """

    journal: str
    lesson: str = ""
    cadet: str | None = None


@dataclass(frozen=True, kw_only=True)
class LessonDays:
    """Days on which lessons may have been held, both included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class OfferedChanges:
    """``missing``: how many who were in the group on the lesson's day have an empty cell (¶15).

    ``late_lessons``, where no lesson is named: the days whose lessons can be added by papers only; None: none can.
    ``late_kinds``: of which kinds who asks may ask for one.
    """

    kinds: tuple[ChangeKind, ...]
    missing: int = 0
    late_lessons: LessonDays | None = None
    late_kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SealDecision:
    """``seal_decision``: the journals' faculty's head, about to approve; replies ``SealedDecision`` (¶4, ¶5).

    ``sealed``: the change that was checked, to be sealed as the version after ``version`` of its cell, or as the
    make-up after the one it corrects. ``person`` and ``until``: a substitute, who gets the journals' keys before the
    substitution begins (¶21). ``begins``: a lesson is to be added, perhaps the journal's first, which needs a key.
    """

    journals: tuple[str, ...]
    lesson: str | None = None
    cadet: str | None = None
    version: int = 0
    sealed: str = ""
    person: str = ""
    until: date | None = None
    begins: bool = False


@dataclass(frozen=True, kw_only=True)
class SealedDecision:
    """What goes into the warrant, "" where no mark changes."""

    sealed: str


@dataclass(frozen=True, kw_only=True)
class OpenChange:
    """``open_change``: a change that ``examine_change`` sealed, for who may see the journal's marks (¶5)."""

    journal: str
    lesson: str
    cadet: str
    version: int
    sealed: str


@dataclass(frozen=True, kw_only=True)
class OpenedChange:
    """From what to what; ``make_up``: it is the make-up beside the cell that is corrected, for that counts (¶19).

    ``broken``: what is corrected does not open (¶5).
    """

    before: Value
    after: Value
    make_up: bool = False
    broken: bool = False
