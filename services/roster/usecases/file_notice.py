"""Files a notice that a group's composition changes (¶15)."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import FileNotice
from services.roster.domain.alphabets import mended
from services.roster.domain.names import tidy
from services.roster.domain.notices import LONGEST_TEXT, RequestedChange, author_refusal, notice_refusal, text_refusal
from services.roster.refusals import Reasons
from services.roster.store.locks import lock_roster
from services.roster.store.models import Group, Notice
from services.roster.store.notice_facts import load_notice_facts
from services.roster.usecases.permissions import is_readable, require_methodist
from services.roster.views.notices import audit_facts, notice_view


def file_notice(work: Work, request: FileNotice) -> contract.Notice:
    """File a notice. Raises ``Refused``: not_your_faculty, and whatever the composition does not allow (¶15)."""
    own = require_methodist(work, "¶15")
    lock_roster(work.session)
    group = work.session.get(Group, request.group)
    if group is None:
        raise Reasons.group_unknown.refused(under="¶15")
    change, today, not_own = _requested_change(request), work.now.date(), author_refusal(own, group.faculty)
    if not_own and not is_readable(work, group.faculty):
        raise Reasons.group_unknown.refused(under="¶15", tried=not_own)
    refusal = not_own or text_refusal(request.text, Reasons.text_required)
    if refusal := refusal or notice_refusal(change, load_notice_facts(work.session, change, today), today):
        raise Refused(refusal)
    notice = _notice(work, request, change, group.faculty)
    work.session.add(notice)
    work.session.flush()
    facts = {"kind": notice.kind, "group": notice.group, "since": str(notice.since)}
    work.audit("notice.filed", f"notice/{notice.id}", **facts, **audit_facts(work.session, notice))
    return notice_view(work.session, notice)


def _requested_change(request: FileNotice) -> RequestedChange:
    """What the notice asks for, without the fields for which its kind has no use."""
    kind, is_newcomer = request.kind, request.kind == "admission" and not request.cadet
    family, given, patronymic = map(_read, (request.family, request.given, request.patronymic))
    names = (family, given, patronymic)
    change = RequestedChange(
        kind=kind,
        group=request.group,
        to_group=request.to_group if kind == "transfer" else "",
        cadet=request.cadet,
        since=request.since,
        until=_end(request),
        number=_tidied(request.number) if is_newcomer else "",
        names=names if is_newcomer or kind == "rename" else ("", "", ""),
    )
    return replace(change, as_new=request.as_new and change.brings_name)


def _read(name: str) -> str:
    """The name as it would be read in a contingent: tidy, without Latin letters in Cyrillic words."""
    return mended(_tidied(name))


def _tidied(text: str) -> str:
    """The text, tidied. Of a much too long text only a part is tidied; that is too long as well."""
    return tidy(text[:LONGEST_TEXT])


def _end(request: FileNotice) -> date | None:
    return request.until if request.kind == "leave" else None


def _notice(work: Work, request: FileNotice, change: RequestedChange, faculty: str) -> Notice:
    family, given, patronymic = change.names
    return Notice(
        id=str(uuid4()),
        kind=change.kind,
        state="filed",
        faculty=faculty,
        group=change.group,
        to_group=change.to_group or None,
        cadet=change.cadet or None,
        number=change.number,
        family=family,
        given=given,
        patronymic=patronymic,
        since=change.since,
        until=change.until,
        text=request.text.strip(),
        author=work.principal.person,
        author_name=work.principal.name,
        at=work.now,
        as_new=change.as_new,
    )
