"""The electronic records that the caller may issue, or watches over (¶2, ¶7)."""

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import ListRecords, RecordCadet, RecordRow, Records
from services.gradebook.domain.records import issues_of
from services.gradebook.store import records
from services.gradebook.store.models import Record
from services.gradebook.usecases.journal_access import oversees
from services.gradebook.usecases.record_access import of_faculty, own_faculties, roles_of
from services.gradebook.views import displayed_names
from services.gradebook.views.records import record_row

#: What a page shows; whoever wants others searches.
MOST = 200


def list_records(work: Work, request: ListRecords) -> Records:
    """Newest first; a record that does not read is told and hides no other."""
    faculties = None if oversees(work) else own_faculties(work.principal)
    found = records.listed(work.session, faculties, request.cadet)
    wanted = [each for each in found if _fits(each, request.search)]
    shown = wanted[:MOST]
    histories = records.histories(work.session, [each.id for each in shown])
    names = displayed_names.displayed_people(work.session, {each.author for each in shown})

    def row(each: Record) -> RecordRow:
        return record_row(each, histories[each.id], names[each.author])

    def damaged(each: Record) -> None:
        work.damaged("row_unreadable", f"record/{each.id}")

    rows = tuple(sound(shown, row, damaged))
    return Records(records=rows, total=len(wanted), cadet=_cadet(work, request.cadet), damaged=work.unreadable)


def _fits(record: Record, search: str) -> bool:
    told = (record.cadet_name, record.cadet_number, records.number_of(record))
    return any(search.strip().casefold() in each.casefold() for each in told)


def _cadet(work: Work, cadet: str) -> RecordCadet | None:
    """Nobody is told of a cadet of another faculty."""
    found = of_faculty(work, cadet) if cadet else None
    if found is None:
        return None
    issues = issues_of(roles_of(work.principal), found.faculty.id)
    if not (issues or oversees(work)):
        return None
    return RecordCadet(id=cadet, name=found.cadet.full_name, number=found.cadet.number, may_issue=issues)
