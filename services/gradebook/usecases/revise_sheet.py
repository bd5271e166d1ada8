"""What a warrant changes under a signed sheet makes a new revision of it, which names the former one (¶2, ¶4).

A warrant is carried out in nobody's session, where no key is open: the sheet is outdated then, until an examiner or
the head opens it.
"""

from collections.abc import Collection

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Done, ReviseSheet
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.sheets import Column, rests_on
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.sheet_lines import sealed_lines
from services.gradebook.store import queries, sheets
from services.gradebook.store.models import Journal, Lesson, Sheet, SheetChange, SheetRevision
from services.gradebook.store.sheets import SheetHistory
from services.gradebook.usecases.sheet_access import signer_facts, visible_sheet
from services.gradebook.usecases.sheet_figures import SheetFigures, revised_figures, sheet_basis


def revise_sheet(work: Work, request: ReviseSheet, keys: CallerKeys) -> Done:
    """Take in what warrants have changed."""
    sheet, journal, _ = visible_sheet(work, request.sheet, AccessLevel.MARKS)
    queries.locked_journal(work.session, journal.id)
    if key := keys.of(work, journal):
        _take_in_changes(work, journal, sheet, key)
    return Done()


def is_to_be_revised(work: Work, request: ReviseSheet) -> bool:
    """Whether the caller is who takes in what warrants have changed, and there is something."""
    sheet, journal, _ = visible_sheet(work, request.sheet, AccessLevel.METADATA)
    known = sheets.history(work.session, sheet.id)
    signer = signer_facts(work, journal, known)
    return known.is_outdated and (signer.is_examiner or signer.is_head)


def note_change(
    work: Work, lesson: Lesson, cadets: Collection[str] | None, warrant: str, key: JournalKey | None = None
) -> None:
    """Note in each signed sheet that rests on the cadets' cells (None: on all of them) what a warrant has changed.

    With a key the new revisions are made at once.
    """
    column = Column(lesson.id, lesson.kind, lesson.date)
    for sheet, signed in sheets.signed_sheets(work.session, lesson.journal):
        if rests_on(signed.kind, signed.column, column) and sheets.lists_any(work.session, sheet.id, cadets):
            _note(work, sheet, warrant)
            if key:
                _take_in_changes(work, work.session.get_one(Journal, lesson.journal), sheet, key)


def add_revision(work: Work, sheet: Sheet, key: JournalKey, known: SheetHistory, figures: SheetFigures) -> None:
    """Append a revision that says these figures."""
    assert figures.policy is not None, "what does not read is not written"
    number = known.newest + 1
    row = SheetRevision(sheet=sheet.id, number=number, policy=figures.policy, changes=len(known.changes))
    row.author, row.at, row.lines = work.principal.person, work.now, len(figures.results)
    sheets.add_revision(work.session, row, sealed_lines(key, sheet.id, number, figures.results))


def _note(work: Work, sheet: Sheet, warrant: str) -> None:
    """A late entry is one change, however many cells are filled by it, until a revision has taken it in."""
    if warrant in [each.warrant for each in sheets.history(work.session, sheet.id).not_taken_in]:
        return
    sheets.add_change(work.session, SheetChange(sheet=sheet.id, warrant=warrant, at=work.now))
    work.audit("sheet.outdated", f"sheet/{sheet.id}", journal=sheet.journal, warrant=warrant)


def _take_in_changes(work: Work, journal: Journal, sheet: Sheet, key: JournalKey) -> None:
    """Make the new revision; while the policy of the first one does not read, the sheet stays outdated."""
    known = sheets.history(work.session, sheet.id)
    if not known.is_outdated:
        return
    figures = revised_figures(work, sheet_basis(work, journal, sheet), key, known.revisions[0])
    if figures.policy is None:
        return
    add_revision(work, sheet, key, known, figures)
    facts = {"journal": journal.id, "revision": known.newest + 1, "supersedes": known.newest}
    work.audit("sheet.revised", f"sheet/{sheet.id}", **facts, cases=[each.case for each in known.not_taken_in])
