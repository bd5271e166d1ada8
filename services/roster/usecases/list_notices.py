"""Lists the notices that the caller may see (¶15), and counts those that wait for a decision."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from sqlalchemy.orm import Session

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.roster import contract
from services.roster.contract import ListNotices, NoticeRow, Notices
from services.roster.domain.memberships import name_on
from services.roster.domain.names import key
from services.roster.domain.notices import RETURNED_WAITS, Asker, PastNotice, identity, is_turn_of
from services.roster.store.models import Notice
from services.roster.store.notice_facts import names_of
from services.roster.store.queries import all_notices, count_filed_notices, recent_notices_of
from services.roster.usecases.permissions import notice_sight_refusal, readable_faculties
from services.roster.views.displayed_names import with_distinct_names
from services.roster.views.notices import notice_with_initials


def list_notices(work: Work, request: ListNotices) -> Notices:
    """The notices that the caller may see: filed ones first, then newest first."""
    own = readable_faculties(work)
    return _listed(work, request, own) if request.limit else _counted(work, own)


def _listed(work: Work, request: ListNotices, own: frozenset[str] | None) -> Notices:
    rows = all_notices(work.session)
    kept = [
        each for each in sound(rows, partial(_kept_in_sight, work, own), report_unreadable(work, "notice")) if each
    ]
    in_sight = {each.id for each in kept}
    turns = _turns(work, [row for row in rows if row.id in in_sight])
    found = _found([each for each in kept if each.id in turns] if request.waiting else kept, request)
    listed = with_distinct_names(work.session, found[: request.limit])
    return Notices(
        notices=tuple(_row(notice, turns) for notice in listed),
        total=len(found),
        filed=sum(each.state == "filed" for each in kept),
        waiting=len(turns),
        damaged=work.unreadable,
    )


def _kept_in_sight(work: Work, own: frozenset[str] | None, notice: Notice) -> contract.Notice | None:
    """The notice; None where the caller may not see it."""
    return None if notice_sight_refusal(work, notice, own) else notice_with_initials(work.session, notice)


def _counted(work: Work, own: frozenset[str] | None) -> Notices:
    """The counts alone. Unlike ``_listed`` it does not read every notice that was ever filed."""
    filed = count_filed_notices(work.session, work.principal.person, own)
    returned = len(_turns(work, [row for row in _lately_own(work) if row.state != "filed"]))
    return Notices(notices=(), total=0, filed=filed, waiting=returned + (filed if _asker(work).it else 0))


def _turns(work: Work, rows: Iterable[Notice]) -> set[str]:
    """The ids of the notices that wait for the caller."""
    asker, others = _asker(work), _pasts(work, _lately_own(work)).values()
    return {id for id, past in _pasts(work, rows).items() if is_turn_of(asker, past, others, work.now)}


def _pasts(work: Work, rows: Iterable[Notice]) -> dict[str, PastNotice]:
    """By id, the notices that read, as the rules see them."""
    return dict(sound(rows, lambda row: (row.id, _past(work.session, row)), report_unreadable(work, "notice")))


def _lately_own(work: Work) -> Sequence[Notice]:
    """The caller's notices of the time in which a returned one waits for its author (¶15)."""
    return recent_notices_of(work.session, work.principal.person, work.now - RETURNED_WAITS)


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


def _searched(notice: contract.Notice) -> str:
    """The texts of a notice in which a search looks, one below the other."""
    named = [each.name for each in (notice.cadet, notice.group, notice.to_group) if each]
    named += [notice.cadet.full_name] if notice.cadet else []
    own = (notice.number, notice.family, notice.given, notice.patronymic, notice.text)
    return key("\n".join([*named, *own]))
