"""Reading notices (¶15): who may see which, and how they are shown."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from services.common.errors import Refusal
from services.common.storage.tolerant import UNREADABLE, said, sound
from services.common.storage.unit_of_work import Work
from services.common.text.names import called
from services.roster import contract
from services.roster.composing import names_of
from services.roster.contract import ListNotices, Named, NoticeRow, Notices, ShowNotice, Someone
from services.roster.domain.memberships import name_on
from services.roster.domain.names import key
from services.roster.domain.notices import RETURNED_WAITS, Asker, PastNotice, identity, is_turn_of, sight_refusal
from services.roster.domain.stays import DAY
from services.roster.faces import told_apart
from services.roster.models import Cadet, Faculty, Group, Notice
from services.roster.queries import readable_faculties
from services.roster.refusals import Reasons
from services.roster.unreadable import telling


def list_notices(work: Work, request: ListNotices) -> Notices:
    """The notices that the caller may see: filed ones first, then newest first."""
    own = readable_faculties(work)
    return _listed(work, request, own) if request.limit else _counted(work, own)


def _listed(work: Work, request: ListNotices, own: frozenset[str] | None) -> Notices:
    rows = work.session.scalars(select(Notice).order_by(Notice.at.desc(), Notice.id)).all()
    kept = [each for each in sound(rows, partial(_kept_in_sight, work, own), telling(work, "notice")) if each]
    in_sight = {each.id for each in kept}
    turns = _turns(work, [row for row in rows if row.id in in_sight])
    found = _found([each for each in kept if each.id in turns] if request.waiting else kept, request)
    listed = told_apart(work.session, found[: request.limit])
    return Notices(
        notices=tuple(_row(notice, turns) for notice in listed),
        total=len(found),
        filed=sum(each.state == "filed" for each in kept),
        waiting=len(turns),
        damaged=work.unreadable,
    )


def _kept_in_sight(work: Work, own: frozenset[str] | None, notice: Notice) -> contract.Notice | None:
    """The notice for who may see it, None for others."""
    return None if _sight_refusal(work, notice, own) else _as_kept(work.session, notice)


def _counted(work: Work, own: frozenset[str] | None) -> Notices:
    """Only what is counted, without reading what was ever filed: see ``_listed``."""
    wanted = select(func.count()).select_from(Notice).where(Notice.state == "filed", _in_sight(work, own))
    filed = work.session.scalar(wanted) or 0
    returned = len(_turns(work, [row for row in _lately_own(work) if row.state != "filed"]))
    return Notices(notices=(), total=0, filed=filed, waiting=returned + (filed if _asker(work).it else 0))


def _turns(work: Work, rows: Iterable[Notice]) -> set[str]:
    """Which of them wait for who asks."""
    asker, others = _asker(work), _pasts(work, _lately_own(work)).values()
    return {id for id, past in _pasts(work, rows).items() if is_turn_of(asker, past, others, work.now)}


def _pasts(work: Work, rows: Iterable[Notice]) -> dict[str, PastNotice]:
    """By id, of those that read."""
    return dict(sound(rows, lambda row: (row.id, _past(work.session, row)), telling(work, "notice")))


def _lately_own(work: Work) -> Sequence[Notice]:
    """The caller's notices that were filed or decided on while what is returned may wait (¶15)."""
    since = work.now - RETURNED_WAITS
    lately = or_(Notice.at >= since, Notice.decided_at >= since)
    return work.session.scalars(select(Notice).where(Notice.author == work.principal.person, lately)).all()


def _asker(work: Work) -> Asker:
    return Asker(work.principal.person, work.principal.has("it_staff"))


def _past(session: Session, notice: Notice) -> PastNotice:
    names = (notice.family, notice.given, notice.patronymic)
    if notice.kind == "rename":
        names = ("", "", "")
    elif notice.kind == "admission" and notice.cadet and not notice.number:
        names = name_on(names_of(session, notice.cadet), notice.since).parts
    whom = identity(notice.cadet or "", notice.number, names)
    return PastNotice(notice.state, notice.author, whom, notice.at, notice.decided_at)


