"""Return a notice to its methodist with a reason (¶11, ¶15)."""

from typing import Any

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import NoticeState, ReturnNotice
from services.roster.domain.notices import decision_refusal, words_refusal
from services.roster.models import Notice
from services.roster.notices import concerned, find, shown
from services.roster.refusals import Reasons
from services.roster.selecting import take_turn
from services.roster.usecases.guard import only_it


def return_notice(work: Work, request: ReturnNotice) -> contract.Notice:
    """Return. Raises ``Refused``: notice_not_filed, reason_required (¶11, ¶15)."""
    only_it(work, "¶11")
    take_turn(work.session)
    notice = find(work.session, request.notice)
    if refusal := decision_refusal(notice.state) or words_refusal(request.reason, Reasons.reason_required):
        raise Refused(refusal)
    notice.reason = request.reason.strip()
    decide_notice(work, notice, "returned")
    return shown(work.session, notice)


def decide_notice(work: Work, notice: Notice, state: NoticeState, **facts: Any) -> None:
    """Write down how it ended, by whom and when."""
    notice.state = state
    notice.decided_by, notice.decided_by_name = work.principal.person, work.principal.name
    notice.decided_at = work.now
    concerns = concerned(work.session, notice)
    work.audit(f"notice.{state}", f"notice/{notice.id}", kind=notice.kind, **facts, **concerns)
