"""A notice as the contract has it, and as the audit has it (¶15)."""

from datetime import UTC
from typing import Any

from sqlalchemy.orm import Session

from services.common.storage.tolerant import UNREADABLE, said
from services.common.text.names import called
from services.roster import contract
from services.roster.contract import Named, Someone
from services.roster.domain.memberships import name_on
from services.roster.domain.stays import DAY
from services.roster.store.models import Cadet, Faculty, Group, Notice
from services.roster.store.notice_facts import names_of
from services.roster.views.displayed_names import with_distinct_names


def audit_facts(session: Session, notice: Notice) -> dict[str, Any]:
    """What the audit says of a notice: its author, and the faculties whose groups it touches."""
    groups = [session.get_one(Group, group).faculty for group in (notice.group, notice.to_group) if group]
    return {"author": notice.author, "faculties": sorted({*groups})}


def notice_view(session: Session, notice: Notice) -> contract.Notice:
    """A notice as the contract has it."""
    return with_distinct_names(session, [notice_with_initials(session, notice)])[0]


def notice_with_initials(session: Session, notice: Notice) -> contract.Notice:
    """A notice in which everybody is named by initials; instants are in UTC, also in a row just written."""
    cadet = session.get(Cadet, notice.cadet) if notice.cadet else None
    return contract.Notice(
        id=notice.id,
        kind=notice.kind,
        state=notice.state,
        group=_group(session, notice.group),
        to_group=_group(session, notice.to_group) if notice.to_group else None,
        cadet=_cadet(session, notice, cadet) if cadet else None,
        number=said(cadet.number, "") if cadet else notice.number,
        family=notice.family,
        given=notice.given,
        patronymic=notice.patronymic,
        since=notice.since,
        until=notice.until,
        text=notice.text,
        author=Someone(id=notice.author, name=notice.author_name),
        at=notice.at.astimezone(UTC),
        decided_by=Someone(id=notice.decided_by, name=notice.decided_by_name or "") if notice.decided_by else None,
        decided_at=notice.decided_at and notice.decided_at.astimezone(UTC),
        reason=notice.reason,
        faculty=_faculty(session, notice.faculty),
        as_new=notice.as_new,
    )


def _group(session: Session, id: str) -> Named:
    group = session.get_one(Group, id)
    return Named(id=group.id, name=said(group.name, group.id))


def _faculty(session: Session, id: str) -> Named:
    faculty = session.get_one(Faculty, id)
    return Named(id=faculty.id, name=said(faculty.name, faculty.id))


def _cadet(session: Session, notice: Notice, cadet: Cadet) -> Someone:
    """The cadet under the name before the change, so that a rename shows what it changes."""
    names = [each for each in names_of(session, cadet.id) if UNREADABLE not in (each.since, *each.parts)]
    name = called(*name_on(names, notice.since - DAY).parts) if names else called(cadet.id, "", "")
    return Someone(id=cadet.id, name=name.short, full_name=name.full)