def _row(notice: contract.Notice, turns: Collection[str]) -> NoticeRow:
    return NoticeRow(**vars(notice), my_turn=notice.id in turns)


def _found(notices: Iterable[contract.Notice], request: ListNotices) -> list[contract.Notice]:
    asked = [notice for notice in notices if request.state in ("", notice.state)]
    found = [notice for notice in asked if key(request.search) in _searched(notice)]
    return sorted(found, key=lambda notice: notice.state != "filed")


def concerned(session: Session, notice: Notice) -> dict[str, Any]:
    """Whom it concerns, as the audit tells: its author, and the faculties whose groups it touches."""
    groups = [session.get_one(Group, group).faculty for group in (notice.group, notice.to_group) if group]
    return {"author": notice.author, "faculties": sorted({*groups})}


def show_notice(work: Work, request: ShowNotice) -> contract.Notice:
    """One notice."""
    return shown(work.session, find_in_sight(work, request.notice))


def find_in_sight(work: Work, id: str) -> Notice:
    """The notice of this id, for who may see it; to others it does not exist (¶15)."""
    own = readable_faculties(work)
    notice = find(work.session, id)
    if refusal := _sight_refusal(work, notice, own):
        raise Reasons.notice_unknown.refused(tried=refusal)
    return notice


def find(session: Session, id: str) -> Notice:
    """The notice of this id. Raises ``Refused(not_found, notice_unknown)`` (¶15)."""
    notice = session.get(Notice, id)
    if notice is None:
        raise Reasons.notice_unknown.refused()
    return notice


def shown(session: Session, notice: Notice) -> contract.Notice:
    """A notice as the contract has it."""
    return told_apart(session, [_as_kept(session, notice)])[0]


def _as_kept(session: Session, notice: Notice) -> contract.Notice:
    """With everybody's initials; instants in UTC, whether just written or read back."""
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


def _sight_refusal(work: Work, notice: Notice, own: frozenset[str] | None) -> Refusal | None:
    if own is None or notice.author == work.principal.person:
        return None
    groups = (notice.group, notice.to_group)
    return sight_refusal(own, {work.session.get_one(Group, group).faculty for group in groups if group})


def _in_sight(work: Work, own: frozenset[str] | None) -> ColumnElement[bool]:
    """The same, of all of them at once."""
    if own is None:
        return true()
    groups = select(Group.id).where(Group.faculty.in_(own))
    return or_(Notice.author == work.principal.person, Notice.group.in_(groups), Notice.to_group.in_(groups))


def _searched(notice: contract.Notice) -> str:
    """What of a notice is searched, in one text."""
    named = [each.name for each in (notice.cadet, notice.group, notice.to_group) if each]
    named += [notice.cadet.full_name] if notice.cadet else []
    return key("\n".join(_words(notice, named)))


def _words(notice: contract.Notice, named: Iterable[str]) -> Iterable[str]:
    return (*named, notice.number, notice.family, notice.given, notice.patronymic, notice.text)


def _group(session: Session, id: str) -> Named:
    group = session.get_one(Group, id)
    return Named(id=group.id, name=said(group.name, group.id))


def _faculty(session: Session, id: str) -> Named:
    faculty = session.get_one(Faculty, id)
    return Named(id=faculty.id, name=said(faculty.name, faculty.id))


def _cadet(session: Session, notice: Notice, cadet: Cadet) -> Someone:
    """Under the name before the change: a rename says what it changes."""
    names = [each for each in names_of(session, cadet.id) if UNREADABLE not in (each.since, *each.parts)]
    name = called(*name_on(names, notice.since - DAY).parts) if names else called(cadet.id, "", "")
    return Someone(id=cadet.id, name=name.short, full_name=name.full)
