"""The grade sheets of the journals that the caller sees (¶2, ¶3)."""

from collections.abc import Collection

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.text.kazakh import kazakh_order
from services.gradebook.contract import ListSheets, SheetRow, Sheets, SummaryOffer
from services.gradebook.domain.sheets import may_sign
from services.gradebook.store import queries, sheets
from services.gradebook.store.models import Journal, Sheet
from services.gradebook.usecases.journal_access import may_sum_up
from services.gradebook.usecases.list_journals import visible_journals
from services.gradebook.usecases.sheet_access import signer_facts
from services.gradebook.views import displayed_names
from services.gradebook.views.sheets import sheet_row, summary_offer


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

    rows = tuple(sound(found, row, damaged))
    return Sheets(sheets=rows, summaries=_summaries(work, seen.values()), damaged=work.unreadable)


def _summaries(work: Work, journals: Collection[Journal]) -> tuple[SummaryOffer, ...]:
    """Each group and term once (¶3)."""
    mine = [each for each in journals if may_sum_up(work, each)]

    def damaged(each: Journal) -> None:
        work.damaged("row_unreadable", f"journal/{each.id}")

    offers = {(each.group.id, each.term.id): each for each in sound(mine, summary_offer, damaged)}
    return tuple(
        sorted(offers.values(), key=lambda each: (kazakh_order(each.group.name), -each.term.starts.toordinal()))
    )
