"""Electronic records: a cadet's results of all terms, issued with a number and a signed code (¶2)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from services.common.messaging.wire import CommandId
from services.gradebook.contract.values import Named, Someone

RecordState = Literal["valid", "superseded", "revoked"]
#: With a final; not admitted to the examination; admitted, and not examined; its grade sheet is not closed yet; a line
#: of the final attestation, with points or without. A code says the place in this row: append only.
LineState = Literal["graded", "not_admitted", "not_examined", "not_closed", "attested", "not_attested"]
#: ``altered``: not what was signed; ``foreign``: signed by no key of this academy; ``unknown``: signed, not kept;
#: ``damaged``: signed, and what is kept of it was altered (¶5).
CheckedState = Literal["valid", "superseded", "revoked", "altered", "foreign", "unknown", "damaged"]
#: What a record's code may be, whoever sends it.
CodeText = Annotated[str, msgspec.Meta(max_length=3000)]


@dataclass(frozen=True, kw_only=True)
class IssueRecord:
    """``issue_record``: a methodist or the head of the cadet's faculty; replies ``RecordIssued``.

    ``confirmation``: auth's word that the password was given again.
    """

    command_id: CommandId
    cadet: str
    confirmation: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class RecordIssued:
    """The new record; ``number`` as people say it, "12/2026"."""

    id: str
    number: str


@dataclass(frozen=True, kw_only=True)
class PreviewRecord:
    """``preview_record``: who would issue it; replies ``RecordPreview``."""

    cadet: str


@dataclass(frozen=True, kw_only=True)
class RevokeRecord:
    """``revoke_record``: a methodist or the head of its faculty, for good and with a reason; replies ``Done``."""

    command_id: CommandId
    record: str
    reason: str
    confirmation: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ListRecords:
    """``list_records``: those of one's faculties, all for IT and moderators; replies ``Records``.

    ``search``: part of the cadet's name or of the number. ``cadet``: those of this cadet alone.
    """

    search: str = ""
    cadet: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordRow:
    """A record in a list. ``since``: when it was superseded or revoked, None while it is valid."""

    id: str
    number: str
    state: RecordState
    since: datetime | None
    cadet: Named
    cadet_number: str
    faculty: Named
    issued_by: Someone
    issued_at: datetime


@dataclass(frozen=True, kw_only=True)
class RecordCadet:
    """The cadet that was asked for, by today's name; ``may_issue``: whether who asks issues this cadet's records."""

    id: str
    name: str
    number: str
    may_issue: bool


@dataclass(frozen=True, kw_only=True)
class Records:
    """Newest first, the first of ``total``. ``damaged``: records that do not read and are left out."""

    records: tuple[RecordRow, ...]
    total: int
    cadet: RecordCadet | None = None
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShowRecord:
    """``show_record``: who may issue it; without figures for IT and moderators; replies ``Record``."""

    record: str


@dataclass(frozen=True, kw_only=True)
class RecordFigures:
    """What a line says. ``rating``: "76.2"; ``examination``: the mark that counts; ``worth``: the letter's points."""

    state: LineState
    rating: str | None = None
    examination: int | None = None
    points: int | None = None
    letter: str | None = None
    worth: str | None = None


@dataclass(frozen=True, kw_only=True)
class RecordLine:
    """A subject of a term, as it was called then; ``figures`` None: what was issued was altered (¶5)."""

    term: str
    subject: str
    group: str
    credits: int
    figures: RecordFigures | None


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record as it was issued; ``hidden`` from IT and moderators, who see its row alone.

    ``gpa``: "3.33", None without credits. ``code``: what its QR code says. There is neither where it is hidden or
    ``altered``: what is kept is not what was issued (¶5). ``reason``: why it was revoked, "" where it was not.
    """

    row: RecordRow
    hidden: bool
    altered: bool
    lines: tuple[RecordLine, ...]
    gpa: str | None
    code: str = field(repr=False)
    revoked_by: Someone | None
    reason: str
    may_revoke: bool


@dataclass(frozen=True, kw_only=True)
class RecordPreview:
    """What a record would say if it were issued now: it has no number, and nobody can check it."""

    cadet: RecordCadet
    faculty: Named
    lines: tuple[RecordLine, ...]
    gpa: str | None


@dataclass(frozen=True, kw_only=True)
class CheckRecord:
    """``check_record``: anybody, for a code as it is printed; replies ``CheckedRecord``."""

    code: CodeText = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class CheckedRecord:
    """What a record's code is worth; of what the paper says only what was signed. ``since`` as in ``RecordRow``.

    What is empty is not told: of codes that were not signed nothing, of a revoked, unknown or damaged one
    no line.
    """

    state: CheckedState
    since: datetime | None = None
    number: str = ""
    issued_on: date | None = None
    cadet: str = ""
    cadet_number: str = ""
    faculty: str = ""
    lines: tuple[RecordLine, ...] = ()
    gpa: str | None = None
