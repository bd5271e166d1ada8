"""corrections' copies of what roster, auth and gradebook own: an event replaces the rows that it is about."""

from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from services.common.storage import copies
from services.common.storage.copies import Membership
from services.corrections.store.models import Examiner, Member


def replace_members(session: Session, group: str, members: Iterable[Membership]) -> None:
    """Keep a group's members, past ones included, instead of the former ones."""
    copies.replace_members(session, Member, group, members)


def replace_examiners(session: Session, journal: str, people: Collection[str]) -> None:
    """Keep a journal's examiners instead of the former ones."""
    copies.replace_rows(session, Examiner, {"journal": journal}, [{"person": each} for each in people])
