"""Applies a notice (¶11): what it changes holds from its date, and nothing before is rewritten (¶15)."""

from services.common.errors import Refusal, Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import ApplyNotice
from services.roster.domain.notices import decision_refusal, notice_refusal
from services.roster.store.group_composition import write_notice
from services.roster.store.locks import lock_roster
from services.roster.store.models import Notice
from services.roster.store.notice_facts import load_notice_facts, requested_change
from services.roster.usecases.apply_contingent import check_no_undo
from services.roster.usecases.permissions import known_notice, require_it
from services.roster.usecases.return_notice import record_notice_decision
from services.roster.views.events import emit_groups
from services.roster.views.notices import notice_view


def apply_notice(work: Work, request: ApplyNotice) -> contract.Notice:
    """Apply a notice. Raises ``Refused``: notice_not_filed, undo_under_way, and what filing may refuse (¶11, ¶15)."""
    require_it(work, "¶11")
    lock_roster(work.session)
    notice = known_notice(work.session, request.notice)
    if refusal := decision_refusal(notice.state) or _refusal_now(work, notice):
        raise Refused(refusal)
    check_no_undo(work.session)
    groups = write_notice(work.session, notice)
    emit_groups(work, groups)
    record_notice_decision(work, notice, "applied", groups=len(groups))
    return notice_view(work.session, notice)


def _refusal_now(work: Work, notice: Notice) -> Refusal | None:
    """Why the composition does not change so as things are now (¶15)."""
    change, today = requested_change(notice), work.now.date()
    return notice_refusal(change, load_notice_facts(work.session, change, today), today)
