"""What a cadet sees: the own marks, attendance and results, and nobody else's (¶3)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from services.gradebook.contract.insights import WeekOfGroup
from services.gradebook.contract.results import ExplainedStep, Result
from services.gradebook.contract.values import AbsenceCode, Kind, Named, Someone, TermSpan, Value


@dataclass(frozen=True, kw_only=True)
class ShowOwnStudy:
    """``show_own_study``: a cadet; ``term`` "": the present one, else the last one."""

    term: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnMark:
    """What counts in one of the cadet's cells: a make-up instead of the cell's own mark (¶19).

    ``broken``: the mark was altered in the database and does not open (¶5).
    """

    lesson: str
    date: date
    kind: Kind
    topic: str
    value: Value
    broken: bool


@dataclass(frozen=True, kw_only=True)
class OwnJournal:
    """A subject in a term. ``missed``: how many lessons were missed, by absence code (¶6).

    ``state`` "waiting": what opens the marks has not been shared with the cadet yet; a teacher does so by opening the
    journal. Then nothing is said. ``steps`` explain the result by the policy of this number.
    """

    id: str
    group: Named
    subject: Named
    teachers: tuple[Someone, ...]
    state: Literal["open", "waiting"]
    marks: tuple[OwnMark, ...] = ()
    missed: dict[AbsenceCode, int]
    result: Result | None = None
    steps: tuple[ExplainedStep, ...] = ()
    policy: int = 0
    credits: int = 0
    pass_mark: int = 0


@dataclass(frozen=True, kw_only=True)
class OwnStudy:
    """The subjects of one term by the Kazakh alphabet; ``weeks`` are those of all that are open together.

    ``terms``: all of the cadet's, the newest first.
    """

    term: str
    terms: tuple[TermSpan, ...]
    journals: tuple[OwnJournal, ...]
    weeks: tuple[WeekOfGroup, ...]
    now: datetime
