"""What the passing of time does to cases: IT's three days end (¶10), a decision expires (¶4)."""

from dataclasses import dataclass

from services.common.storage.tolerant import UNREADABLE
from services.common.storage.unit_of_work import Work
from services.corrections.domain.cases import has_expired
from services.corrections.store.case_facts import case_facts
from services.corrections.store.cases import expired_cases, overdue_cases
from services.corrections.usecases.case_transitions import audit_facts, set_state


@dataclass(frozen=True, kw_only=True)
class WatchClocks:
    """The request of the timer; it has no fields."""


def watch_clocks(work: Work, request: WatchClocks) -> None:
    """Tell the audit once of each overdue case, and end the cases whose permission has expired."""
    del request
    for case in overdue_cases(work.session, work.now):
        case.overdue_told = True
        known = case_facts(work.session, case, work.now.tzinfo)
        work.audit("case.overdue", f"case/{case.id}", **audit_facts(case, known))
    for case in expired_cases(work.session, work.now):
        if case.kind is UNREADABLE:
            work.damaged("row_unreadable", f"case/{case.id}")
        elif has_expired(case_facts(work.session, case, work.now.tzinfo), work.now):
            set_state(work, case, "expired", "expired")
