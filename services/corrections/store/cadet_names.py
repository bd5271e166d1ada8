"""The names of cadets, present and past, as their groups' memberships have them (¶15)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.storage.tolerant import BREAKS
from services.common.text.names import Called, called
from services.corrections.store.models import (
    Journal,
    Member,
)


def called_on(members: Iterable[Member], day: date) -> Called:
    """What a cadet is called on a day (¶15)."""
    names = sorted((each for member in members for each in _dated_names(member)), key=lambda pair: pair[0])
    valid = [name for since, name in names if since <= day.isoformat()] or [name for _, name in names[:1]]
    return valid[-1] if valid else Called("")


def names_in(session: Session, group: str) -> dict[str, list[Called]]:
    """By cadet who is or was in the group: every name, newest first."""
    return names_by_group(session, [group])[group]


def groups_of(session: Session, journals: Iterable[str]) -> dict[str, str]:
    """By journal, its group."""
    rows = session.execute(select(Journal.id, Journal.group_id).where(Journal.id.in_(journals)))
    return {row.id: row.group_id for row in rows}


def names_by_group(session: Session, groups: Iterable[str]) -> dict[str, dict[str, list[Called]]]:
    """By group and cadet, every name, newest first."""
    found: dict[str, dict[str, list[tuple[str, Called]]]] = defaultdict(lambda: defaultdict(list))
    for member in session.scalars(select(Member).where(Member.group_id.in_(groups))):
        found[member.group_id][member.cadet] += _readable_names(member)
    ordered: dict[str, dict[str, list[Called]]] = defaultdict(dict)
    for group, cadets in found.items():
        for cadet, names in cadets.items():
            ordered[group][cadet] = [name for _, name in sorted(names, key=lambda pair: pair[0], reverse=True)]
    return ordered


def _readable_names(member: Member) -> list[tuple[str, Called]]:
    """The membership's names with their dates; none where they are unreadable."""
    try:
        return _dated_names(member)
    except BREAKS:
        return []


def _dated_names(member: Member) -> list[tuple[str, Called]]:
    return [
        (name["since"], called(name["family"], name["given"], name["patronymic"], member.number))
        for name in member.names
    ]
