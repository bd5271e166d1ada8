"""Close a notice with a reason (¶20)."""

from sqlalchemy import select

from services.common.errors import Refused, refuse
from services.common.work import Work
from services.corrections import contract, queries, words
from services.corrections.contract import CloseDiscrepancy
from services.corrections.domain.discrepancies import closing_refusal
from services.corrections.models import Discrepancy


def close_discrepancy(work: Work, request: CloseDiscrepancy) -> contract.Discrepancy:
    """Close it; two methodists do not close one notice."""
    wanted = select(Discrepancy).where(Discrepancy.id == request.discrepancy).with_for_update()
    notice = work.session.scalar(wanted)
    if notice is None:
        raise refuse("not_found", "discrepancy_unknown", "¶20")
    in_faculty = work.principal.has("methodist", notice.faculty_id)
    refusal = closing_refusal(in_faculty=in_faculty, is_closed=notice.closed_at is not None, reason=request.reason)
    if refusal:
        raise Refused(refusal)
    notice.sealed_reason = words.sealed(work, notice.id, request.reason)
    notice.closed_at = work.now
    notice.closed_by, notice.closed_by_name = work.principal.person, work.principal.name
    facts = {"faculty": notice.faculty_id, "author": notice.author}
    work.audit("discrepancy.closed", f"discrepancy/{notice.id}", journal=notice.journal, **facts)
    return queries.reply(work, notice)
