"""Withdraws the caller's own notice before IT has decided on it (¶15)."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import WithdrawNotice
from services.roster.domain.notices import withdrawal_refusal
from services.roster.store.locks import lock_roster
from services.roster.usecases.permissions import require_methodist, visible_notice
from services.roster.usecases.return_notice import record_notice_decision
from services.roster.views.notices import notice_view


def withdraw_notice(work: Work, request: WithdrawNotice) -> contract.Notice:
    """Withdraw a notice. Raises ``Refused``: notice_not_yours, notice_not_filed (¶15)."""
    require_methodist(work, "¶15")
    lock_roster(work.session)
    notice = visible_notice(work, request.notice)
    is_author = notice.author == work.principal.person
    if refusal := withdrawal_refusal(notice.state, is_author=is_author):
        raise Refused(refusal)
    record_notice_decision(work, notice, "withdrawn")
    return notice_view(work.session, notice)
