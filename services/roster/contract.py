"""roster's public face: its commands, questions and events; what it may refuse stands in ``refusals.py``."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from services.common.messaging.wire import CommandId

SERVICE = "roster"

#: Codes of a row's errors in a contingent (¶14), beside the row's number and column.
ROW_ERRORS = (
    "cell_empty",
    "cell_too_long",
    "cell_characters",
    "cell_not_text",
    "cell_error",
    "cell_formula",
    "cell_number",
    "faculty_unknown",
    "faculty_looks_like",
    "faculty_not_yours",
    "teacher_unknown",
    "teacher_looks_like",
    "teacher_not_teacher",
    "duplicate_row",
    "cadet_names_differ",
    "cadet_name_on_record_differs",
    "cadet_left_group",
    "group_in_other_faculty",
    "subject_in_other_department",
)

#: Codes of a row's warnings: they forbid nothing.
ROW_WARNINGS = ("letters_replaced", "looks_like_known", "looks_like_row", "same_name_in_group")

#: What may be said of a file as a whole.
FILE_NOTES = ("sheets_hidden", "sheets_without_headers", "rows_above_headers", "rows_hidden", "columns_other")

#: A contingent file's columns, in the template's order; headers in three languages are roster's domain/headers.py.
COLUMNS = (
    "faculty",
    "department",
    "group",
    "cadet_number",
    "family",
    "given",
    "patronymic",
    "subject",
    "teacher",
)


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something with an id and a name."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Someone(Named):
    """A person: ``name`` "Тегі А. Ә.", the full name, a cadet's with the number, where another would look alike.

    Either is with the login where another one's would look alike even so: "Тегі Аты (aliyev)".
    """

    full_name: str = ""


# --- IT: the academy's frame ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CreateFaculty:
    """``create_faculty``: IT only. Replies ``Named``. Same name again is refused.

    One that looks like another's is refused as ``looks_like`` until ``as_new`` says that it is meant.
    """

    command_id: CommandId
    name: str
    as_new: bool = False


@dataclass(frozen=True, kw_only=True)
class CreateTerm:
    """``create_term``: IT only. Terms do not overlap; replies ``TermRow``. ``as_new`` as for a faculty."""

    command_id: CommandId
    name: str
    starts: date
    ends: date
    as_new: bool = False


@dataclass(frozen=True, kw_only=True)
class TermRow:
    """A semester, both days included."""

    id: str
    name: str
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class ListFrame:
    """``list_frame``: anybody signed in."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The academy's faculties, terms and the term of today's date ("" between terms).

    ``damaged``, here and in roster's other lists: rows that were altered in the database and do not read
    ("faculty/…"); left out, or shown under their id where a name alone does not read (¶7).
    """

    faculties: tuple[Named, ...]
    terms: tuple[TermRow, ...]
    current_term: str
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListGroups:
    """``list_groups``: IT and moderators all, methodists and heads those of their faculty."""

    faculty: str = ""
    search: str = ""


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """A group today."""

    id: str
    name: str
    faculty: Named
    cadets: int


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Sorted by faculty and name."""

    groups: tuple[GroupRow, ...]
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShowGroup:
    """``show_group``: the same readers as ``list_groups``."""

    group: str


@dataclass(frozen=True, kw_only=True)
class CadetRow:
    """A member: names as of today; ``until`` is the last day in the group, None while the membership lasts."""

    id: str
    number: str
    family: str
    given: str
    patronymic: str
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class AssignmentRow:
    """Who teaches what to the group, in which term."""

    journal: str
    subject: Named
    term: Named
    teachers: tuple[Someone, ...]


@dataclass(frozen=True, kw_only=True)
class GroupPage:
    """A group with everything about it; cadets in Kazakh alphabetical order."""

    id: str
    name: str
    faculty: Named
    cadets: tuple[CadetRow, ...]
    assignments: tuple[AssignmentRow, ...]
    damaged: tuple[str, ...] = ()


# --- the contingent (¶14) ---------------------------------------------------------------------------------------

ContingentState = Literal["draft", "submitted", "applied", "returned", "undone"]


@dataclass(frozen=True, kw_only=True)
class UploadContingent:
    """``upload_contingent``: methodists and IT. ``content`` is the file in base64, at most 8 MB decoded.

    ``term`` "" means the current one. Row errors do not refuse the upload: they are its answer.
    """

    command_id: CommandId
    filename: str
    content: str
    term: str = ""


@dataclass(frozen=True, kw_only=True)
class RowError:
    """One thing wrong: ``row`` is the spreadsheet's own number, ``column`` one of ``COLUMNS``.

    ``sheet`` is the sheet's name, "" in a file without sheets.
    """

    row: int
    column: str
    code: str
    params: dict[str, str]
    sheet: str = ""


