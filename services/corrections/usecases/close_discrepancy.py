"""Close a discrepancy with a reason (¶20)."""

from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import CloseDiscrepancy
from services.corrections.domain.discrepancies import closing_refusal
from services.corrections.sealing import sealed_texts
from services.corrections.usecases.read_discrepancies import refused_to_reader, required_discrepancy
from services.corrections.views import discrepancies


def close_discrepancy(work: Work, request: CloseDiscrepancy) -> contract.Discrepancy:
    """Close the discrepancy. It is locked, so that two methodists do not close it twice."""
    discrepancy = required_discrepancy(work, request.discrepancy)
    in_faculty = work.principal.has("methodist", discrepancy.faculty_id)
    refusal = closing_refusal(
        in_faculty=in_faculty, is_closed=discrepancy.closed_at is not None, reason=request.reason
    )
    if refusal:
        raise refused_to_reader(work, discrepancy, refusal)
    discrepancy.sealed_reason = sealed_texts.sealed_text(work, discrepancy.id, request.reason)
    discrepancy.closed_at = work.now
    discrepancy.closed_by, discrepancy.closed_by_name = work.principal.person, work.principal.name
    facts = {"faculty": discrepancy.faculty_id, "author": discrepancy.author}
    work.audit("discrepancy.closed", f"discrepancy/{discrepancy.id}", journal=discrepancy.journal, **facts)
    return discrepancies.discrepancy_reply(work, discrepancy)
