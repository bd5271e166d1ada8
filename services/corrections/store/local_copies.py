"""corrections' copies of what roster and auth own: an event replaces the rows that it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.corrections.store.models import Member


def replace_members(session: Session, group: str, members: Sequence[Mapping[str, Any]]) -> None:
    """Keep a group's members, past ones included, instead of the former ones."""
    session.execute(delete(Member).where(Member.group_id == group))
    if members:
        session.execute(insert(Member), [{"group_id": group, **each} for each in members])
