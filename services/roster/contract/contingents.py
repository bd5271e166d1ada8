"""The contingent: a semester's groups, cadets, subjects and teachers, submitted as a file (¶14)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from services.common.messaging.wire import CommandId
from services.roster.contract.academy import Named, Someone

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
