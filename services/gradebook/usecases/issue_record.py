"""A methodist or the head issues a cadet's electronic record: what was signed, with a number and a code (¶2, ¶5)."""

import os
from collections.abc import Sequence
from uuid import uuid4

from services.common.security.tokens import TokenVerifier
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import IssueRecord, RecordIssued
from services.gradebook.refusals import Reasons
from services.gradebook.sealing import record_codes
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.record_codes import SALT_BYTES, SigningKeyMissingError, Statement
from services.gradebook.sealing.record_lines import IssuedLine, Whole, issued_lines, sealed_line
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
    whole = Whole(draft.gpa, os.urandom(SALT_BYTES))
    record = _record(work, cadet, len(draft.lines))
    rows = _rows(record, draft.lines, whole.salt)
    said = statement(record, rows, [each.figures for each in draft.lines], whole, work.now.tzinfo)
    record.signature = _signature(work, said)
    work.session.add(record)
    work.session.flush()
    work.session.add_all(rows)
    number = records.number_of(record)
    facts = {"cadet": record.cadet, "number": number, "edition": record.edition}
    work.audit("record.issued", f"record/{record.id}", **facts)
    return RecordIssued(id=record.id, number=number)


def _signature(work: Work, said: Statement) -> bytes:
    """Raises ``Refused(record_signing_key_missing)``."""
    try:
        return record_codes.signed(work.keys, said)
    except SigningKeyMissingError:
        raise Reasons.record_signing_key_missing.refused() from None


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


def _rows(record: Record, lines: Sequence[DraftLine], salt: bytes) -> list[RecordLine]:
    """What is closed is sealed, each under its journal's key; nothing of the rest is to be."""
    issued = iter(issued_lines(salt, [(each.figures, each.worth) for each in lines if each.key]))
    return [
        _row(record, place, each, _sealed(record, place, each.key, next(issued)) if each.key else None)
        for place, each in enumerate(lines, 1)
    ]


def _sealed(record: Record, place: int, key: JournalKey, line: IssuedLine) -> bytes:
    return sealed_line(key.of_cadet(record.cadet), record.id, place, line)


def _row(record: Record, place: int, line: DraftLine, sealed: bytes | None) -> RecordLine:
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
        sealed=sealed,
    )
