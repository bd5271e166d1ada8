"""What time itself does to cases: IT's three days pass (¶10), a decision expires (¶4)."""

from dataclasses import dataclass

from sqlalchemy import select

from services.common.storage.tolerant import UNREADABLE
from services.common.storage.unit_of_work import Work
from services.corrections.domain.cases import NOT_DONE, has_expired
from services.corrections.models import Case
from services.corrections.moving import facts_of, put


@dataclass(frozen=True, kw_only=True)
class WatchClocks:
    """Nothing to say: the clock says it."""


def watch_clocks(work: Work, request: WatchClocks) -> None:
    """Tell the audit of each case that is overdue, once, and end those whose permission has."""
    del request
    late = select(Case).where(Case.state.in_(NOT_DONE), Case.due_at < work.now, ~Case.overdue_told)
    for case in work.session.scalars(late.with_for_update()):
        case.overdue_told = True
        facts = {"faculty": case.faculty_id, "author": case.author, "kind": str(case.kind), "approved": True}
        work.audit("case.overdue", f"case/{case.id}", **facts)
    over = select(Case).where(Case.state == "approved", Case.expires_at < work.now)
    for case in work.session.scalars(over.with_for_update()):
        if case.kind is UNREADABLE:
            work.damaged("row_unreadable", f"case/{case.id}")
        elif has_expired(facts_of(work.session, case, work.now.tzinfo), work.now):
            put(work, case, "expired", "expired")
