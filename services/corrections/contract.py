"""corrections' public face: its commands, questions and events; what it may refuse stands in ``refusals.py``."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

from services.common.messaging.wire import CommandId
from services.common.security.warrants import HeldLesson

SERVICE = "corrections"

#: The calls on whose way the gradebook examines or seals a change. The caller's own key goes with these, and with no
#: other call to a service that is not the gradebook (¶5).
WITH_KEY = ("file_report", "turn_into_act", "draw_up_act", "amend_report", "approve_case")


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something with an id and a name."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Someone(Named):
    """A person: ``name`` "Тегі А. Ә.", the full name where another would look alike.

    Either is with the login where another one's would look alike even so: "Тегі Аты (aliyev)".
    """

    full_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Cadet(Someone):
    """A cadet as a paper calls one; ``name`` has the number too where another of the group would look alike."""

    number: str = ""


@dataclass(frozen=True, kw_only=True)
class FileDiscrepancy:
    """``file_discrepancy``: a teacher of the journal says that paper and journal differ (¶20).

    ``cadet`` None means the whole lesson.
    """

    command_id: CommandId
    journal: str
    lesson: str
    cadet: str | None
    text: str


@dataclass(frozen=True, kw_only=True)
class Discrepancy:
    """A notice: where, who says so, and how it ended. ``words_hidden``: what is written may name a mark (¶5).

    ``text_damaged``, ``reason_damaged``: they were altered in the database and do not open; "" here.
    """

    id: str
    state: Literal["open", "closed"]
    journal: str
    group: str
    subject: str
    faculty: Named
    lesson: str
    lesson_date: date
    cadet: Cadet | None
    text: str
    author: Someone
    at: datetime
    reason: str
    closed_by: Someone | None
    closed_at: datetime | None
    words_hidden: bool = False
    text_damaged: bool = False
    reason_damaged: bool = False


@dataclass(frozen=True, kw_only=True)
class ListDiscrepancies:
    """``list_discrepancies``: methodists and heads of the faculty, its author, moderators; open ones first.

    ``search``: in group, subject, faculty, names. ``limit`` 0: only what is counted.
    """

    state: Literal["", "open", "closed"] = ""
    search: str = ""
    limit: Annotated[int, msgspec.Meta(ge=0, le=200)] = 200


@dataclass(frozen=True, kw_only=True)
class Discrepancies:
    """Open first, then newest first; ``total`` counts what was searched for, ``open`` all open ones that one may read,
    ``waiting`` those of them that one may close.
    """

    discrepancies: tuple[Discrepancy, ...]
    total: int
    open: int
    waiting: int


@dataclass(frozen=True, kw_only=True)
class ShowDiscrepancy:
    """``show_discrepancy``: the same readers."""

    discrepancy: str


@dataclass(frozen=True, kw_only=True)
class CloseDiscrepancy:
    """``close_discrepancy``: a methodist of the faculty, with a reason; replies ``Discrepancy``."""

    command_id: CommandId
    discrepancy: str
    reason: str


# --- cases: after the window (¶4, ¶10, ¶13, ¶19, ¶21) -----------------------------------------------------------

CaseKind = Literal["mark_correction", "late_entry", "late_lesson", "make_up", "removal", "substitution", "discrepancy"]
CaseState = Literal[
    "reported", "act_drawn", "returned", "approved", "applying", "applied", "rejected", "withdrawn", "expired"
]
#: What may be done with a case; a reply names what its reader may do now, and the service decides again.
CaseAction = Literal["draw_up_act", "return", "amend", "withdraw", "approve", "reject", "apply", "make_up", "revoke"]
#: Why a warrant that was handed on is not carried out: the gradebook lacks its key, could not take it in, or got
#: another than was signed.
HeldUp = Literal["", "key_unknown", "not_taken_in", "altered"]
PaperKind = Literal["report", "act", "decision", "permission"]


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """``file_report``: a teacher's report (баянат) to the faculty's head; replies ``Case``.

    ``kind`` is any but substitution and discrepancy. ``cadet`` names the cell of a mark correction or a make-up; a
    late entry and a removal are about the whole lesson (None). ``value`` is a mark correction's new mark (¶6);
    ``open_days`` how many days a late entry's or a late lesson's column is to be open. A late lesson names in ``held``
    what is to be added, and no ``lesson``.
    """

    command_id: CommandId
    kind: str
    journal: str
    text: str
    lesson: str = ""
    held: HeldLesson | None = None
    cadet: str | None = None
    value: Any = None
    open_days: int = 0


@dataclass(frozen=True, kw_only=True)
class OfferReports:
    """``offer_reports``: what is accepted now about a lesson of a date; None: of a date not known yet.

    Whether there is anything to report in its place, the gradebook says: ``offer_changes``.
    """

    lesson_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class OfferedReport:
    """A kind of report. ``until``: the last day for it (¶19), None where there is none; ``over``: it has passed."""

    kind: CaseKind
    until: date | None = None
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class OfferedReports:
    """``most_open_days``: for how many days a late entry or a late lesson may ask at most (¶4)."""

    reports: tuple[OfferedReport, ...]
    most_open_days: int


@dataclass(frozen=True, kw_only=True)
class TurnIntoAct:
    """``turn_into_act``: a methodist makes a notice about a cell (¶20) an act (¶13), which closes it.

    Replies ``Case``. ``value`` is what the cell is to hold.
    """

    command_id: CommandId
    discrepancy: str
    text: str
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class RequestSubstitution:
    """``request_substitution``: a teacher or a methodist asks that somebody enters for a colleague (¶21).

    Replies ``Case``. ``journals`` are of one faculty and taught by ``absent`` on each of the days; both are included,
    and the last one's lessons can still be entered (¶17).
    """

    command_id: CommandId
    absent: str
    substitute: str
    journals: tuple[str, ...]
    since: date
    until: date
    text: str


@dataclass(frozen=True, kw_only=True)
class DrawUpAct:
    """``draw_up_act``: a methodist of the faculty (¶13); replies ``Case``.

    ``value``: of a discrepancy that came back (¶20), what the cell is to hold instead; null empties it, and left
    out it stays what it was.
    """

    command_id: CommandId
    case: str
    text: str
    value: Any | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, kw_only=True)
class AmendReport:
    """``amend_report``: its author mends a returned report; replies ``Case``. What is left out stays what it was.

    ``value`` of a mark correction or a discrepancy, null for an empty cell; ``open_days`` of a late entry or a late
    lesson, ``held`` of the latter; the rest of a substitution, as in ``RequestSubstitution``.
    """

    command_id: CommandId
    case: str
    text: str
    value: Any | msgspec.UnsetType = msgspec.UNSET
    open_days: int | msgspec.UnsetType = msgspec.UNSET
    held: HeldLesson | msgspec.UnsetType = msgspec.UNSET
    absent: str | msgspec.UnsetType = msgspec.UNSET
    substitute: str | msgspec.UnsetType = msgspec.UNSET
    journals: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    since: date | msgspec.UnsetType = msgspec.UNSET
    until: date | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, kw_only=True)
class GiveReason:
    """``return_case`` (methodist to the author, head to the methodist), ``reject_case`` (head),
    ``withdraw_case`` (author), ``revoke_substitution`` (head or methodist). All reply ``Case``.

    Only the author may leave the reason empty.
    """

    command_id: CommandId
    case: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ApproveCase:
    """``approve_case``: the faculty's head, who has just given the password again: auth's ``confirmation``."""

    command_id: CommandId
    case: str
    confirmation: str = field(repr=False)
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ApplyCase:
    """``apply_case``: IT lets the gradebook act on the warrant (¶10); replies ``Case``, ``applying`` at first."""

    command_id: CommandId
    case: str


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

    ``due_at``: until when IT applies it (¶10); ``expires_at``: until when its permission holds (¶4);
    ``waits_for``: whose turn it is; ``my_turn``: whether its reader's; ``may``: what its reader may do now.
    """

    id: str
    kind: CaseKind
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

    ``number`` is its first paper's, "12/2026": its report's, or, of a discrepancy, its act's.

    ``words_hidden``: what people wrote is left out, for it may name a mark that is not for who asks (¶5).

    ``fingerprint``: the first 16 hexadecimal digits of the warrant's SHA-256, "" before there is one.

    ``held``: what a late lesson asks to be added; ``lesson`` is None until it was.

    ``nobody_decides``: each head of the faculty is a party of the case, so that IT has to name a deputy (¶4).

    ``damaged``: its text was altered in the database and does not open.

    ``held_up``: its warrant waits for an operator, and why; the last step says since when (¶10).

    ``most_open_days``: for how many days its report may ask that a column is open, 0 where it opens none (¶4).
    """

    id: str
    kind: CaseKind
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


@dataclass(frozen=True, kw_only=True)
class ListSubstitutions:
    """``list_substitutions``: those the caller may read, as cases; ``running``: only in force today.

    One is in force until its last day's lessons can no longer be entered (¶17).
    ``search``: in number, groups, subjects, names.
    """

    running: bool = False
    search: str = ""


@dataclass(frozen=True, kw_only=True)
class ListColleagues:
    """``list_colleagues``: who can be named in a substitution: the teachers of the caller's faculties."""


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A teacher with the journals that may be entrusted to a substitute."""

    id: str
    name: str
    journals: tuple[Named, ...]
    full_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Colleagues:
    """In Kazakh alphabetical order."""

    colleagues: tuple[Colleague, ...]


# --- how methodists work (¶12) ----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class OverseeMethodists:
    """``oversee_methodists``: IT and moderators; numbers and dates, no texts and no marks."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many wait, and since when the oldest of them does; None when there is none."""

    number: int
    since: datetime | None


