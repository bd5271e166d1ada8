"""Finding discrepancies: which somebody may read, and which match."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from services.common.security.tokens import Principal
from services.corrections.domain.discrepancies import READERS
from services.corrections.store.models import Discrepancy, Journal


def visible_discrepancies(session: Session, caller: Principal, state: str, search: str) -> list[Discrepancy]:
    """The discrepancies that the caller may read and that match: open ones first, then newest first."""
    wanted = select(Discrepancy, Journal).join(Journal, Journal.id == Discrepancy.journal).where(readable(caller))
    if state:
        wanted = wanted.where(
            Discrepancy.closed_at.is_(None) if state == "open" else Discrepancy.closed_at.is_not(None)
        )
    newest = wanted.order_by(Discrepancy.closed_at.is_not(None), Discrepancy.at.desc(), Discrepancy.id)
    sealed_texts = search.casefold().split()
    return [row for row, journal in session.execute(newest) if _matches(sealed_texts, row, journal)]


def open_discrepancies(session: Session, caller: Principal, faculties: Collection[str] | None = None) -> int:
    """How many open discrepancies the caller may read; only of the faculties, where some are named."""
    wanted = select(func.count()).select_from(Discrepancy).where(readable(caller), Discrepancy.closed_at.is_(None))
    if faculties is not None:
        wanted = wanted.where(Discrepancy.faculty_id.in_(faculties))
    return session.scalar(wanted) or 0


def readable(caller: Principal) -> ColumnElement[bool]:
    """The rows that the caller may read: ``discrepancies.may_read`` for many at once (¶7, ¶20)."""
    if caller.has("moderator"):
        return true()
    faculties = frozenset().union(*(caller.faculties(role) for role in READERS))
    return or_(Discrepancy.faculty_id.in_(faculties), Discrepancy.author == caller.person)


def _matches(sealed_texts: Sequence[str], row: Discrepancy, journal: Journal) -> bool:
    names = (journal.group_name, journal.subject_name, journal.faculty_name)
    whom = (row.cadet_name, row.cadet_full_name, row.cadet_number)
    text = "\n".join((*names, *whom, row.author_name)).casefold()
    return all(word in text for word in sealed_texts)


def locked_discrepancy(session: Session, discrepancy: str) -> Discrepancy | None:
    """The discrepancy, kept from others until the transaction ends."""
    return session.scalar(select(Discrepancy).where(Discrepancy.id == discrepancy).with_for_update())
