"""corrections' copies of what roster and auth own: an event replaces the rows that it is about."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from services.common.storage import copies
from services.common.storage.copies import Membership
from services.corrections.store.models import Member


def replace_members(session: Session, group: str, members: Iterable[Membership]) -> None:
    """Keep a group's members, past ones included, instead of the former ones."""
    copies.replace_members(session, Member, group, members)
