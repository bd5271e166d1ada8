"""Electronic records as their readers see them, and what their codes say (¶2)."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Any

from services.gradebook.contract import Named, RecordFigures, RecordRow, Someone
from services.gradebook.contract import RecordLine as LineReply
from services.gradebook.sealing.record_codes import Statement, names_digest
from services.gradebook.sealing.record_lines import Whole
from services.gradebook.store.models import Record, RecordLine
from services.gradebook.store.records import RecordHistory, number_of


def record_row(record: Record, known: RecordHistory, issued_by: Someone) -> RecordRow:
    """A record in a list."""
    state, since = known.state
    return RecordRow(
        id=record.id,
        number=number_of(record),
        state=state,
        since=since,
        cadet=Named(id=record.cadet, name=record.cadet_name),
        cadet_number=record.cadet_number,
        faculty=Named(id=record.faculty_id, name=record.faculty_name),
        issued_by=issued_by,
        issued_at=record.at,
    )


def line_replies(rows: Iterable[RecordLine], figures: Iterable[RecordFigures | None]) -> tuple[LineReply, ...]:
    """The lines with what is known of each."""
    return tuple(
        LineReply(
            term=row.term_name, subject=row.subject_name, group=row.group_name, credits=row.credits, figures=said
        )
        for row, said in zip(rows, figures, strict=True)
    )


def statement(
    record: Record, rows: Sequence[RecordLine], figures: Sequence[RecordFigures], whole: Whole, zone: tzinfo | None
) -> Statement:
    """What the record's code says."""
    return Statement(
        number=record.number,
        year=record.year,
        day=record.at.astimezone(zone).date(),
        salt=whole.salt,
        cadet=record.cadet_name,
        gpa=whole.gpa,
        figures=tuple(figures),
        names=names(record, rows),
    )


def names(record: Record, rows: Iterable[RecordLine]) -> bytes:
    """The digest of the names that the record says beside its figures."""
    return names_digest(record.cadet_number, record.faculty_name, (_named(row) for row in rows))


def _named(row: RecordLine) -> tuple[Any, ...]:
    return row.term_name, row.subject_name, row.group_name, row.credits
