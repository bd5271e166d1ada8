"""The grade sheets of the journals that the caller sees (¶2, ¶3)."""

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.gradebook.contract import ListSheets, SheetRow, Sheets
from services.gradebook.domain.sheets import may_annul, may_sign
from services.gradebook.store import sheets
from services.gradebook.store.models import Sheet
from services.gradebook.usecases.list_journals import visible_journals
from services.gradebook.usecases.sheet_access import annulling_facts, signer_facts
from services.gradebook.usecases.sheet_offers import sheet_offers, summary_offers
from services.gradebook.views import displayed_names
from services.gradebook.views.sheets import authors, sheet_row


def list_sheets(work: Work, request: ListSheets) -> Sheets:
    """Newest first; a sheet that does not read is told and hides no other."""
    seen = {each.id: each for each in visible_journals(work, request.term)}
    wanted = {request.journal} & {*seen} if request.journal else {*seen}
    found = sheets.sheets_of(work.session, wanted)
    histories = sheets.histories(work.session, [each.id for each in found])
    mine = [seen[each] for each in wanted if work.principal.has("methodist", seen[each].faculty_id)]
    columns = sheets.columns(work.session, {each.journal for each in found} | {each.id for each in mine})
    people = {person for each in found for person in authors(each, histories[each.id])}
    names = displayed_names.displayed_people(work.session, people)

    def row(each: Sheet) -> SheetRow:
        journal, known = seen[each.journal], histories[each.id]
        may, annul = may_sign(signer_facts(work, journal, known)), may_annul(annulling_facts(work, journal, known))
        own = columns.get(journal.id, ())
        return sheet_row(each, journal, known, own, names, may_sign=may, may_annul=annul)

    rows = tuple(sound(found, row, report_unreadable(work, "sheet")))
    there = {(each.journal, each.kind, each.lesson) for each in found if histories[each.id].state != "annulled"}
    return Sheets(
        sheets=rows,
        offers=sheet_offers(work, mine, columns, there),
        summaries=summary_offers(work, seen.values()),
        damaged=work.unreadable,
    )
