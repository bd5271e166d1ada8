"""A group's term over all subjects, of its grade sheets and journals (¶2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.gradebook.contract.sheets import SheetCounts
from services.gradebook.contract.values import AbsenceCode, Named, TermSpan

#: ``debt``: the examination is not passed, or not sat; ``pending``: there is none yet; ``broken``: nothing is said.
SummaryStanding = Literal["passed", "debt", "not_admitted", "pending", "broken"]

#: Why a journal is not in a summary: its key is not shared with the caller (yet), or it does not read.
LeftOutReason = Literal["no_key", "damaged"]


@dataclass(frozen=True, kw_only=True)
class ShowSummary:
    """``show_summary``: the head and the methodists of the faculty; without figures for IT and moderators.

    Replies ``Summary``.
    """

    group: str
    term: str


@dataclass(frozen=True, kw_only=True)
class SummaryTally:
    """How many stand so in a subject."""

    passed: int
    debt: int
    not_admitted: int
    pending: int
    broken: int


@dataclass(frozen=True, kw_only=True)
class SummarySubject:
    """A column. ``closed``: every examination and retake of the journal has a closed sheet; ``sheets``: their numbers.

    ``outdated``: a warrant has changed what one of them says. ``credits`` by the policy of the newest one, else of the
    journal. ``counts``: of the examination's cells. ``credits`` and ``tally`` are None where figures are hidden.
    """

    journal: str
    subject: Named
    closed: bool
    outdated: bool
    sheets: tuple[str, ...]
    counts: SheetCounts
    credits: int | None
    tally: SummaryTally | None


@dataclass(frozen=True, kw_only=True)
class SummaryCell:
    """A cadet in a subject. ``closed``: a closed sheet says it, else the journal does now.

    ``final``, ``points`` and ``letter`` as in ``Result``; ``absence``: the code of who has no points.
    """

    standing: SummaryStanding
    closed: bool
    final: str | None
    points: int | None
    letter: str | None
    absence: AbsenceCode | None


@dataclass(frozen=True, kw_only=True)
class SummaryRow:
    """A cadet; names and ``number`` as in ``Cadet``. ``cells`` in the order of the subjects.

    ``gpa``: of the subjects with a letter, with two decimals; None without one, or where a cell is broken.
    ``provisional``: one of those letters stands on no closed sheet. ``not_passed``: debts, and where not admitted.
    """

    cadet: str
    name: str
    full_name: str
    number: str
    cells: tuple[SummaryCell, ...]
    gpa: str | None
    provisional: bool
    debts: int
    not_admitted: int
    not_passed: int


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A journal that the summary lacks."""

    journal: str
    subject: Named
    reason: LeftOutReason


@dataclass(frozen=True, kw_only=True)
class SummaryTotals:
    """How many cadets there are; have passed everything; have debts; are not admitted somewhere."""

    cadets: int
    clear: int
    in_debt: int
    not_admitted: int


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Subjects by name, cadets by name, both in Kazakh alphabetical order.

    ``hidden`` from IT and moderators, who see counts: ``rows`` is empty and ``totals`` None. ``damaged``: rows that do
    not read and are left out.
    """

    group: Named
    faculty: Named
    term: TermSpan
    hidden: bool
    subjects: tuple[SummarySubject, ...]
    rows: tuple[SummaryRow, ...]
    totals: SummaryTotals | None
    left_out: tuple[LeftOut, ...]
    now: datetime
    damaged: tuple[str, ...] = ()