@dataclass(frozen=True, kw_only=True)
class RowWarning:
    """Something to look at, which forbids nothing; once for each text, where it stands first.

    ``params`` have what is written as ``value``, how many ``rows`` have it, and as ``like`` what was read in its
    place, or what it looks like. ``choice`` is "open" where ``settle_contingent`` may take ``like`` instead, "new"
    once it was said that ``value`` is meant, "" where there is nothing to choose.
    """

    row: int
    column: str
    code: str
    params: dict[str, str]
    choice: Literal["", "open", "new"] = ""
    sheet: str = ""


@dataclass(frozen=True, kw_only=True)
class FileNote:
    """What of a file was not read, or was though nobody sees it: ``code`` is one of ``FILE_NOTES``."""

    code: str
    params: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class NewMember:
    """A cadet who joins a group; ``name`` is the full one where another who joins would look alike."""

    group: str
    number: str
    name: str


@dataclass(frozen=True, kw_only=True)
class NewJournal:
    """A group that will have a subject, with the teachers' names, in full where another would look alike, and ids."""

    group: str
    subject: str
    teachers: tuple[str, ...]
    people: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What applying would add to what is there; nothing is removed by a contingent."""

    groups: tuple[str, ...]
    subjects: tuple[str, ...]
    departments: tuple[str, ...]
    cadets: tuple[NewMember, ...]
    members: tuple[NewMember, ...]
    journals: tuple[NewJournal, ...]
    unchanged_rows: int


@dataclass(frozen=True, kw_only=True)
class Contingent:
    """A submission with its errors, all at once, or its difference; and what to look at before it is submitted."""

    id: str
    state: ContingentState
    filename: str
    faculties: tuple[Named, ...]
    term: Named
    rows: int
    errors: tuple[RowError, ...]
    difference: Difference
    uploaded_by: Someone
    uploaded_at: datetime
    decided_by: Someone | None
    decided_at: datetime | None
    reason: str
    warnings: tuple[RowWarning, ...] = ()
    notes: tuple[FileNote, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShowContingent:
    """``show_contingent``: its methodist, IT, moderators."""

    contingent: str


@dataclass(frozen=True, kw_only=True)
class ListContingents:
    """``list_contingents``: methodists those of their faculties, IT and moderators all; newest first."""

    state: str = ""


@dataclass(frozen=True, kw_only=True)
class ContingentRow:
    """A submission in a list."""

    id: str
    state: ContingentState
    filename: str
    faculties: tuple[Named, ...]
    term: Named
    rows: int
    errors: int
    uploaded_by: Someone
    uploaded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Contingents:
    """Newest first."""

    contingents: tuple[ContingentRow, ...]
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecideContingent:
    """``submit_contingent`` (its methodist), ``apply_contingent``, ``return_contingent``, ``undo_contingent`` (IT).

    All reply ``Contingent``. ``reason`` is required for return.
    """

    command_id: CommandId
    contingent: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """About the open warning at ``row`` and ``column``: ``like`` is meant ("existing"), or what is written ("new")."""

    row: int
    column: str
    take: Literal["existing", "new"]
    sheet: str = ""


@dataclass(frozen=True, kw_only=True)
class SettleContingent:
    """``settle_contingent``: who may upload it, while it is a draft without errors; replies ``Contingent``."""

    command_id: CommandId
    contingent: str
    choices: Annotated[tuple[Choice, ...], msgspec.Meta(max_length=10_000)]


@dataclass(frozen=True, kw_only=True)
class MakeTemplate:
    """``make_template``: the empty spreadsheet with headers in a language; anybody signed in."""

    language: Literal["kk", "ru", "en"] = "kk"


@dataclass(frozen=True, kw_only=True)
class Template:
    """An XLSX file in base64."""

    filename: str
    content: str


# --- notices: a group's composition changes (¶15, ¶11) ------------------------------------------------------------

NoticeKind = Literal["transfer", "expulsion", "admission", "rename", "leave"]
NoticeState = Literal["filed", "applied", "returned", "withdrawn"]


@dataclass(frozen=True, kw_only=True)
class FileNotice:
    """``file_notice``: a methodist of the group's faculty; replies ``Notice``.

    ``group`` is where the cadet is now, for an admission where the cadet is to be. ``since`` is the first day on
    which the change holds, in the past or to come. What a kind has no use for is passed over:
    a transfer goes ``to_group``; a leave ends before ``until``, the day of return, None while that is not known;
    an admission with ``cadet`` is of somebody on record, under the number and name on record, without it of somebody
    new; a rename needs ``family``, ``given``, ``patronymic``. Somebody new whose number looks like another's, or who
    has the full name of somebody of the group, is refused as ``looks_like``, with that ``cadet`` among the params,
    until ``as_new`` says that another one is meant. So is, as ``namesake_in_group``, who by a transfer, an admission
    or a rename comes to be in one group with somebody of a full name that looks alike.
    """

    command_id: CommandId
    kind: NoticeKind
    group: str
    since: date
    text: str
    cadet: str = ""
    until: date | None = None
    to_group: str = ""
    number: str = ""
    family: str = ""
    given: str = ""
    patronymic: str = ""
    as_new: bool = False


@dataclass(frozen=True, kw_only=True)
class ApplyNotice:
    """``apply_notice``: IT only (¶11); every rule of filing is asked again. Replies ``Notice``."""

    command_id: CommandId
    notice: str


@dataclass(frozen=True, kw_only=True)
class ReturnNotice:
    """``return_notice``: IT only, with a reason (¶11). Replies ``Notice``."""

    command_id: CommandId
    notice: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class WithdrawNotice:
    """``withdraw_notice``: its author, before IT has decided. Replies ``Notice``."""

    command_id: CommandId
    notice: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A change of a group's composition.

    ``cadet`` is under the name before the change, None while an admission of somebody new is not applied; ``number``
    is that cadet's. ``family``, ``given``, ``patronymic`` are those of an admission of somebody new or a rename, else
    "". ``faculty`` is the group's. ``decided_by`` is who applied, returned or withdrew it. ``as_new``: its author has
    said that another one is meant, though there is a cadet who looks alike.
    """

    id: str
    kind: NoticeKind
    state: NoticeState
    group: Named
    to_group: Named | None
    cadet: Someone | None
    number: str
    family: str
    given: str
    patronymic: str
    since: date
    until: date | None
    text: str
    author: Someone
    at: datetime
    decided_by: Someone | None
    decided_at: datetime | None
    reason: str
    faculty: Named
    as_new: bool = False


