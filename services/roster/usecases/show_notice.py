"""Shows a notice (¶15)."""

from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import ShowNotice
from services.roster.usecases.permissions import visible_notice
from services.roster.views.notices import notice_view


def show_notice(work: Work, request: ShowNotice) -> contract.Notice:
    """The notice, where the caller may see it."""
    return notice_view(work.session, visible_notice(work, request.notice))
