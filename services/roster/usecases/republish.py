"""Tell the other services everything again, so that they can rebuild their copies."""

from sqlalchemy import select

from services.common.work import Work
from services.roster.contract import Done, Republish
from services.roster.models import Group, Journal
from services.roster.states import emit_groups, emit_journals
from services.roster.usecases.guard import only_it


def republish(work: Work, _request: Republish) -> Done:
    """Emit the state of every group and every journal."""
    only_it(work, "")
    groups = work.session.scalars(select(Group.id)).all()
    journals = work.session.scalars(select(Journal.id)).all()
    emit_groups(work, groups)
    emit_journals(work, journals)
    work.audit("roster.republished", "roster", groups=len(groups), journals=len(journals))
    return Done()
