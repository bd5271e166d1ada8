"""corrections' copies of what roster, auth and gradebook own: an event replaces the rows that it is about."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.corrections.store.models import Examiner, Member


def replace_members(session: Session, group: str, members: Sequence[Mapping[str, Any]]) -> None:
    """Keep a group's members, past ones included, instead of the former ones."""
    session.execute(delete(Member).where(Member.group_id == group))
    if members:
        session.execute(insert(Member), [{"group_id": group, **each} for each in members])


def replace_examiners(session: Session, journal: str, people: Collection[str]) -> None:
    """Keep a journal's examiners instead of the former ones."""
    session.execute(delete(Examiner).where(Examiner.journal == journal))
    if people:
        session.execute(insert(Examiner), [{"journal": journal, "person": each} for each in people])
