"""Anybody checks a record's code: it is what was signed, it is kept, and it holds still (¶2)."""

from functools import partial

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.gradebook.contract import CheckedRecord, CheckedState, CheckRecord
from services.gradebook.sealing import record_codes
from services.gradebook.sealing.record_codes import CodeAlteredError, CodeForeignError, Signed, Statement
from services.gradebook.store import records
from services.gradebook.store.models import Record
from services.gradebook.views.records import line_replies, names


def check_record(work: Work, request: CheckRecord) -> CheckedRecord:
    """What it is worth now; every look-up stands in the audit, without any figure."""
    try:
        answer, subject = _known(work, record_codes.verifier(work.keys).read(request.code))
    except CodeAlteredError:
        answer, subject = CheckedRecord(state="altered"), "record"
    except CodeForeignError:
        answer, subject = CheckedRecord(state="foreign"), "record"
    work.audit("record.checked", subject, outcome=answer.state, number=answer.number)
    return answer


def _known(work: Work, signed: Signed) -> tuple[CheckedRecord, str]:
    record = records.signed_as(work.session, signed.signature)
    if record is None:
        return _head("unknown", signed.statement), "record"
    kept = partial(_kept, work, signed.statement)
    answer = next(sound([record], kept, report_unreadable(work, "record")), None)
    return answer or _head("damaged", signed.statement), f"record/{record.id}"


def _head(state: CheckedState, said: Statement) -> CheckedRecord:
    """Which record it is, and no line of it."""
    return CheckedRecord(state=state, number=f"{said.number}/{said.year}", issued_on=said.day, cadet=said.cadet)


def _kept(work: Work, said: Statement, record: Record) -> CheckedRecord:
    """Raises ``ValueError``: the names beside the figures are not those that were signed (¶5)."""
    known = records.history(work.session, record.id)
    state, since = known.state
    rows = records.lines(work.session, record.id)
    if names(record, rows) != said.names:
        raise ValueError("other names than were signed")
    is_told = state != "revoked"
    return CheckedRecord(
        state=state,
        since=since,
        number=records.number_of(record),
        issued_on=said.day,
        cadet=said.cadet,
        cadet_number=record.cadet_number,
        faculty=record.faculty_name,
        lines=line_replies(rows, said.figures) if is_told else (),
        gpa=said.gpa if is_told else None,
    )
