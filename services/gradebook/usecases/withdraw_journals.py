"""Withdraw journals whose contingent is undone (¶14): all or none."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Done, WithdrawJournals
from services.gradebook.refusals import Reasons
from services.gradebook.store import marks, queries


def withdraw_journals(work: Work, request: WithdrawJournals) -> Done:
    """Hide the journals; refused when a mark hangs on one (¶14). Journals that are not known yet are passed over."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(under="¶14", role="it_staff")
    journals = queries.locked_journals(work.session, request.journals)
    if marks.has_marks(work.session, request.journals):
        raise Reasons.journal_has_marks.refused()
    for journal in journals:
        if not journal.withdrawn:
            journal.withdrawn = True
            work.audit("journal.withdrawn", f"journal/{journal.id}")
    return Done()
