"""Say that a group's composition changes (¶15)."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.composing import facts_of
from services.roster.contract import FileNotice
from services.roster.domain.alphabets import mended
from services.roster.domain.names import tidy
from services.roster.domain.notices import LONGEST_TEXT, Wish, author_refusal, notice_refusal, words_refusal
from services.roster.models import Group, Notice
from services.roster.notices import concerned, shown
from services.roster.queries import is_readable
from services.roster.refusals import Reasons
from services.roster.selecting import take_turn
from services.roster.usecases.guard import only_methodist


def file_notice(work: Work, request: FileNotice) -> contract.Notice:
    """File. Raises ``Refused``: not_your_faculty, and whatever the composition does not allow (¶15)."""
    own = only_methodist(work, "¶15")
    take_turn(work.session)
    group = work.session.get(Group, request.group)
    if group is None:
        raise Reasons.group_unknown.refused(under="¶15")
    wish, today, not_own = _wish(request), work.now.date(), author_refusal(own, group.faculty)
    if not_own and not is_readable(work, group.faculty):
        raise Reasons.group_unknown.refused(under="¶15", tried=not_own)
    refusal = not_own or words_refusal(request.text, Reasons.text_required)
    if refusal := refusal or notice_refusal(wish, facts_of(work.session, wish, today), today):
        raise Refused(refusal)
    notice = _notice(work, request, wish, group.faculty)
    work.session.add(notice)
    work.session.flush()
    facts = {"kind": notice.kind, "group": notice.group, "since": str(notice.since)}
    work.audit("notice.filed", f"notice/{notice.id}", **facts, **concerned(work.session, notice))
    return shown(work.session, notice)


def _wish(request: FileNotice) -> Wish:
    """What is asked for; what the kind has no use for is left out."""
    kind, is_newcomer = request.kind, request.kind == "admission" and not request.cadet
    family, given, patronymic = map(_read, (request.family, request.given, request.patronymic))
    names = (family, given, patronymic)
    wish = Wish(
        kind=kind,
        group=request.group,
        to_group=request.to_group if kind == "transfer" else "",
        cadet=request.cadet,
        since=request.since,
        until=_end(request),
        number=_tidied(request.number) if is_newcomer else "",
        names=names if is_newcomer or kind == "rename" else ("", "", ""),
    )
    return replace(wish, as_new=request.as_new and wish.brings_name)


def _read(name: str) -> str:
    """The name as a contingent would be read: tidy, without Latin letters in Cyrillic words."""
    return mended(_tidied(name))


def _tidied(text: str) -> str:
    """Tidy; of what is much too long a piece, which is too long too."""
    return tidy(text[:LONGEST_TEXT])


def _end(request: FileNotice) -> date | None:
    return request.until if request.kind == "leave" else None


def _notice(work: Work, request: FileNotice, wish: Wish, faculty: str) -> Notice:
    family, given, patronymic = wish.names
    return Notice(
        id=str(uuid4()),
        kind=wish.kind,
        state="filed",
        faculty=faculty,
        group=wish.group,
        to_group=wish.to_group or None,
        cadet=wish.cadet or None,
        number=wish.number,
        family=family,
        given=given,
        patronymic=patronymic,
        since=wish.since,
        until=wish.until,
        text=request.text.strip(),
        author=work.principal.person,
        author_name=work.principal.name,
        at=work.now,
        as_new=wish.as_new,
    )
