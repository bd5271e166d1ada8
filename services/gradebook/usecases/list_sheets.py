"""The grade sheets of the journals that the caller sees (¶2, ¶3)."""

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import ListSheets, SheetRow, Sheets
from services.gradebook.domain.sheets import may_sign
from services.gradebook.store import queries, sheets
from services.gradebook.store.models import Sheet
from services.gradebook.usecases.list_journals import visible_journals
from services.gradebook.usecases.sheet_access import signer_facts
from services.gradebook.views import displayed_names
from services.gradebook.views.sheets import sheet_row


def list_sheets(work: Work, request: ListSheets) -> Sheets:
    """Newest first; a sheet that does not read is told and hides no other."""
    seen = {each.id: each for each in visible_journals(work, request.term)}
    wanted = {request.journal} & {*seen} if request.journal else {*seen}
    found = sheets.sheets_of(work.session, wanted)
    histories = sheets.histories(work.session, [each.id for each in found])
    columns = sheets.columns(work.session, {each.journal for each in found})
    authors = queries.names_of(work.session, {each.author for each in found})
    names = displayed_names.told_apart(work.session, {each.author: authors.get(each.author, "") for each in found})

    def row(each: Sheet) -> SheetRow:
        journal, known = seen[each.journal], histories[each.id]
        may = may_sign(signer_facts(work, journal, known))
        return sheet_row(each, journal, known, columns.get(journal.id, ()), names[each.author], may_sign=may)

    def damaged(each: Sheet) -> None:
        work.damaged("row_unreadable", f"sheet/{each.id}")

    return Sheets(sheets=tuple(sound(found, row, damaged)), damaged=work.unreadable)
