"""gradebook's public face: its commands, questions and events; what it may refuse stands in ``refusals.py``."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from services.common.messaging.wire import CommandId
from services.common.security.warrants import HeldLesson

SERVICE = "gradebook"

Kind = Literal["lecture", "seminar", "practical"]
#: ¶6: on duty, ill, no valid reason, leave, did not attend; Cyrillic letters, and only these.
AbsenceCode = Literal["ж", "а", "дс", "д", "қ"]
#: ¶6: points 0-100, an absence code, or None for a cleared cell.
Value = int | AbsenceCode | None
#: What a case can change, as corrections calls it.
ChangeKind = Literal["mark_correction", "late_entry", "late_lesson", "make_up", "removal", "discrepancy"]


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
class TermSpan:
    """The journal's term, both days included."""

    id: str
    name: str
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class ListJournals:
    """``list_journals``: a teacher's own; a methodist's or head's faculty; IT and moderators all (metadata)."""

    term: str = ""


@dataclass(frozen=True, kw_only=True)
class LessonDue:
    """A lesson of today, one still open, by a late entry too (¶4), or one closed with empty cells."""

    id: str
    date: date
    kind: Kind
    topic: str
    closes_at: datetime
    state: Literal["open", "closed"]
    filled: int
    expected: int


@dataclass(frozen=True, kw_only=True)
class JournalRow:
    """A journal in a list; ``due`` are its open lessons and those closed within 14 days with empty cells."""

    id: str
    group: Named
    subject: Named
    term: TermSpan
    faculty: Named
    teachers: tuple[Someone, ...]
    lessons: int
    due: tuple[LessonDue, ...]
    mine: bool


@dataclass(frozen=True, kw_only=True)
class Journals:
    """Sorted by subject and group; ``now`` is academy time."""

    journals: tuple[JournalRow, ...]
    now: datetime


@dataclass(frozen=True, kw_only=True)
class ShowJournal:
    """``show_journal``: teachers of the journal, methodists and heads of its faculty; others see no marks."""

    journal: str


@dataclass(frozen=True, kw_only=True)
class DatedName:
    """A name and the day from which it holds; ``name`` as in ``Cadet``."""

    name: str
    since: date
    full_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Stay:
    """Days in the group: the first and the last, None while it lasts; ``from`` and ``to`` on the API."""

    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class Cadet:
    """A row under the name of today; ``from``/``to`` on the API are ``since`` and the last day in the group.

    ``name`` is "Тегі А. Ә.", or, where another of the group would look alike, the full name and the number.
    ``names``, oldest first, and ``stays``, first ones first, print a lesson's page as it was on its day (¶15).
    ``damaged``: the stored names do not read; ``name`` is the cadet's id then.
    """

    id: str
    name: str
    since: date
    until: date | None
    names: tuple[DatedName, ...]
    stays: tuple[Stay, ...]
    full_name: str = ""
    number: str = ""
    damaged: bool = False


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A column. ``state``: open until ``closes_at``, then closed; removed: struck out, it counts for nothing (¶19).

    ``opened_until``: a late entry has opened it to who asks, for its empty cells (¶4).
    """

    id: str
    date: date
    kind: Kind
    topic: str
    closes_at: datetime
    state: Literal["open", "closed", "removed"]
    author: Someone
    opened_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A cell's newest version. ``make_up`` stands beside ``value`` and counts instead of it (¶19).

    ``late``: entered under a late entry that is still open to who asks, so that it can be mended (¶4). ``broken``: the
    mark, or its make-up, was altered in the database and does not open; it is None here, and there is one (¶5).
    """

    lesson: str
    cadet: str
    value: Value
    version: int
    author: Someone
    at: datetime
    make_up: int | None = None
    late: bool = False
    broken: bool = False


@dataclass(frozen=True, kw_only=True)
class Mean:
    """A cadet's current mean, two decimals, half up, as a string; None without points.

    ``broken``: None because one of the marks does not open (¶5).
    """

    cadet: str
    value: str | None
    broken: bool = False


