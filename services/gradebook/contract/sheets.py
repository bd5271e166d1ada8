"""Grade sheets: opened by a methodist, signed by an examiner and the head, revised by papers alone (¶2, ¶4)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from services.common.messaging.wire import CommandId
from services.gradebook.contract.results import Result
from services.gradebook.contract.values import Named, Someone, TermSpan

#: Of the admission to the examination, of the examination, of one of its retakes, of the final attestation.
SheetKind = Literal["admission", "examination", "retake", "final_attestation"]
SheetState = Literal["open", "signed_by_examiner", "closed", "annulled"]
SheetRole = Literal["examiner", "head"]
#: A revision's number: whatever a database holds as one.
RevisionNumber = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


@dataclass(frozen=True, kw_only=True)
class OpenSheet:
    """``open_sheet``: a methodist of the journal's faculty; replies ``SheetOpened``.

    ``kind`` as ``SheetKind``; ``lesson``: the retake's column, passed over for the other kinds.
    """

    command_id: CommandId
    journal: str
    kind: str
    lesson: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetOpened:
    """The new sheet; ``number`` as people say it, "3/2026"."""

    id: str
    number: str


@dataclass(frozen=True, kw_only=True)
class AnnulSheet:
    """``annul_sheet``: a methodist of the journal's faculty, before anybody has signed; replies ``Done``."""

    command_id: CommandId
    sheet: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SignSheet:
    """``sign_sheet``: an examiner of the journal, then the faculty's head; replies ``SheetSigned``.

    ``revision``: the newest one that the signer has seen, 0 before there is one. ``confirmation``: auth's word that
    the password was given again.
    """

    command_id: CommandId
    sheet: str
    revision: RevisionNumber
    confirmation: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SheetSigned:
    """What the sheet is now, and which revision was signed."""

    state: SheetState
    revision: int


@dataclass(frozen=True, kw_only=True)
class ReviseSheet:
    """For the service itself: take in what warrants have changed; an examiner or the head opens the sheet."""

    sheet: str


@dataclass(frozen=True, kw_only=True)
class ListSheets:
    """``list_sheets``: those of the journals that one sees; of one term, or one journal; replies ``Sheets``."""

    term: str = ""
    journal: str = ""


@dataclass(frozen=True, kw_only=True)
class Annulment:
    """That a sheet was opened by mistake: who says so, when and why.

    ``reason`` is for who may read the journal's marks, which it may name, and "" in a list (¶5).
    """

    person: Someone
    at: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A sheet in a list.

    ``date``: its column's, None of an admission, or while there is no column. ``revision``: the newest one's number, 0
    before a signature. ``outdated``: a warrant has changed what it rests on; the next revision says so. ``may_sign``:
    it waits for who asks; ``may_annul``: who asks may annul it.
    """

    id: str
    number: str
    kind: SheetKind
    state: SheetState
    journal: str
    group: Named
    subject: Named
    faculty: Named
    term: TermSpan
    date: date | None
    opened_by: Someone
    opened_at: datetime
    revision: int
    outdated: bool
    may_sign: bool
    may_annul: bool
    annulment: Annulment | None


@dataclass(frozen=True, kw_only=True)
class SummaryOffer:
    """A group's term of which the caller may see the summary."""

    group: Named
    term: TermSpan


@dataclass(frozen=True, kw_only=True)
class SheetOffer:
    """A sheet that the caller may open; ``date`` is its column's, None of an admission."""

    journal: str
    group: Named
    subject: Named
    kind: SheetKind
    lesson: str
    date: date | None


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """Newest first; ``offers`` by subject and group, a journal's latest first; ``summaries`` by the group's name.
    ``damaged``: sheets that do not read and are left out.
    """

    sheets: tuple[SheetRow, ...]
    offers: tuple[SheetOffer, ...]
    summaries: tuple[SummaryOffer, ...]
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShowSheet:
    """``show_sheet``: who sees the journal; without figures for IT and moderators; replies ``Sheet``.

    ``revision`` 0: the newest one, or, before a signature, what it would say now.
    """

    sheet: str
    revision: RevisionNumber = 0


@dataclass(frozen=True, kw_only=True)
class SheetRevision:
    """What stood on the sheet since then. ``supersedes``: the former one's number, 0 of the first.

    ``cases``: by whose warrants it became another (¶4).
    """

    number: int
    supersedes: int
    cases: tuple[str, ...]
    author: Someone
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SheetSignature:
    """Who has signed, as what, which revision."""

    role: SheetRole
    person: Someone
    revision: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """A cadet; names and ``number`` as in ``Cadet``, as of the day of the first signature.

    ``empty``: the examination cell has to be filled before a signature. The result is ``broken`` also where what was
    signed was altered in the database and does not open (¶5).
    """

    name: str
    full_name: str
    number: str
    result: Result
    empty: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetCounts:
    """How many cells the sheet's columns expect, and how many of them are filled; who is not admitted counts too.

    ``expected`` and ``missing`` are None of a retake that nobody has signed: only marks say who sits it.
    """

    expected: int | None
    filled: int
    missing: int | None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet. ``lines``: by name in Kazakh alphabetical order; ``hidden`` from IT and moderators, who see ``counts``.

    ``policy``: the number of the version that makes its figures; a signed sheet keeps it (¶2). ``shown``: the revision
    whose lines these are, 0: what it would say now. ``damaged``: rows of the group that do not read and are left out.
    """

    row: SheetRow
    policy: int
    shown: int
    hidden: bool
    revisions: tuple[SheetRevision, ...]
    signatures: tuple[SheetSignature, ...]
    lines: tuple[SheetLine, ...]
    counts: SheetCounts
    damaged: tuple[str, ...] = ()
