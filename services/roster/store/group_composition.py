"""Writes what an applied notice changes: cadets, their names and their memberships (¶11)."""

from uuid import uuid4

from sqlalchemy.orm import Session

from services.roster.domain.names import key
from services.roster.domain.notices import RequestedChange, stays_after
from services.roster.domain.stays import Stay
from services.roster.store.models import Cadet, CadetName, Membership, Notice
from services.roster.store.notice_facts import requested_change, stays_of


def write_notice(session: Session, notice: Notice) -> set[str]:
    """Write what the notice changes. Returns every group in which the cadet is or was: others have to hear of them."""
    change = requested_change(notice)
    if change.is_newcomer:
        notice.cadet = _add_cadet(session, notice)
    if change.is_newcomer or change.kind == "rename":
        _add_name(session, notice)
    after = _move(session, notice, change)
    return {stay.group for stay in after}


def _add_cadet(session: Session, notice: Notice) -> str:
    cadet = Cadet(id=str(uuid4()), number=notice.number, key=key(notice.number))
    session.add(cadet)
    session.flush()
    return cadet.id


def _add_name(session: Session, notice: Notice) -> None:
    parts = {"family": notice.family, "given": notice.given, "patronymic": notice.patronymic}
    session.add(CadetName(cadet=notice.cadet, since=notice.since, notice=notice.id, **parts))


def _move(session: Session, notice: Notice, change: RequestedChange) -> frozenset[Stay]:
    """Write the stays that the notice begins or ends."""
    cadet = notice.cadet or ""
    before = stays_of(session, cadet)
    after = stays_after(change, before)
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
