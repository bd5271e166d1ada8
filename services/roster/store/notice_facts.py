"""Reads what the rules about a notice rest on (¶15)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.regulation.spans import Span
from services.common.text.looks import rough_look
from services.common.text.names import full_name
from services.roster.domain.memberships import DatedName, name_on
from services.roster.domain.names import key
from services.roster.domain.notices import LookAlike, NoticeFacts, RequestedChange
from services.roster.domain.stays import Stay, lasting
from services.roster.store.models import Cadet, CadetName, Group, Membership, Notice


def requested_change(notice: Notice) -> RequestedChange:
    """What a notice on record asks for."""
    return RequestedChange(
        kind=notice.kind,
        group=notice.group,
        to_group=notice.to_group or "",
        cadet=notice.cadet or "",
        since=notice.since,
        until=notice.until,
        number=notice.number,
        names=(notice.family, notice.given, notice.patronymic),
        as_new=notice.as_new,
    )


def load_notice_facts(session: Session, change: RequestedChange, today: date) -> NoticeFacts:
    """What the rules about the change need to know."""
    groups = session.scalars(select(Group.id).where(Group.id.in_([change.group, change.to_group])))
    taken = session.scalar(select(Cadet.id).where(Cadet.key == key(change.number)))
    return NoticeFacts(
        groups=frozenset(groups),
        stays=stays_of(session, change.cadet),
        names=names_of(session, change.cadet),
        number_taken=taken is not None,
        alike=_alike(session, change) if change.is_newcomer else _namesake(session, change, max(change.since, today)),
    )


def _alike(session: Session, change: RequestedChange) -> LookAlike | None:
    """Somebody whose number looks like the newcomer's, or who has the full name and is or was in the group."""
    for id, number in session.execute(select(Cadet.id, Cadet.number)):
        if rough_look(number) == rough_look(change.number):
            return LookAlike(cadet=id, value=change.number, like=number)
    name = full_name(*change.names)
    members = select(Membership.cadet).where(Membership.group == change.group)
    query = select(CadetName, Cadet.number).join(Cadet, CadetName.cadet == Cadet.id).where(Cadet.id.in_(members))
    for held, number in session.execute(query):
        known = full_name(held.family, held.given, held.patronymic)
        if rough_look(known) == rough_look(name):
            return LookAlike(cadet=held.cadet, value=f"{name}, {change.number}", like=f"{known}, {number}")
    return None


def _namesake(session: Session, change: RequestedChange, day: date) -> LookAlike | None:
    """Somebody in the group, on the day or later, whose full name looks like that of the cadet concerned."""
    own = names_of(session, change.cadet)
    if not (change.brings_name and own):
        return None
    name = full_name(*(change.names if change.kind == "rename" else name_on(own, day).parts))
    others = _names_in(session, _groups_to_come(session, change, day), day)
    for (cadet, number), names in others.items():
        known = full_name(*name_on(names, day).parts)
        if cadet != change.cadet and rough_look(known) == rough_look(name):
            return LookAlike(cadet=cadet, value=name, like=f"{known}, {number}")
    return None


def _groups_to_come(session: Session, change: RequestedChange, day: date) -> set[str]:
    if change.kind == "rename":
        return {stay.group for stay in lasting(stays_of(session, change.cadet), day)}
    return {change.to_group or change.group}


def _names_in(session: Session, groups: Collection[str], day: date) -> dict[tuple[str, str], list[DatedName]]:
    """By id and number, the names of the cadets who are in the groups on the day or later."""
    lasts = Membership.until.is_(None) | (Membership.until > day)
    members = select(Membership.cadet).where(Membership.group.in_(groups), lasts)
    query = select(CadetName, Cadet.number).join(Cadet, CadetName.cadet == Cadet.id).where(Cadet.id.in_(members))
    names: dict[tuple[str, str], list[DatedName]] = defaultdict(list)
    for row, number in session.execute(query.order_by(Cadet.number)):
        names[row.cadet, number].append(_dated(row))
    return names


def stays_of(session: Session, cadet: str) -> tuple[Stay, ...]:
    """Every stay of the cadet in a group."""
    rows = session.scalars(select(Membership).where(Membership.cadet == cadet))
    return tuple(Stay(row.group, Span(row.since, row.until)) for row in rows)


def names_of(session: Session, cadet: str) -> tuple[DatedName, ...]:
    """The cadet's names, oldest first."""
    rows = session.scalars(select(CadetName).where(CadetName.cadet == cadet).order_by(CadetName.since))
    return tuple(map(_dated, rows))


def _dated(row: CadetName) -> DatedName:
    return DatedName(row.since, row.family, row.given, row.patronymic)
