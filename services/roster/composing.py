"""A notice and the record: the facts its rules rest on (¶15), and the writing of what it makes true (¶11)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.regulation.spans import Span
from services.common.text.looks import rough_look
from services.common.text.names import full_name
from services.roster.domain.memberships import DatedName, name_on
from services.roster.domain.names import key
from services.roster.domain.notices import LookAlike, NoticeFacts, Wish, stays_after
from services.roster.domain.stays import Stay, lasting
from services.roster.models import Cadet, CadetName, Group, Membership, Notice


def wish_of(notice: Notice) -> Wish:
    """What a notice on record asks for."""
    return Wish(
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


def facts_of(session: Session, wish: Wish, today: date) -> NoticeFacts:
    """What is on record of what it names."""
    groups = session.scalars(select(Group.id).where(Group.id.in_([wish.group, wish.to_group])))
    taken = session.scalar(select(Cadet.id).where(Cadet.key == key(wish.number)))
    return NoticeFacts(
        groups=frozenset(groups),
        stays=stays_of(session, wish.cadet),
        names=names_of(session, wish.cadet),
        number_taken=taken is not None,
        alike=_alike(session, wish) if wish.is_newcomer else _namesake(session, wish, max(wish.since, today)),
    )


def _alike(session: Session, wish: Wish) -> LookAlike | None:
    """Whose number looks like the newcomer's, or who has the full name and is, or was, in the group."""
    for id, number in session.execute(select(Cadet.id, Cadet.number)):
        if rough_look(number) == rough_look(wish.number):
            return LookAlike(cadet=id, value=wish.number, like=number)
    name = full_name(*wish.names)
    members = select(Membership.cadet).where(Membership.group == wish.group)
    query = select(CadetName, Cadet.number).join(Cadet, CadetName.cadet == Cadet.id).where(Cadet.id.in_(members))
    for held, number in session.execute(query):
        known = full_name(held.family, held.given, held.patronymic)
        if rough_look(known) == rough_look(name):
            return LookAlike(cadet=held.cadet, value=f"{name}, {wish.number}", like=f"{known}, {number}")
    return None


def _namesake(session: Session, wish: Wish, day: date) -> LookAlike | None:
    """Who is in the group on the day or later, under a full name like that of the cadet who comes, or is renamed."""
    own = names_of(session, wish.cadet)
    if not (wish.brings_name and own):
        return None
    name = full_name(*(wish.names if wish.kind == "rename" else name_on(own, day).parts))
    others = _names_in(session, _groups_to_come(session, wish, day), day)
    for (cadet, number), names in others.items():
        known = full_name(*name_on(names, day).parts)
        if cadet != wish.cadet and rough_look(known) == rough_look(name):
            return LookAlike(cadet=cadet, value=name, like=f"{known}, {number}")
    return None


def _groups_to_come(session: Session, wish: Wish, day: date) -> set[str]:
    if wish.kind == "rename":
        return {stay.group for stay in lasting(stays_of(session, wish.cadet), day)}
    return {wish.to_group or wish.group}


def _names_in(session: Session, groups: Collection[str], day: date) -> dict[tuple[str, str], list[DatedName]]:
    """The names of who is in the groups on the day or later, by id and number."""
    lasts = Membership.until.is_(None) | (Membership.until > day)
    members = select(Membership.cadet).where(Membership.group.in_(groups), lasts)
    query = select(CadetName, Cadet.number).join(Cadet, CadetName.cadet == Cadet.id).where(Cadet.id.in_(members))
    names: dict[tuple[str, str], list[DatedName]] = defaultdict(list)
    for row, number in session.execute(query.order_by(Cadet.number)):
        names[row.cadet, number].append(_dated(row))
    return names


def stays_of(session: Session, cadet: str) -> tuple[Stay, ...]:
    """When the cadet is in which group."""
    rows = session.scalars(select(Membership).where(Membership.cadet == cadet))
    return tuple(Stay(row.group, Span(row.since, row.until)) for row in rows)


def names_of(session: Session, cadet: str) -> tuple[DatedName, ...]:
    """The cadet's names, oldest first."""
    rows = session.scalars(select(CadetName).where(CadetName.cadet == cadet).order_by(CadetName.since))
    return tuple(map(_dated, rows))


def _dated(row: CadetName) -> DatedName:
    return DatedName(row.since, row.family, row.given, row.patronymic)


def write(session: Session, notice: Notice) -> set[str]:
    """Make it true; the groups whose composition is another now: all in which the cadet is or was."""
    wish = wish_of(notice)
    if wish.is_newcomer:
        notice.cadet = _add_cadet(session, notice)
    if wish.is_newcomer or wish.kind == "rename":
        _add_name(session, notice)
    after = _move(session, notice, wish)
    return {stay.group for stay in after}


def _add_cadet(session: Session, notice: Notice) -> str:
    cadet = Cadet(id=str(uuid4()), number=notice.number, key=key(notice.number))
    session.add(cadet)
    session.flush()
    return cadet.id


def _add_name(session: Session, notice: Notice) -> None:
    parts = {"family": notice.family, "given": notice.given, "patronymic": notice.patronymic}
    session.add(CadetName(cadet=notice.cadet, since=notice.since, notice=notice.id, **parts))


def _move(session: Session, notice: Notice, wish: Wish) -> frozenset[Stay]:
    """Write the difference between the stays before and after."""
    cadet = notice.cadet or ""
    before = stays_of(session, cadet)
    after = stays_after(wish, before)
    begins = {(stay.group, stay.span.since) for stay in before}
    for stay in after.difference(before):
        if (stay.group, stay.span.since) in begins:
            _end(session, notice, stay)
        else:
            _begin(session, notice, stay)
    session.flush()
    return after


def _end(session: Session, notice: Notice, stay: Stay) -> None:
    row = session.get_one(Membership, (notice.cadet, stay.group, stay.span.since))
    row.until, row.ended_by = stay.span.until, notice.id


def _begin(session: Session, notice: Notice, stay: Stay) -> None:
    span = {"since": stay.span.since, "until": stay.span.until}
    session.add(Membership(cadet=notice.cadet, group=stay.group, notice=notice.id, **span))