@dataclass(frozen=True, kw_only=True)
class MethodistWork:
    """Where the unfinished acts of one methodist stand; ``appointed``: is a methodist of the faculty now.

    ``returned``: came back from the head or the gradebook; ``with_head``: wait for the decision; ``with_it``: are
    approved, the first of them due at ``due_at``; ``overdue``: those of them not applied in time (¶10), since then.
    """

    methodist: Someone
    appointed: bool
    returned: Waiting
    with_head: Waiting
    with_it: Waiting
    due_at: datetime | None
    overdue: Waiting


@dataclass(frozen=True, kw_only=True)
class FacultyWork:
    """What waits for a faculty's methodists together, and for each.

    ``reports``: wait for an act; ``amending``: of whatever kind, were sent back to their authors, an act or not;
    ``discrepancies``: are open (¶20).
    """

    faculty: Named
    reports: Waiting
    amending: Waiting
    discrepancies: Waiting
    methodists: tuple[MethodistWork, ...]


@dataclass(frozen=True, kw_only=True)
class MethodistsWork:
    """Faculties and people in Kazakh alphabetical order."""

    faculties: tuple[FacultyWork, ...]


# --- working days (¶10) -----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class SetWorkingDay:
    """``set_working_day``: IT says, with a reason, that a day is or is not a working day; replies ``Calendar``."""

    command_id: CommandId
    day: date
    working: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class ShowCalendar:
    """``show_calendar``: anybody signed in."""

    year: Annotated[int, msgspec.Meta(ge=2000, le=2100)]


