"""Take one's own notice back before IT has decided on it (¶15)."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import WithdrawNotice
from services.roster.domain.notices import withdrawal_refusal
from services.roster.notices import find_in_sight, shown
from services.roster.selecting import take_turn
from services.roster.usecases.guard import only_methodist
from services.roster.usecases.return_notice import decide_notice


def withdraw_notice(work: Work, request: WithdrawNotice) -> contract.Notice:
    """Withdraw. Raises ``Refused``: notice_not_yours, notice_not_filed (¶15)."""
    only_methodist(work, "¶15")
    take_turn(work.session)
    notice = find_in_sight(work, request.notice)
    is_author = notice.author == work.principal.person
    if refusal := withdrawal_refusal(notice.state, is_author=is_author):
        raise Refused(refusal)
    decide_notice(work, notice, "withdrawn")
    return shown(work.session, notice)
