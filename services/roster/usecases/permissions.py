"""Who may do and see what.

A function that takes ``rule`` names in its refusal the paragraph that gives the act to that role alone.
"""

from sqlalchemy.orm import Session

from services.common.errors import Refusal
from services.common.storage.unit_of_work import Work
from services.roster.domain.contingent_states import faculty_refusal
from services.roster.domain.notices import access_refusal
from services.roster.refusals import Reasons
from services.roster.store.models import Contingent, Group, Notice


def readable_faculties(work: Work) -> frozenset[str] | None:
    """The faculties whose groups the caller may see, None for all. Raises ``Refused(forbidden, role_required)``."""
    who = work.principal
    if who.has("it_staff") or who.has("moderator"):
        return None
    own = who.faculties("methodist") | who.faculties("faculty_head")
    if not own:
        raise Reasons.role_required.refused(role="methodist")
    return own


def is_readable(work: Work, faculty: str) -> bool:
    """Whether the caller may see the faculty's groups."""
    own = readable_faculties(work)
    return own is None or faculty in own


def visible_notice(work: Work, id: str) -> Notice:
    """The notice of this id. Raises ``Refused(notice_unknown)`` also for a caller who may not see it (¶15)."""
    own = readable_faculties(work)
    notice = known_notice(work.session, id)
    if refusal := notice_sight_refusal(work, notice, own):
        raise Reasons.notice_unknown.refused(tried=refusal)
    return notice


def known_notice(session: Session, id: str) -> Notice:
    """The notice of this id. Raises ``Refused(not_found, notice_unknown)`` (¶15)."""
    notice = session.get(Notice, id)
    if notice is None:
        raise Reasons.notice_unknown.refused()
    return notice


def notice_sight_refusal(work: Work, notice: Notice, own: frozenset[str] | None) -> Refusal | None:
    """¶15: the author sees a notice; others see it in the faculties ``own``, None for all of them."""
    if own is None or notice.author == work.principal.person:
        return None
    groups = (notice.group, notice.to_group)
    return access_refusal(own, {work.session.get_one(Group, group).faculty for group in groups if group})


def visible_contingent(work: Work, id: str) -> Contingent:
    """The submission of this id. Raises ``Refused(contingent_unknown)`` also for a caller who may not see it."""
    contingent = known_contingent(work.session, id)
    if refusal := contingent_sight_refusal(work, contingent):
        raise Reasons.contingent_unknown.refused(tried=refusal)
    return contingent


def known_contingent(session: Session, id: str) -> Contingent:
    """The submission of this id. Raises ``Refused(not_found, contingent_unknown)``."""
    contingent = session.get(Contingent, id)
    if contingent is None:
        raise Reasons.contingent_unknown.refused()
    return contingent


def require_contingent_reader(work: Work) -> None:
    """Raises ``Refused(role_required)`` for a caller who is none of IT, a moderator and a methodist."""
    if not any(work.principal.has(role) for role in ("it_staff", "moderator", "methodist")):
        raise Reasons.role_required.refused(role="methodist")


def contingent_sight_refusal(work: Work, contingent: Contingent) -> Refusal | None:
    """¶14: IT, moderators, who has uploaded it and the methodists of its faculties see a submission."""
    who = work.principal
    if who.has("it_staff") or who.has("moderator") or contingent.uploaded_by == who.person:
        return None
    return faculty_refusal(who.faculties("methodist"), contingent.faculties)


def require_it(work: Work, rule: str) -> None:
    """Only IT goes on. Raises ``Refused(forbidden, role_required)``."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(under=rule, role="it_staff")


def require_methodist(work: Work, rule: str) -> frozenset[str]:
    """The faculties in which the caller is a methodist. Raises ``Refused(forbidden, role_required)`` without one."""
    own = work.principal.faculties("methodist")
    if not own:
        raise Reasons.role_required.refused(under=rule, role="methodist")
    return own


def own_faculties(work: Work) -> frozenset[str] | None:
    """The faculties for which the caller may hand in a contingent (¶14); None for IT, who may for all of them."""
    return None if work.principal.has("it_staff") else require_methodist(work, "¶14")
