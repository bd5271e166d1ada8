"""A grade sheet is signed by an examiner, then closed by the faculty's head; both give the password again (¶2, ¶4)."""

from services.common.errors import Refused
from services.common.security.tokens import TokenVerifier
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import SheetRole, SheetSigned, SignSheet
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.sheets import SigningFacts, signer_refusal, signing_refusal, state_of
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.store import queries, sheets
from services.gradebook.store.models import Journal, Sheet, SheetSignature
from services.gradebook.store.sheets import SheetHistory
from services.gradebook.usecases.journal_policy import journal_policy
from services.gradebook.usecases.revise_sheet import add_revision
from services.gradebook.usecases.sheet_access import signer_facts, visible_sheet
from services.gradebook.usecases.sheet_figures import (
    SheetBasis,
    SheetFigures,
    sheet_basis,
    sheet_figures,
    standing_figures,
)


def sign_sheet(work: Work, request: SignSheet, keys: CallerKeys, verifier: TokenVerifier) -> SheetSigned:
    """Sign what stands on it. Nobody writes into the journal before this transaction ends."""
    verifier.verify_confirmation(request.confirmation, work.principal, work.machine_now)
    sheet, journal, _ = visible_sheet(work, request.sheet, AccessLevel.MARKS)
    queries.locked_journal(work.session, journal.id)
    known = sheets.history(work.session, sheet.id)
    if refusal := signer_refusal(signer_facts(work, journal, known)):
        raise Refused(refusal)
    key, basis = keys.of(work, journal), sheet_basis(work, journal, sheet)
    figures = _figures(work, journal, basis, key, known)
    if refusal := signing_refusal(_facts(work, request, basis, figures, known, has_key=key is not None)):
        raise Refused(refusal)
    if key and not known.revisions:
        add_revision(work, sheet, key, known, figures)
        return _sign(work, sheet, "examiner", 1)
    return _sign(work, sheet, "head", known.newest)


def _figures(
    work: Work, journal: Journal, basis: SheetBasis, key: JournalKey | None, known: SheetHistory
) -> SheetFigures:
    """What would be signed: the marks of now, or what stands on the newest revision."""
    if key and known.revisions:
        return standing_figures(work, basis, key, known.revisions[-1])
    return sheet_figures(work, basis, key, journal_policy(work, journal.subject_id, journal.term_starts))


def _facts(
    work: Work, request: SignSheet, basis: SheetBasis, figures: SheetFigures, known: SheetHistory, *, has_key: bool
) -> SigningFacts:
    return SigningFacts(
        has_column=has_key and basis.has_column,
        has_open_case=sheets.has_open_case(work.session, basis.sheet.journal),
        outdated=known.is_outdated,
        seen=request.revision,
        newest=known.newest,
        empty=figures.empty,
        unreadable=figures.unreadable,
    )


def _sign(work: Work, sheet: Sheet, role: SheetRole, revision: int) -> SheetSigned:
    person = work.principal.person
    row = SheetSignature(sheet=sheet.id, role=role, person=person, revision=revision, at=work.now)
    work.session.add(row)
    work.audit("sheet.signed", f"sheet/{sheet.id}", journal=sheet.journal, role=role, revision=revision)
    return SheetSigned(state=state_of([role]), revision=revision)
