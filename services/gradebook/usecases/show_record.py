"""An electronic record as it was issued, and what became of it (¶2, ¶5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.common.storage.tolerant import BREAKS
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Record, RecordFigures, ShowRecord
from services.gradebook.domain.records import NOT_CLOSED
from services.gradebook.refusals import Reasons
from services.gradebook.sealing import record_codes
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.reasons import opened_reason
from services.gradebook.sealing.record_lines import Line, opened_line, whole
from services.gradebook.store import models, records
from services.gradebook.usecases.record_access import visible_record
from services.gradebook.views import displayed_names
from services.gradebook.views.records import line_replies, record_row, statement


@dataclass(frozen=True)
class _Opened:
    """What of a record opens: figures by line, None where they were altered.

    Where anything was, there is no ``code``, and no ``gpa``.
    """

    figures: Sequence[RecordFigures | None] = ()
    gpa: str | None = None
    code: str = ""


def show_record(work: Work, request: ShowRecord, keys: CallerKeys) -> Record:
    """The record; IT and moderators see that there is one, and no figure (¶5, ¶7)."""
    record, sees = visible_record(work, request.record)
    known = records.history(work.session, record.id)
    rows = records.lines(work.session, record.id) if sees else ()
    opened = _opened(work, record, rows, keys) if sees else _Opened()
    people = {record.author} | ({known.revocation.author} if known.revocation else set())
    names = displayed_names.displayed_people(work.session, people)
    revocation = known.revocation
    return Record(
        row=record_row(record, known, names[record.author]),
        hidden=not sees,
        altered=sees and not opened.code,
        lines=line_replies(rows, opened.figures),
        gpa=opened.gpa,
        code=opened.code,
        revoked_by=names[revocation.author] if revocation else None,
        reason=opened_reason(work, records.revocation_of(record.id), revocation.reason) if revocation and sees else "",
        may_revoke=sees and revocation is None,
    )


def _opened(work: Work, record: models.Record, rows: Sequence[models.RecordLine], keys: CallerKeys) -> _Opened:
    lines = [_line(work, record, row, keys) if row.sheet else None for row in rows]
    figures = [
        each.figures if each else None if row.sheet else NOT_CLOSED for row, each in zip(rows, lines, strict=True)
    ]
    there = [each for each in figures if each]
    opened = [(each, row.credits) for row, each in zip(rows, lines, strict=True) if each]
    if not opened or len(there) < record.lines:
        return _Opened(figures)
    try:
        of_all = whole(opened)
        said = statement(record, rows, there, of_all, work.now.tzinfo)
        code = record_codes.verifier(work.keys).code(said, record.signature)
    except BREAKS:
        return _altered(work, record, figures)
    return _Opened(figures, of_all.gpa, code) if code else _altered(work, record, figures)


def _altered(work: Work, record: models.Record, figures: Sequence[RecordFigures | None]) -> _Opened:
    """What is kept is not what was signed: it is told, and neither code nor GPA is shown (¶5)."""
    work.damaged("seal_broken", f"record/{record.id}")
    return _Opened(figures)


def _line(work: Work, record: models.Record, row: models.RecordLine, keys: CallerKeys) -> Line | None:
    """Raises ``Refused``: the caller has not the journal's key."""
    journal = work.session.get_one(models.Journal, row.journal)
    key = keys.of(work, journal)
    if key is None:
        raise Reasons.key_not_shared.refused()
    return opened_line(work, key.of_cadet(record.cadet), row)
