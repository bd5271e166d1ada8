"""Returns a notice to its methodist with a reason (¶11, ¶15)."""

from typing import Any

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import NoticeState, ReturnNotice
from services.roster.domain.notices import decision_refusal, text_refusal
from services.roster.refusals import Reasons
from services.roster.store.locks import lock_roster
from services.roster.store.models import Notice
from services.roster.usecases.permissions import known_notice, require_it
from services.roster.views.notices import audit_facts, notice_view


def return_notice(work: Work, request: ReturnNotice) -> contract.Notice:
    """Return a notice. Raises ``Refused``: notice_not_filed, reason_required (¶11, ¶15)."""
    require_it(work, "¶11")
    lock_roster(work.session)
    notice = known_notice(work.session, request.notice)
    if refusal := decision_refusal(notice.state) or text_refusal(request.reason, Reasons.reason_required):
        raise Refused(refusal)
    notice.reason = request.reason.strip()
    record_notice_decision(work, notice, "returned")
    return notice_view(work.session, notice)


def record_notice_decision(work: Work, notice: Notice, state: NoticeState, **facts: Any) -> None:
    """Record the notice's new state, who decided on it and when."""
    notice.state = state
    notice.decided_by, notice.decided_by_name = work.principal.person, work.principal.name
    notice.decided_at = work.now
    concerns = audit_facts(work.session, notice)
    work.audit(f"notice.{state}", f"notice/{notice.id}", kind=notice.kind, **facts, **concerns)