@dataclass(frozen=True, kw_only=True)
class PlaceOfCell:
    """A cell."""

    lesson: str
    cadet: str


@dataclass(frozen=True, kw_only=True)
class May:
    """What the page may offer to who asks; the service decides again on each command.

    ``make_ups``: the cells for which a make-up mark may be entered now (¶19).
    """

    enter: bool
    create_lesson: bool
    file_discrepancy: bool
    renew_key: bool
    make_ups: tuple[PlaceOfCell, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Journal:
    """The page: cadets in Kazakh alphabetical order, lessons by date.

    ``entry_days``: for how many days after its date a lesson takes entries (¶17); ``pass_mark``: points below it are
    unsatisfactory (¶19). Both are 0 in the former release's answers.

    ``damaged``: rows of it that do not read and are left out ("lesson/…", "member/…"), all others being shown (¶7).
    ``draft_key``: who enters marks seals with it (AES-256-GCM) what is typed and not sent yet; base64, "" for others.
    """

    id: str
    group: Named
    subject: Named
    term: TermSpan
    faculty: Named
    teachers: tuple[Someone, ...]
    cadets: tuple[Cadet, ...]
    lessons: tuple[Lesson, ...]
    marks: tuple[Mark, ...]
    means: tuple[Mean, ...]
    may: May
    draft_key: str = field(repr=False)
    now: datetime
    damaged: tuple[str, ...] = ()
    entry_days: int = 0
    pass_mark: int = 0


@dataclass(frozen=True, kw_only=True)
class HoldLesson:
    """``hold_lesson``: a teacher of the journal on that date; replies ``Lesson`` (¶17, ¶18)."""

    command_id: CommandId
    journal: str
    date: date
    kind: str
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordMarks:
    """``record_marks``: at most 500 cells, each an object {lesson, cadet, value, version}.

    Cells are decoded one by one, so that a malformed one is refused alone.
    """

    command_id: CommandId
    journal: str
    marks: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A cell that was written."""

    lesson: str
    cadet: str
    version: int


@dataclass(frozen=True, kw_only=True)
class CurrentMark:
    """What a refused cell holds now; ``broken``: it does not open (¶5)."""

    value: Value
    version: int
    author: Someone
    at: datetime
    broken: bool = False


@dataclass(frozen=True, kw_only=True)
class RefusedMark:
    """A cell that was not written, and why."""

    lesson: str
    cadet: str
    rule: str
    code: str
    params: dict[str, str]
    current: CurrentMark | None


@dataclass(frozen=True, kw_only=True)
class MarksRecorded:
    """The answer, cell by cell; ``means`` of the cadets whose cells were written."""

    saved: tuple[Saved, ...]
    refused: tuple[RefusedMark, ...]
    means: tuple[Mean, ...]


@dataclass(frozen=True, kw_only=True)
class ShowHistory:
    """``show_history``: who may see the journal's marks."""

    journal: str
    lesson: str
    cadet: str


@dataclass(frozen=True, kw_only=True)
class MarkVersion:
    """One version of a cell; ``case``: the corrections case whose warrant wrote it, "" inside the window (¶4).

    ``make_up``: no version of the cell itself but the mark that stands beside it (¶19); ``version`` then counts those.
    ``broken``: it does not open (¶5).
    """

    version: int
    value: Value
    author: Someone
    at: datetime
    case: str = ""
    make_up: bool = False
    broken: bool = False


@dataclass(frozen=True, kw_only=True)
class History:
    """Newest first."""

    versions: tuple[MarkVersion, ...]


# --- after the window: what corrections asks, and what its warrants do (¶4, ¶19, ¶21) ----------------------------


@dataclass(frozen=True, kw_only=True)
class ExamineChange:
    """``examine_change``: may this be asked for by who calls? Nothing is written; replies ``Examined``.

    ``kind`` as in corrections. ``value``: a mark correction's new mark, of the make-up where one counts (¶19).
    ``sealed``: one examined before, to be taken over as it is. ``held``: a late lesson's, which has no ``lesson``.
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
class Examined:
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
    """

    kinds: tuple[ChangeKind, ...]
    missing: int = 0
    late_lessons: LessonDays | None = None


@dataclass(frozen=True, kw_only=True)
class SealDecision:
    """``seal_decision``: the journals' faculty's head, about to approve; replies ``SealedDecision`` (¶4, ¶5).

    ``sealed``: the change that was examined, to be sealed as the version after ``version`` of its cell, or as the
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
class ShareKeys:
    """Seal the keys of journals that the caller has open to who is entitled and waits."""

    journals: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RenewKey:
    """``renew_key``: the faculty's head begins a new generation of a journal's key; replies ``Done`` (¶5)."""

    command_id: CommandId
    journal: str


@dataclass(frozen=True, kw_only=True)
class ShowKey:
    """``show_key``: the generations of a journal's key, for who sees the journal, its marks or not (¶5, ¶7)."""

    journal: str


@dataclass(frozen=True, kw_only=True)
class Generation:
    """One generation: since when marks are sealed under it, and in whose session it was begun."""

    number: int
    author: Someone
    at: datetime


@dataclass(frozen=True, kw_only=True)
class KeyShown:
    """Newest first; those begun before this was written down are missing."""

    generations: tuple[Generation, ...]


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


@dataclass(frozen=True, kw_only=True)
class RecordMakeUp:
    """``record_make_up``: the teacher whom a warrant permits it, once; replies ``MakeUpRecorded`` (¶19)."""

    command_id: CommandId
    journal: str
    lesson: str
    cadet: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class MakeUpRecorded:
    """It stands beside the original."""

    case: str


@dataclass(frozen=True, kw_only=True)
class WithdrawJournals:
    """``withdraw_journals``: IT only; all or none, refused when a mark hangs on one (¶14's undo)."""

    command_id: CommandId
    journals: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Done:
    """It is done; there is nothing more to say."""


@dataclass(frozen=True, kw_only=True)
class Republish:
    """``republish``: IT only; emits the state of every lesson again, so that replicas can be rebuilt."""

    command_id: CommandId


# --- events -----------------------------------------------------------------------------------------------------

LESSON_HELD = "gradebook.lesson_held.v1"


WARRANT_SETTLED = "gradebook.warrant_settled.v1"


WARRANT_PUT_ASIDE = "gradebook.warrant_put_aside.v1"


@dataclass(frozen=True, kw_only=True)
class LessonState:
    """Data of ``LESSON_HELD``, aggregate ``lesson/<id>``."""

    id: str
    journal: str
    date: date
    kind: Kind
    topic: str
    author: str
    removed: bool = False


@dataclass(frozen=True, kw_only=True)
class WarrantSettled:
    """Data of ``WARRANT_SETTLED``, aggregate ``case/<id>``: what became of a warrant.

    ``registered``: a make-up may now be entered; ``applied``: it is done, and ``lesson`` the one that was added, if
    one was; ``refused``: nothing was changed, and ``code`` says why, as in ``refusals.py``.
    """

    case: str
    warrant: str
    outcome: Literal["registered", "applied", "refused"]
    code: str
    at: datetime
    lesson: str = ""


@dataclass(frozen=True, kw_only=True)
class WarrantPutAside:
    """Data of ``WARRANT_PUT_ASIDE``, aggregate ``case/<id>``: a warrant waits until an operator lets it in again.

    ``fingerprint``: the statement's, for somebody else may have named the case. ``key_unknown``: the key that it is
    signed with is not here; ``not_taken_in``: anything else.
    """

    case: str
    fingerprint: str
    why: Literal["key_unknown", "not_taken_in"]
    at: datetime


EVENTS: dict[str, type] = {
    LESSON_HELD: LessonState,
    WARRANT_SETTLED: WarrantSettled,
    WARRANT_PUT_ASIDE: WarrantPutAside,
}
