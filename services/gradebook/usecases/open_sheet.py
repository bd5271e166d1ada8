"""A methodist opens a grade sheet: it gets its number (¶2)."""

from typing import cast
from uuid import uuid4

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import OpenSheet, SheetKind, SheetOpened
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.sheets import OpeningFacts, opening_refusal
from services.gradebook.store import queries, sheets
from services.gradebook.store.models import Sheet, SheetCounter
from services.gradebook.store.numbers import next_number
from services.gradebook.usecases.journal_access import visible_journal


def open_sheet(work: Work, request: OpenSheet) -> SheetOpened:
    """Open it; nothing is signed yet, and marks are entered in the journal as before."""
    journal, _ = visible_journal(work, request.journal, AccessLevel.METADATA)
    queries.locked_journal(work.session, journal.id)
    lesson = request.lesson if request.kind == "retake" else ""
    before, there = sheets.openings(work.session, journal.id, request.kind, lesson)
    facts = OpeningFacts(
        is_methodist=work.principal.has("methodist", journal.faculty_id),
        columns=sheets.columns(work.session, [journal.id]).get(journal.id, []),
        there=there,
    )
    if refusal := opening_refusal(request.kind, lesson, facts):
        raise Refused(refusal)
    sheet = Sheet(id=str(uuid4()), journal=journal.id, kind=cast(SheetKind, request.kind), lesson=lesson)
    sheet.faculty_id, sheet.year = journal.faculty_id, work.now.year
    sheet.number = next_number(work.session, SheetCounter, sheet.faculty_id, sheet.year)
    sheet.author, sheet.at, sheet.opening = work.principal.person, work.now, before + 1
    work.session.add(sheet)
    number = sheets.number_of(sheet)
    work.audit("sheet.opened", f"sheet/{sheet.id}", journal=journal.id, kind=sheet.kind, number=number)
    return SheetOpened(id=sheet.id, number=number)
