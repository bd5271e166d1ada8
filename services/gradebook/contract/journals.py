"""Journals: the list, the page, a cell's history."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from services.gradebook.contract.results import Result
from services.gradebook.contract.values import AbsenceCode, CountsAs, Kind, Named, Someone, TermSpan, Value


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
    """A journal in a list; ``mine``: one teaches it, or examines its group.

    ``due`` are its open lessons and those closed within 14 days with empty cells; of one's own what one enters.
    """

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

    ``opened_until``: a late entry has opened it to who asks, for its empty cells (¶4). ``correction``: how often its
    kind and topic were corrected, in time (¶18).
    """

    id: str
    date: date
    kind: Kind
    topic: str
    closes_at: datetime
    state: Literal["open", "closed", "removed"]
    author: Someone
    opened_until: datetime | None = None
    correction: int = 0


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
    name_examiners: bool = False


@dataclass(frozen=True, kw_only=True)
class OfferedKind:
    """A kind of column to who asks: ``codes`` are the absence codes that it takes (¶2, ¶6).

    ``enter``: one may ever enter such columns; ``add``: one of today may be added now. ``becomes``: the kinds into
    which one of it may be corrected.
    """

    name: Kind
    counts_as: CountsAs
    codes: tuple[AbsenceCode, ...]
    enter: bool
    add: bool
    becomes: tuple[Kind, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Journal:
    """The page: cadets in Kazakh alphabetical order, lessons by date.

    ``entry_days``: for how many days after its date a lesson takes entries (¶17); ``pass_mark``: points below it are
    unsatisfactory (¶19). Both are 0 in the former release's answers, and ``kinds`` empty.
    ``examiners``: who enters its examinations (¶3).

    ``results`` by the policy of this number, empty for who sees no marks; ``means`` are the current ones.
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
    kinds: tuple[OfferedKind, ...] = ()
    examiners: tuple[Someone, ...] = ()
    results: tuple[Result, ...] = ()
    policy: int = 0


@dataclass(frozen=True, kw_only=True)
class ShowLessonHistory:
    """``show_lesson_history``: who sees the journal; replies ``LessonHistory``."""

    journal: str
    lesson: str


@dataclass(frozen=True, kw_only=True)
class LessonCorrection:
    """What a lesson's teacher has made of its kind and topic, and what they were before (¶18)."""

    number: int
    former_kind: Kind
    former_topic: str
    kind: Kind
    topic: str
    author: Someone
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LessonHistory:
    """Newest first; none of a lesson that is as it was added."""

    corrections: tuple[LessonCorrection, ...]


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
