"""Electronic records: who issues one, what it rests on, and what it is worth afterwards (¶2, ¶4, ¶5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.common.text.printable import unprintable
from services.gradebook.contract import (
    OFFICERS,
    RecordFigures,
    RecordState,
    Result,
    SheetKind,
)
from services.gradebook.domain.figures import shortest, with_decimals
from services.gradebook.domain.policies import MOST_DECIMALS, Policy
from services.gradebook.domain.term_results import band_of
from services.gradebook.refusals import Reasons

#: The sheets that say a subject's final; one of the admission says none yet.
COUNTED: tuple[SheetKind, ...] = ("examination", "retake")
#: The sheets that say what stands alone.
ATTESTED: tuple[SheetKind, ...] = ("final_attestation",)
#: A reason fits on a page.
LONGEST_REASON = 1000
NOT_CLOSED = RecordFigures(state="not_closed")
#: What a record is worth, and since when it is not valid.
State = tuple[RecordState, datetime | None]


@dataclass(frozen=True)
class ClosedSheet:
    """A closed sheet that lists the cadet, at its newest revision; ``outdated``: a warrant has changed it since."""

    id: str
    journal: str
    number: str
    kind: SheetKind
    date: date
    revision: int
    policy: int
    outdated: bool


@dataclass(frozen=True)
class Studied:
    """A subject of a term that the cadet studies or has studied, and the sheet that says its result, if any."""

    journal: str
    sheet: ClosedSheet | None


def issues_of(roles: Iterable[tuple[str, str]], faculty: str) -> bool:
    """¶2, ¶3: a methodist or the head of the faculty to which the cadet's group belongs."""
    return any(role in OFFICERS and of == faculty for role, of in roles)


def issuer_refusal(roles: Iterable[tuple[str, str]], faculty: str) -> Refusal | None:
    """¶2, ¶3: others issue nothing; a cadet of another faculty is none that they are told of."""
    held = tuple(roles)
    if not any(role in OFFICERS for role, _ in held):
        return Reasons.role_required.refusal(under="¶2", role="methodist")
    return None if issues_of(held, faculty) else Reasons.record_cadet_not_yours.refusal()


def is_studied(stays: Iterable[Span], starts: date, ends: date, today: date) -> bool:
    """¶15: a past or present term during which the cadet was in the group."""
    return starts <= today and any(each.meets(starts, ends) for each in stays)


def counting_sheet(sheets: Iterable[ClosedSheet], kinds: Sequence[SheetKind] = COUNTED) -> ClosedSheet | None:
    """¶2: the last one: a retake's before the examination's, of several retakes the latest."""
    found = [each for each in sheets if each.kind in kinds]
    return max(found, key=lambda each: (each.kind == "retake", each.date, each.id), default=None)


def sheets_shown(sheets: Sequence[ClosedSheet], *, examined: bool) -> list[ClosedSheet | None]:
    """¶2: the lines of a subject: its examination's, None while that sheet is not closed, then its attestation's.

    A subject without an examination column that was attested has no line that waits. ``examined``: it has one.
    """
    final, attested = counting_sheet(sheets), counting_sheet(sheets, ATTESTED)
    if attested is None:
        return [final]
    return [final, attested] if final or examined else [attested]


def basis_refusal(studied: Sequence[Studied]) -> Refusal | None:
    """¶2, ¶4: something was closed, and none of it waits for a new revision."""
    sheets = [each.sheet for each in studied if each.sheet]
    if not sheets:
        return Reasons.record_nothing_closed.refusal()
    outdated = next((each for each in sheets if each.outdated), None)
    return Reasons.record_sheet_outdated.refusal(number=outdated.number) if outdated else None


def figures_of(kind: SheetKind, result: Result, policy: Policy) -> RecordFigures:
    """¶2: what a record says of a result that was signed on a sheet of the kind."""
    return _attested(result, policy) if kind in ATTESTED else _final(result, policy)


def _final(result: Result, policy: Policy) -> RecordFigures:
    rating = shortest(Fraction(result.rating), MOST_DECIMALS) if result.rating else None
    if result.points is None:
        return RecordFigures(state="not_examined" if result.admitted else "not_admitted", rating=rating)
    band = band_of(policy, result.points)
    return RecordFigures(
        state="graded",
        rating=rating,
        examination=result.examination,
        points=result.points,
        letter=result.letter,
        worth=with_decimals(band.points, MOST_DECIMALS),
    )


def _attested(result: Result, policy: Policy) -> RecordFigures:
    """It rests on no rating; who was not there has no points."""
    if result.attestation is None:
        return RecordFigures(state="not_attested")
    return RecordFigures(
        state="attested",
        points=result.attestation,
        letter=result.attestation_letter,
        worth=with_decimals(band_of(policy, result.attestation).points, MOST_DECIMALS),
    )


def counts_in_gpa(figures: RecordFigures) -> bool:
    """¶2: the finals of subjects; an attestation stands alone."""
    return figures.state == "graded"


def state_of(revoked: Sequence[datetime | None], superseded: Sequence[datetime | None]) -> State:
    """¶2, ¶4: revoked for good; superseded by the cadet's next record or by a change of the cadet's cells.

    Each is told by its times, None for one that does not read.
    """
    if revoked:
        return "revoked", _first(revoked)
    return ("superseded", _first(superseded)) if superseded else ("valid", None)


def _first(times: Iterable[datetime | None]) -> datetime | None:
    return min((each for each in times if each), default=None)


def revoking_refusal(reason: str, *, revoked: bool) -> Refusal | None:
    """¶2: once, and with a reason that a page holds."""
    if revoked:
        return Reasons.record_revoked.refusal()
    if not any(sign.isprintable() and not sign.isspace() for sign in reason):
        return Reasons.reason_required.refusal()
    if len(reason) > LONGEST_REASON:
        return Reasons.text_too_long.refusal(longest=LONGEST_REASON)
    sign = unprintable(reason)
    return Reasons.text_unprintable.refusal(sign=sign) if sign else None
