"""Copies of what another service owns: an event replaces the rows that it is about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.common.messaging.wire import encode


class Membership(Protocol):
    """A cadet in a group, as roster's event names one."""

    @property
    def cadet(self) -> str:
        """Whose it is."""

    @property
    def number(self) -> str:
        """The cadet's."""

    @property
    def names(self) -> Sequence[object]:
        """The cadet's, oldest first."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The first day no longer in it, None while it lasts."""


def replace_rows(
    session: Session, table: type, about: Mapping[str, object], rows: Iterable[Mapping[str, object]]
) -> None:
    """Keep these rows instead of the former ones about the same; ``about``: the columns that say of what they are."""
    session.execute(delete(table).filter_by(**about))
    if made := [{**about, **each} for each in rows]:
        session.execute(insert(table), made)


def replace_members(session: Session, table: type, group: str, members: Iterable[Membership]) -> None:
    """Keep a group's members, past ones included, instead of the former ones (¶15)."""
    replace_rows(session, table, {"group_id": group}, [_columns(each) for each in members])


def _columns(member: Membership) -> dict[str, Any]:
    return {
        "cadet": member.cadet,
        "since": member.since,
        "until": member.until,
        "number": member.number,
        "names": encode(member.names),
    }
