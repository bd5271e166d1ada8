"""The electronic records that the caller may issue, or watches over (¶2, ¶7)."""

from collections.abc import Sequence

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.gradebook.contract import ListRecords, RecordCadet, RecordRow, Records
from services.gradebook.domain.records import issues_of
from services.gradebook.store import records
from services.gradebook.store.models import Record
from services.gradebook.store.records import Searched, Those
from services.gradebook.usecases.journal_access import oversees
from services.gradebook.usecases.record_access import of_faculty, own_faculties, roles_of
from services.gradebook.views import displayed_names
from services.gradebook.views.records import record_row

#: What a page shows; whoever wants others searches.
MOST = 200


def list_records(work: Work, request: ListRecords) -> Records:
    """Newest first; a record that does not read is told and hides no other."""
    those = Those(None if oversees(work) else own_faculties(work.principal), request.cadet)
    shown, total = _found(work, those, request.search.strip().casefold())
    histories = records.histories(work.session, [each.id for each in shown])
    names = displayed_names.displayed_people(work.session, {each.author for each in shown})

    def row(each: Record) -> RecordRow:
        return record_row(each, histories[each.id], names[each.author])

    rows = tuple(sound(shown, row, report_unreadable(work, "record")))
    return Records(records=rows, total=total, cadet=_cadet(work, request.cadet), damaged=work.unreadable)


def _found(work: Work, those: Those, search: str) -> tuple[Sequence[Record], int]:
    """The newest of those that are searched for, and how many there are."""
    if not search:
        return records.newest(work.session, those, MOST), records.count(work.session, those)
    told = sound(records.searched(work.session, those), _told, report_unreadable(work, "record"))
    ids = [record for record, *texts in told if any(search in each for each in texts)]
    return records.named(work.session, ids[:MOST]), len(ids)


def _told(row: Searched) -> tuple[str, ...]:
    """The id, and what is searched."""
    return row.id, row.cadet_name.casefold(), row.cadet_number.casefold(), records.number_of(row)


def _cadet(work: Work, cadet: str) -> RecordCadet | None:
    """Nobody is told of a cadet of another faculty."""
    found = of_faculty(work, cadet) if cadet else None
    if found is None:
        return None
    issues = issues_of(roles_of(work.principal), found.faculty.id)
    if not (issues or oversees(work)):
        return None
    return RecordCadet(id=cadet, name=found.cadet.full_name, number=found.cadet.number, may_issue=issues)
