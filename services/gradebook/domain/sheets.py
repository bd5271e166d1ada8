"""Grade sheets: who opens and signs one, on which columns it rests, and what it is refused for (¶2, ¶4)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast, get_args

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.common.text.printable import unprintable
from services.gradebook.contract import Kind, SheetKind, SheetRole, SheetState
from services.gradebook.domain.access import there_on
from services.gradebook.domain.columns import counts_as
from services.gradebook.domain.policies import Policy
from services.gradebook.domain.term_results import TermResult, counting_attempt
from services.gradebook.refusals import Reasons

KINDS: tuple[SheetKind, ...] = get_args(SheetKind)
LONGEST_REASON = 1000


@dataclass(frozen=True)
class Column:
    """A column of a journal that is not removed."""

    id: str
    kind: Kind
    date: date


@dataclass(frozen=True)
class SignedSheet:
    """A sheet that has a signature: its number for people, and the column that it is about, None of an admission."""

    number: str
    kind: SheetKind
    column: Column | None


@dataclass(frozen=True)
class OpeningFacts:
    """What is known before a sheet is opened. ``there``: a sheet of that kind, of retakes for that column."""

    is_methodist: bool
    columns: Sequence[Column]
    there: bool


@dataclass(frozen=True)
class AnnullingFacts:
    """What is known before a sheet is annulled."""

    is_methodist: bool
    state: SheetState


@dataclass(frozen=True)
class SignerFacts:
    """What is known of who would sign; ``examiner``: who has signed first, "" while nobody has."""

    state: SheetState
    person: str
    examiner: str
    is_examiner: bool
    is_head: bool


@dataclass(frozen=True)
class SigningFacts:
    """What is known before a sheet is signed.

    ``seen``: the revision that the signer saw, ``newest``: the last one. ``outdated``: a warrant has changed what the
    sheet rests on since. ``empty``: how many cells have to be filled first; ``unreadable``: how many lines are broken.
    """

    has_column: bool
    has_open_case: bool
    outdated: bool
    seen: int
    newest: int
    empty: int
    unreadable: int


def column_of(kind: SheetKind, named: str, columns: Iterable[Column]) -> Column | None:
    """¶2: the column that a sheet is about: the named retake, else the one of its kind; none of an admission."""
    if kind == "admission":
        return None
    wanted = (each for each in columns if each.kind == kind and (kind != "retake" or each.id == named))
    return next(wanted, None)


def rests_on(kind: SheetKind, own: Column | None, each: Column) -> bool:
    """¶2: whether a sheet's figures come from the column: retakes that are later than the sheet's are not in it.

    A final attestation stands alone.
    """
    if kind == "final_attestation":
        return counts_as(each.kind) == kind
    if counts_as(each.kind) in ("current", "control"):
        return True
    if own is None or counts_as(each.kind) != "examination":
        return False
    if each.kind == "examination":
        return True
    return kind == "retake" and each.date <= own.date


def signed_number(sheets: Iterable[SignedSheet], column: Column) -> str:
    """¶4: the number of a signed sheet that rests on the column, which is changed by papers only; "" for none."""
    return next((each.number for each in sheets if rests_on(each.kind, each.column, column)), "")


def opening_refusal(kind: str, named: str, facts: OpeningFacts) -> Refusal | None:
    """¶2: a methodist of the faculty opens a journal's sheets, one for the admission, the examination, each retake."""
    if not facts.is_methodist:
        return Reasons.role_required.refusal(under="¶2", role="methodist")
    if kind not in KINDS:
        return Reasons.sheet_kind_unknown.refusal()
    if kind != "admission" and column_of(kind, named, facts.columns) is None:
        return Reasons.sheet_without_column.refusal()
    return Reasons.sheet_exists.refusal() if facts.there else None


def annulling_refusal(facts: AnnullingFacts) -> Refusal | None:
    """¶2, ¶4: a methodist of the faculty annuls a sheet that nobody has signed; its number stays given."""
    if not facts.is_methodist:
        return Reasons.role_required.refusal(under="¶2", role="methodist")
    if facts.state == "annulled":
        return Reasons.sheet_annulled.refusal()
    return None if facts.state == "open" else Reasons.sheet_has_signature.refusal()