@dataclass(frozen=True, kw_only=True)
class NoticeRow(Notice):
    """A notice in a list; ``my_turn``: it waits for who asks."""

    my_turn: bool


@dataclass(frozen=True, kw_only=True)
class ListNotices:
    """``list_notices``: IT and moderators all, methodists and heads those that touch a group of their faculty.

    ``search`` is a part of the cadet's or a group's name, of the number or of the text. ``waiting``: only those that
    wait for who asks. ``limit`` 0: only what is counted.
    """

    state: Literal["", "filed", "applied", "returned", "withdrawn"] = ""
    search: str = ""
    waiting: bool = False
    limit: Annotated[int, msgspec.Meta(ge=0, le=200)] = 200


@dataclass(frozen=True, kw_only=True)
class Notices:
    """Filed ones first, then newest first; ``total`` counts what was searched for.

    ``filed`` counts all that wait for IT, ``waiting`` all that wait for who asks: filed ones for IT, for a methodist
    the own ones that came back within thirty days, while nothing was filed anew about the same person.
    """

    notices: tuple[NoticeRow, ...]
    total: int
    filed: int
    waiting: int
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShowNotice:
    """``show_notice``: the same readers."""

    notice: str


@dataclass(frozen=True, kw_only=True)
class Republish:
    """``republish``: IT only; emits the state of every group and journal again, so that replicas can be rebuilt."""

    command_id: CommandId


@dataclass(frozen=True, kw_only=True)
class Done:
    """It is done; there is nothing more to say."""


# --- events -----------------------------------------------------------------------------------------------------

GROUP_COMPOSED = "roster.group_composed.v1"
JOURNAL_ASSIGNED = "roster.journal_assigned.v1"


@dataclass(frozen=True, kw_only=True)
class NameState:
    """A name and the day from which it holds."""

    family: str
    given: str
    patronymic: str
    since: date


@dataclass(frozen=True, kw_only=True)
class MemberState:
    """A cadet's membership in the group: ``until`` is the first day no longer in it, None while it lasts."""

    cadet: str
    number: str
    names: tuple[NameState, ...]
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class GroupState:
    """Data of ``GROUP_COMPOSED``, aggregate ``group/<id>``: all who are or were in the group."""

    id: str
    name: str
    faculty: Named
    members: tuple[MemberState, ...]


@dataclass(frozen=True, kw_only=True)
class TeacherState:
    """Who teaches a journal; ``until`` is the first day no longer."""

    person: str
    name: str
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class JournalState:
    """Data of ``JOURNAL_ASSIGNED``, aggregate ``journal/<id>``. ``withdrawn``: its contingent was undone."""

    id: str
    group: str
    group_name: str
    faculty: Named
    subject: Named
    term: TermRow
    teachers: tuple[TeacherState, ...]
    withdrawn: bool = False


EVENTS: dict[str, type] = {GROUP_COMPOSED: GroupState, JOURNAL_ASSIGNED: JournalState}
