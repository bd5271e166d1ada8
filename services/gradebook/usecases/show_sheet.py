"""A grade sheet: what stands on it, who has signed it, and what became of it (¶2)."""

from dataclasses import replace

from services.common.storage.tolerant import said
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Sheet, SheetRow, ShowSheet
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.sheets import may_annul, may_sign
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.reasons import opened_reason
from services.gradebook.store import models, queries, sheets
from services.gradebook.store.models import Journal
from services.gradebook.store.sheets import SheetHistory
from services.gradebook.usecases.journal_policy import journal_policy
from services.gradebook.usecases.sheet_access import annulling_facts, signer_facts, visible_sheet
from services.gradebook.usecases.sheet_figures import (
    SheetBasis,
    SheetFigures,
    sheet_basis,
    sheet_counts,
    sheet_figures,
    standing_figures,
)
from services.gradebook.views import displayed_names
from services.gradebook.views.journals import cadets
from services.gradebook.views.sheets import authors, line_replies, revision_replies, sheet_row, signature_replies

#: What IT and moderators see of the figures, and everybody of a sheet that was annulled.
NOTHING = SheetFigures(None, (), frozenset(), 0)


def show_sheet(work: Work, request: ShowSheet, keys: CallerKeys) -> Sheet:
    """The sheet; IT and moderators see how many cells are filled, and no figure (¶5, ¶7)."""
    sheet, journal, seen = visible_sheet(work, request.sheet, AccessLevel.METADATA)
    known = sheets.history(work.session, sheet.id)
    revision = _wanted(known, request.revision)
    basis = sheet_basis(work, journal, sheet)
    has_figures = seen is AccessLevel.MARKS and known.state != "annulled"
    figures = _figures(work, journal, basis, revision, keys) if has_figures else NOTHING
    day = (known.revisions[0].at if known.revisions else work.now).astimezone(work.now.tzinfo).date()
    rows = cadets(queries.members(work, journal.group_id), day)
    names = displayed_names.displayed_names(work.session, journal.id, _people(sheet, known))
    may, annul = may_sign(signer_facts(work, journal, known)), may_annul(annulling_facts(work, journal, known))
    listed = known.revisions[0].lines if known.revisions else None
    row = sheet_row(sheet, journal, known, basis.columns, names, may_sign=may, may_annul=annul)
    return Sheet(
        row=_with_reason(work, row, known) if seen is AccessLevel.MARKS else row,
        policy=_policy(work, journal, revision),
        shown=revision.number if revision else 0,
        hidden=seen is not AccessLevel.MARKS,
        revisions=revision_replies(known, names),
        signatures=signature_replies(known, names),
        lines=line_replies(rows, figures.results, figures.owing),
        counts=sheet_counts(basis, listed),
        damaged=work.unreadable,
    )


def _with_reason(work: Work, row: SheetRow, known: SheetHistory) -> SheetRow:
    """The row, and why the sheet was annulled; a former release's reason stands in clear."""
    found = known.annulment
    if row.annulment is None or found is None:
        return row
    sealed, name = found.sealed, sheets.annulment_of(row.id)
    reason = said(found.reason, "") if sealed is None else opened_reason(work, name, sealed)
    return replace(row, annulment=replace(row.annulment, reason=reason))


def _wanted(known: SheetHistory, number: int) -> models.SheetRevision | None:
    """The revision of this number, 0: the newest; None before there is one."""
    if number > known.newest:
        raise Reasons.sheet_unknown.refused()
    return known.revisions[(number or known.newest) - 1] if known.revisions else None


def _figures(
    work: Work, journal: Journal, basis: SheetBasis, revision: models.SheetRevision | None, keys: CallerKeys
) -> SheetFigures:
    key = keys.of(work, journal)
    if revision and key:
        return standing_figures(work, basis, key, revision)
    return sheet_figures(work, basis, key, journal_policy(work, journal.subject_id, journal.term_starts))


def _policy(work: Work, journal: Journal, revision: models.SheetRevision | None) -> int:
    if revision:
        return revision.policy
    version = journal_policy(work, journal.subject_id, journal.term_starts)
    return version.number if version else 0


def _people(sheet: models.Sheet, known: SheetHistory) -> set[str]:
    revisions, signatures = {each.author for each in known.revisions}, {each.person for each in known.signatures}
    return authors(sheet, known) | revisions | signatures
