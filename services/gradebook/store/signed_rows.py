"""Rows that rest on a warrant count only as far as the warrant's signed statement says the same (¶4).

Rows of openings, substitutes and permissions for a make-up say what a warrant permitted when it came. Somebody
who writes into the database can add such rows, but cannot make corrections' signature.
"""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from services.common.security import warrants
from services.common.security.warrants import UnknownKeyError, Warrant, WarrantInvalidError
from services.common.storage.tolerant import BREAKS
from services.common.storage.unit_of_work import KEYS
from services.gradebook.domain.change_kinds import CHANGES

#: The kinds of changes that open a column.
OPENING = tuple(kind for kind, rules in CHANGES.items() if rules.opens)
#: Statements whose signature need not be checked again.
MOST_KNOWN = 2000


def signed_warrant(session: Session, warrant: str, statement: str) -> Warrant | None:
    """The warrant that the statement is; None where corrections has not signed it, or it is another warrant's."""
    try:
        found = _verified(session.info[KEYS], statement)
    except (UnknownKeyError, WarrantInvalidError):
        return None
    return found if found.id == warrant else None


def is_opening_signed(session: Session, row: Any) -> bool:
    """Whether a column is opened as the row says: warrant, statement, journal, lesson, date, person and until."""
    found = signed_warrant(session, row.warrant, row.statement)
    if found is None or found.kind not in OPENING or row.journal not in found.journals:
        return False
    in_place = found.lesson == row.lesson if found.lesson else bool(found.held) and found.held.date == row.date  # type: ignore[union-attr]
    return in_place and found.person == row.person and _in_time(row, found)


def is_make_up_signed(session: Session, row: Any) -> bool:
    """Whether a make-up is permitted as the row says: warrant, statement, lesson, cadet, person, version and until."""
    found = signed_warrant(session, row.warrant, row.statement)
    if found is None or found.kind != "make_up":
        return False
    permitted = (found.lesson, found.cadet, found.version, found.person, found.expires_at)
    return permitted == (row.lesson, row.cadet, row.version, row.person, row.until)


def is_substitution_signed(session: Session, row: Any) -> bool:
    """Whether somebody stands in as the row says: warrant, statement, journal, person, since and until."""
    found = signed_warrant(session, row.warrant, row.statement)
    if found is None or found.kind != "substitution" or row.journal not in found.journals:
        return False
    return (found.person, found.since, found.until) == (row.person, row.since, row.until)


def _in_time(row: Any, found: Warrant) -> bool:
    """Whether the row ends no later than the warrant could have granted."""
    try:
        return bool(row.until <= found.expires_at + timedelta(days=found.open_days + 1))
    except BREAKS:
        return False


@lru_cache(maxsize=MOST_KNOWN)
def _verified(keys: Path, statement: str) -> Warrant:
    return warrants.verifier(keys).verify(statement)