def may_annul(facts: AnnullingFacts) -> bool:
    """¶2: whether it can be annulled by who asks, with a reason."""
    return annulling_refusal(facts) is None


def reason_refusal(reason: str) -> Refusal | None:
    """¶2: why a sheet is annulled is said in words that can be printed."""
    if not reason.strip():
        return Reasons.reason_required.refusal()
    if len(reason) > LONGEST_REASON:
        return Reasons.text_too_long.refusal(longest=LONGEST_REASON)
    sign = unprintable(reason)
    return Reasons.text_unprintable.refusal(sign=sign) if sign else None


def offered(columns: Sequence[Column], there: Collection[tuple[str, str]]) -> list[tuple[SheetKind, Column | None]]:
    """¶2: of which columns a methodist may open a sheet, the latest first; ``there``: kinds and columns that have one.

    An admission has no column.
    """
    wanted = [("admission", None), *((each.kind, each) for each in columns if each.kind in KINDS)]
    found = [(kind, own) for kind, own in wanted if (kind, named_column(kind, own)) not in there]
    return [(cast(SheetKind, kind), own) for kind, own in reversed(found)]


def named_column(kind: str, own: Column | None) -> str:
    """¶2: by which column a sheet is known: a retake by its own; of the other kinds a journal has one."""
    return own.id if own and kind == "retake" else ""


def state_of(roles: Collection[SheetRole], *, annulled: bool = False) -> SheetState:
    """¶2: annulled, open, signed by the examiner, closed by the head."""
    if annulled:
        return "annulled"
    if "head" in roles:
        return "closed"
    return "signed_by_examiner" if "examiner" in roles else "open"


def signer_refusal(facts: SignerFacts) -> Refusal | None:
    """¶2, ¶3: an examiner signs, then the head, who is another person; nobody signs a closed or annulled sheet."""
    if facts.state == "annulled":
        return Reasons.sheet_annulled.refusal()
    if facts.state == "closed":
        return Reasons.sheet_closed.refusal()
    if facts.state == "open":
        return None if facts.is_examiner else Reasons.sheet_not_yours.refusal()
    if facts.person == facts.examiner:
        return Reasons.sheet_signed_by_you.refusal()
    return None if facts.is_head else Reasons.sheet_waits_for_head.refusal()


def may_sign(facts: SignerFacts) -> bool:
    """¶2: whether the sheet waits for who asks; what stands on it is looked at when it is signed."""
    return signer_refusal(facts) is None


def signing_refusal(facts: SigningFacts) -> Refusal | None:
    """¶2, ¶4, ¶5: the first reason for which a sheet cannot be signed yet, or None."""
    if not facts.has_column:
        return Reasons.sheet_without_column.refusal()
    if facts.has_open_case:
        return Reasons.sheet_has_open_case.refusal()
    if facts.outdated or facts.seen != facts.newest:
        return Reasons.sheet_revised.refusal()
    if facts.empty:
        return Reasons.sheet_has_empty_cells.refusal(count=facts.empty)
    return Reasons.sheet_unreadable.refusal(count=facts.unreadable) if facts.unreadable else None


def is_owed(kind: SheetKind, *, admitted: bool) -> bool:
    """¶2: whether a listed cadet needs a mark in the sheet's own column; an attestation asks for no admission."""
    return admitted or kind == "final_attestation"


def is_examined_again(policy: Policy, before: TermResult) -> bool:
    """¶2: whom a sheet of a retake lists: who was admitted and has not passed by the columns before it."""
    counts = counting_attempt(policy, before.attempts)
    return before.broken or (before.admitted and (counts is None or counts < policy.pass_mark))


def empty_cells(
    columns: Iterable[Column], memberships: Mapping[str, Sequence[Span]], filled: Collection[tuple[str, str]]
) -> int:
    """¶2, ¶15: how many cells of lessons and controls are empty, of cadets who were in the group on their day."""
    expected: set[tuple[Any, str]] = {
        (each.id, cadet)
        for each in columns
        if counts_as(each.kind) in ("current", "control")
        for cadet in there_on(memberships, each.date)
    }
    return len(expected - {*filled})
