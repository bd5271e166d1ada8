"""Policies as they are kept: a row for each version, another when it is put in force. None is ever changed (¶2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from services.common.errors import Refused
from services.common.messaging.wire import decode
from services.common.storage.tolerant import BREAKS, UNREADABLE
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import PolicyTerms
from services.gradebook.domain.policies import FIRST, Version, policy_of
from services.gradebook.store.models import Journal, Policy, PolicyInForce, Sheet, SheetSignature


@dataclass(frozen=True)
class StoredVersion:
    """A version, who proposed it, and when it was put in force; None while it is a proposal."""

    version: Version
    terms: PolicyTerms
    author: str
    at: datetime
    put_in_force: datetime | None


def stored_versions(work: Work) -> list[StoredVersion]:
    """Every version that reads, newest first; the others are told of."""
    wanted = select(Policy, PolicyInForce.at).outerjoin(PolicyInForce, PolicyInForce.number == Policy.number)
    rows = work.session.execute(wanted.order_by(Policy.number.desc())).all()
    found = []
    for row, in_force in rows:
        try:
            found.append(_stored(row, in_force))
        except BREAKS:
            work.damaged("row_unreadable", f"policy/{row.number}")
    return found


def versions_in_force(session: Session, subject: str) -> list[Version]:
    """What a subject's results are made by, its own versions and those for all.

    Raises ``BREAKS`` where one of them does not read: results by the others would be wrong ones.
    """
    rows = session.connection().execute(_IN_FORCE, {"subject": subject})
    return [_stored(row, None).version for row in rows]


def version(session: Session, number: int) -> Version:
    """A version by its number, as it was when a signed sheet was made by it. Raises ``BREAKS``."""
    return _stored(session.get_one(Policy, number), None).version if number else FIRST


def journals_of(session: Session, version: Version) -> Sequence[Journal]:
    """The journals for which the version could hold, by subject and group."""
    wanted = select(Journal).where(~Journal.withdrawn, _could_hold_for(version.subject, version.holds_from))
    return session.scalars(wanted.order_by(Journal.subject_name, Journal.group_name, Journal.id)).all()


def has_signed_sheet(session: Session, subject: str, holds_from: date) -> bool:
    """Whether somebody has signed a grade sheet of a journal for which such a version could hold."""
    signed = select(SheetSignature.sheet).join(Sheet, Sheet.id == SheetSignature.sheet)
    signed = signed.join(Journal, Journal.id == Sheet.journal).where(_could_hold_for(subject, holds_from))
    return session.scalar(signed.limit(1)) is not None


def _could_hold_for(subject: str, holds_from: date) -> ColumnElement[bool]:
    """``subject``: "" for all."""
    starts = Journal.term_starts >= holds_from
    return starts & (Journal.subject_id == subject) if subject else starts


def next_number(session: Session) -> int:
    """A new version's number. Where two take it at once, one command runs again (``run_command``)."""
    return (session.scalar(select(func.max(Policy.number))) or 0) + 1


def known_terms(session: Session) -> Sequence[tuple[str, date, date]]:
    """Name, first and last day of the journals' terms that read, the latest first."""
    wanted = select(Journal.term_name, Journal.term_starts, Journal.term_ends).where(~Journal.withdrawn).distinct()
    rows = session.execute(wanted.order_by(Journal.term_starts.desc()))
    return [(row.term_name, row.term_starts, row.term_ends) for row in rows if UNREADABLE not in row]


def known_subjects(session: Session) -> dict[str, str]:
    """The journals' subjects that read, by id."""
    wanted = select(Journal.subject_id, Journal.subject_name).where(~Journal.withdrawn).distinct()
    return {row.subject_id: row.subject_name for row in session.execute(wanted) if UNREADABLE not in row}


def _stored(row: Any, in_force: datetime | None) -> StoredVersion:
    """Raises ``ValueError`` where the terms do not read: they were altered in the database."""
    try:
        terms = decode(row.terms, PolicyTerms)
    except Refused as refused:
        raise ValueError(refused.refusal.code) from None
    policy = policy_of(terms)
    if policy is None:
        raise ValueError("a number does not read")
    version = Version(row.number, row.subject, row.holds_from, policy)
    return StoredVersion(version, terms, row.author, row.at, in_force)


# Made once, and run without the ORM's own steps: it is asked on a mark's way.
_IN_FORCE = (
    select(*Policy.__table__.columns)
    .join(PolicyInForce, PolicyInForce.number == Policy.number)
    .where(Policy.subject.in_(("", bindparam("subject"))))
)
