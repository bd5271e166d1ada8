"""Cases as their readers see them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from services.common.security.warrants import HeldLesson
from services.corrections.contract.values import (
    Cadet,
    CaseAction,
    CaseKind,
    CaseStart,
    CaseState,
    Executor,
    HeldUp,
    Named,
    PaperKind,
    Someone,
)


@dataclass(frozen=True, kw_only=True)
class ShowCase:
    """``show_case``: its parties, the faculty's methodists and head, IT once approved, moderators."""

    case: str


@dataclass(frozen=True, kw_only=True)
class ListCases:
    """``list_cases``: the cases one may read. ``waiting``: only those that wait for who asks.

    ``overdue``: only those IT should have applied by now (¶10). ``search``: in number, group, subject, names.
    ``methodist``: only those whose act this person drew up; ``waits_for``: as in ``CaseRow``.
    """

    state: str = ""
    kind: str = ""
    search: str = ""
    waiting: bool = False
    overdue: bool = False
    journal: str = ""
    faculty: str = ""
    methodist: str = ""
    waits_for: str = ""
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50
    offset: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is to become of a cell: sealed by the gradebook, which opens it to those entitled to the journal.

    ``version`` is the cell's before the change.
    """

    version: int
    sealed: str


@dataclass(frozen=True, kw_only=True)
class SubstitutionTerms:
    """Who stands in for whom, in which journals (group and subject as the name), both days included (¶21)."""

    absent: Someone
    substitute: Someone
    journals: tuple[Named, ...]
    since: date
    until: date
    revoked_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document of a case, numbered without gaps in its faculty, kind and year; never changed.

    ``open_days``, ``substitution`` and ``held``: what it named, whatever the case was amended to afterwards.
    ``damaged``: its text was altered in the database and does not open; it is not printed.
    """

    kind: PaperKind
    number: int
    year: int
    author: Someone
    at: datetime
    text: str
    approved: bool | None = None
    open_days: int = 0
    substitution: SubstitutionTerms | None = None
    held: HeldLesson | None = None
    damaged: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that happened to a case; ``reason`` as it was given, ``number`` in the case, from 1 without gaps.

    ``damaged``: the reason was altered in the database and does not open.
    """

    action: str
    by: Someone
    at: datetime
    reason: str
    number: int = 0
    damaged: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case in a list.

    ``first_paper``: what it is called by;
    ``due_at``: until when IT applies it (¶10); ``expires_at``: until when its permission holds (¶4);
    ``waits_for``: whose turn it is; ``my_turn``: whether its reader's; ``may``: what its reader may do now.
    """

    id: str
    kind: CaseKind
    first_paper: CaseStart
    state: CaseState
    number: str
    faculty: Named
    journal: Named | None
    lesson_date: date | None
    cadet: Cadet | None
    author: Someone
    at: datetime
    due_at: datetime | None
    overdue: bool
    waits_for: Literal["", "author", "methodist", "faculty_head", "it_staff", "teacher"]
    substitution: SubstitutionTerms | None = None
    my_turn: bool = False
    expires_at: datetime | None = None
    may: tuple[CaseAction, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case with its papers, oldest first, and what its reader may do.

    ``number`` is its ``first_paper``'s, "12/2026"; ``rule`` the paragraph that it comes from.

    ``report_fields``, ``act_fields``: what such a paper says beside its text, and says anew when it comes back.

    ``words_hidden``: what people wrote is left out, for it may name a mark that is not for who asks (¶5).

    ``fingerprint``: the first 16 hexadecimal digits of the warrant's SHA-256, "" before there is one.

    ``held``: what a late lesson asks to be added; ``lesson`` is None until it was.

    ``nobody_decides``: each head of the faculty is a party of the case, so that IT has to name a deputy (¶4).

    ``damaged``: its text was altered in the database and does not open.

    ``held_up``: its warrant waits for an operator, and why; the last step says since when (¶10).

    ``most_open_days``: for how many days its report may ask that a column is open, 0 where it opens none (¶4).

    ``reported_late``: the entry window had passed by then (¶17).
    """

    id: str
    kind: CaseKind
    first_paper: CaseStart
    state: CaseState
    number: str
    faculty: Named
    journal: Named | None
    group: str
    subject: str
    lesson: str | None
    lesson_date: date | None
    cadet: Cadet | None
    author: Someone
    at: datetime
    text: str
    open_days: int
    window_closed_at: datetime | None
    report_until: datetime | None
    due_at: datetime | None
    overdue: bool
    waits_for: str
    returned_to: Literal["", "author", "methodist"]
    expires_at: datetime | None
    fingerprint: str
    discrepancy: str | None
    change: Change | None
    rule: str
    carried_out_by: Executor
    report_fields: tuple[str, ...]
    act_fields: tuple[str, ...]
    substitution: SubstitutionTerms | None
    papers: tuple[Paper, ...]
    steps: tuple[Step, ...]
    may: tuple[CaseAction, ...]
    my_turn: bool = False
    words_hidden: bool = False
    held: HeldLesson | None = None
    nobody_decides: bool = False
    damaged: bool = False
    held_up: HeldUp = ""
    most_open_days: int = 0
    reported_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Cases:
    """Those that wait for who asks first, by due time, then newest first; ``waiting`` and ``overdue`` count all.

    ``damaged``: cases of the page whose stored data do not read, by number; the others are in ``cases`` (¶7).
    """

    cases: tuple[CaseRow, ...]
    total: int
    waiting: int
    overdue: int
    damaged: tuple[Named, ...] = ()
