"""Make a notice true (¶11): what it changes holds from its date, and nothing before is rewritten (¶15)."""

from services.common.errors import Refusal, Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.composing import facts_of, wish_of, write
from services.roster.contract import ApplyNotice
from services.roster.domain.notices import decision_refusal, notice_refusal
from services.roster.models import Notice
from services.roster.notices import find, shown
from services.roster.selecting import take_turn
from services.roster.states import emit_groups
from services.roster.usecases.apply_contingent import check_no_undo
from services.roster.usecases.guard import only_it
from services.roster.usecases.return_notice import decide_notice


def apply_notice(work: Work, request: ApplyNotice) -> contract.Notice:
    """Apply. Raises ``Refused``: notice_not_filed, undo_under_way, and what filing may refuse (¶11, ¶15)."""
    only_it(work, "¶11")
    take_turn(work.session)
    notice = find(work.session, request.notice)
    if refusal := decision_refusal(notice.state) or _refusal_now(work, notice):
        raise Refused(refusal)
    check_no_undo(work.session)
    groups = write(work.session, notice)
    emit_groups(work, groups)
    decide_notice(work, notice, "applied", groups=len(groups))
    return shown(work.session, notice)


def _refusal_now(work: Work, notice: Notice) -> Refusal | None:
    """What speaks against it as things are now (¶15)."""
    wish, today = wish_of(notice), work.now.date()
    return notice_refusal(wish, facts_of(work.session, wish, today), today)
