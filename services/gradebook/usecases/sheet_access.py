"""Who sees a grade sheet: who sees its journal (¶3, ¶5)."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.sheets import AnnullingFacts, SignerFacts
from services.gradebook.refusals import Reasons
from services.gradebook.store.models import Journal, Sheet
from services.gradebook.store.sheets import SheetHistory
from services.gradebook.usecases.journal_access import examines, visible_journal


def visible_sheet(work: Work, sheet_id: str, wanted: AccessLevel) -> tuple[Sheet, Journal, AccessLevel]:
    """The sheet, its journal and what the caller sees of it.

    Raises ``Refused``: to who does not see the journal, as if there were no sheet.
    """
    sheet = work.session.get(Sheet, sheet_id)
    if sheet is None:
        raise Reasons.sheet_unknown.refused()
    try:
        return sheet, *visible_journal(work, sheet.journal, wanted)
    except Refused as refused:
        if refused.refusal.code == Reasons.not_your_journal.code:
            raise Reasons.sheet_unknown.refused(tried=refused.refusal) from None
        raise


def annulling_facts(work: Work, journal: Journal, known: SheetHistory) -> AnnullingFacts:
    """What is known of the caller as who annuls it."""
    return AnnullingFacts(is_methodist=work.principal.has("methodist", journal.faculty_id), state=known.state)


def signer_facts(work: Work, journal: Journal, known: SheetHistory) -> SignerFacts:
    """What is known of the caller as a signer."""
    return SignerFacts(
        state=known.state,
        person=work.principal.person,
        examiner=known.examiner,
        is_examiner=examines(work, journal.id),
        is_head=work.principal.has("faculty_head", journal.faculty_id),
    )
