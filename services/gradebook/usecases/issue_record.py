"""A methodist or the head issues a cadet's electronic record: what was signed, with a number and a code (¶2, ¶5)."""

import os
from uuid import uuid4

from services.common.security.tokens import TokenVerifier
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import IssueRecord, RecordIssued
from services.gradebook.sealing import record_codes
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.record_codes import SALT_BYTES
from services.gradebook.sealing.record_lines import IssuedLine, sealed_line
from services.gradebook.store import records
from services.gradebook.store.models import Record, RecordCounter, RecordLine
from services.gradebook.store.numbers import next_number
from services.gradebook.usecases.record_access import OfFaculty, issued_cadet
from services.gradebook.usecases.record_draft import DraftLine, record_draft
from services.gradebook.views.records import statement


def issue_record(work: Work, request: IssueRecord, keys: CallerKeys, verifier: TokenVerifier) -> RecordIssued:
    """Issue it; the cadet's former one is superseded from now on."""
    verifier.verify_confirmation(request.confirmation, work.principal, work.machine_now)
    cadet = issued_cadet(work, request.cadet)
    draft = record_draft(work, request.cadet, keys)
    salt = os.urandom(SALT_BYTES).hex()
    issued = [IssuedLine(figures=each.figures, gpa=draft.gpa, salt=salt) for each in draft.lines]
    record = _record(work, cadet, len(issued))
    rows = [_row(record, place, *each) for place, each in enumerate(zip(draft.lines, issued, strict=True), 1)]
    said = statement(record, rows, [each.figures for each in issued], issued[0], work.now.tzinfo)
    record.signature = record_codes.signer(work.keys).sign(said)
    work.session.add(record)
    work.session.flush()
    work.session.add_all(rows)
    number = records.number_of(record)
    facts = {"cadet": record.cadet, "number": number, "edition": record.edition}
    work.audit("record.issued", f"record/{record.id}", **facts)
    return RecordIssued(id=record.id, number=number)


def _record(work: Work, cadet: OfFaculty, lines: int) -> Record:
    faculty, year = cadet.faculty, work.now.year
    return Record(
        id=str(uuid4()),
        faculty_id=faculty.id,
        faculty_name=faculty.name,
        year=year,
        number=next_number(work.session, RecordCounter, faculty.id, year),
        cadet=cadet.cadet.id,
        edition=records.next_edition(work.session, cadet.cadet.id),
        cadet_name=cadet.cadet.full_name,
        cadet_number=cadet.cadet.number,
        lines=lines,
        author=work.principal.person,
        at=work.now,
    )


def _row(record: Record, place: int, line: DraftLine, issued: IssuedLine) -> RecordLine:
    journal, sheet = line.subject.of, line.subject.sheet
    return RecordLine(
        record=record.id,
        place=place,
        journal=journal.id,
        term_name=journal.term_name,
        subject_name=journal.subject_name,
        group_name=journal.group_name,
        credits=line.policy.credits,
        sheet=sheet.id if sheet else None,
        revision=sheet.revision if sheet else None,
        sealed=sealed_line(line.key.of_cadet(record.cadet), record.id, place, issued) if line.key else None,
    )
