"""Close a notice with a reason (¶20)."""

from services.common.storage.unit_of_work import Work
from services.corrections import contract, queries, words
from services.corrections.contract import CloseDiscrepancy
from services.corrections.domain.discrepancies import closing_refusal
from services.corrections.usecases.read_discrepancies import locked, refused


def close_discrepancy(work: Work, request: CloseDiscrepancy) -> contract.Discrepancy:
    """Close it; two methodists do not close one notice."""
    notice = locked(work, request.discrepancy)
    in_faculty = work.principal.has("methodist", notice.faculty_id)
    refusal = closing_refusal(in_faculty=in_faculty, is_closed=notice.closed_at is not None, reason=request.reason)
    if refusal:
        raise refused(work, notice, refusal)
    notice.sealed_reason = words.sealed(work, notice.id, request.reason)
    notice.closed_at = work.now
    notice.closed_by, notice.closed_by_name = work.principal.person, work.principal.name
    facts = {"faculty": notice.faculty_id, "author": notice.author}
    work.audit("discrepancy.closed", f"discrepancy/{notice.id}", journal=notice.journal, **facts)
    return queries.reply(work, notice)
