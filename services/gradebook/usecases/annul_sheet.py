"""A methodist annuls a grade sheet that was opened by mistake, before anybody has signed it (¶2)."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import AnnulSheet, Done
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.sheets import annulling_refusal, reason_refusal
from services.gradebook.sealing.reasons import sealed_reason
from services.gradebook.store import queries, sheets
from services.gradebook.store.models import SheetAnnulment
from services.gradebook.usecases.sheet_access import annulling_facts, visible_sheet


def annul_sheet(work: Work, request: AnnulSheet) -> Done:
    """Annul it: it stays in the list with its number; another of its kind may be opened."""
    sheet, journal, _ = visible_sheet(work, request.sheet, AccessLevel.METADATA)
    queries.locked_journal(work.session, journal.id)
    known = sheets.history(work.session, sheet.id)
    if refusal := annulling_refusal(annulling_facts(work, journal, known)) or reason_refusal(request.reason):
        raise Refused(refusal)
    reason = sealed_reason(work, sheets.annulment_of(sheet.id), request.reason.strip())
    row = SheetAnnulment(sheet=sheet.id, reason="", sealed=reason, author=work.principal.person, at=work.now)
    work.session.add(row)
    work.audit("sheet.annulled", f"sheet/{sheet.id}", journal=journal.id, number=sheets.number_of(sheet))
    return Done()