@dataclass(frozen=True, kw_only=True)
class SpecialDay:
    """A day that is not what its day of the week says; ``by`` None: Kazakhstan's calendar says so."""

    day: date
    working: bool
    reason: str
    by: Someone | None


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """A year's special days."""

    year: int
    days: tuple[SpecialDay, ...]


# --- events -----------------------------------------------------------------------------------------------------

WARRANT_ISSUED = "corrections.warrant_issued.v1"
SUBSTITUTION_REVOKED = "corrections.substitution_revoked.v1"


@dataclass(frozen=True, kw_only=True)
class WarrantIssued:
    """Data of ``WARRANT_ISSUED``, aggregate ``case/<id>``: act on this warrant; the gradebook answers with
    ``WARRANT_SETTLED``. ``warrant`` is the signed statement, ``services.common.security.warrants``.
    """

    case: str
    warrant: str
    asked_by: str


@dataclass(frozen=True, kw_only=True)
class SubstitutionRevoked:
    """Data of ``SUBSTITUTION_REVOKED``, aggregate ``case/<id>``: the permission ends at once."""

    case: str
    warrant: str


EVENTS: dict[str, type] = {WARRANT_ISSUED: WarrantIssued, SUBSTITUTION_REVOKED: SubstitutionRevoked}
