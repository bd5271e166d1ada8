"""Takes in a contingent file (¶14): reads it, checks every row, shows what it would add."""

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from uuid import uuid4

from services.common.errors import Refusal, Refused
from services.common.messaging.wire import CommandId, encode
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import Difference, FileNote, RowError, RowWarning, UploadContingent
from services.roster.domain.additions import EMPTY, additions, difference
from services.roster.domain.contingent_facts import Facts
from services.roster.domain.look_alikes import warnings_against
from services.roster.domain.memberships import TermDays
from services.roster.domain.names import key
from services.roster.domain.row_checks import errors_against
from services.roster.domain.rows import Row, in_order, read_tables, sheets_of
from services.roster.domain.terms import is_in
from services.roster.files.spreadsheet import MAX_BYTES, read_file
from services.roster.refusals import Reasons
from services.roster.store.contingent_facts import load_facts
from services.roster.store.models import Contingent, ContingentContent, Term
from services.roster.store.queries import all_terms
from services.roster.usecases.permissions import own_faculties
from services.roster.views.contingents import contingent_view


@dataclass(frozen=True, kw_only=True)
class ReadUpload:
    """An upload whose file has been read: reading takes long, and must not keep others from writing."""

    command_id: CommandId
    filename: str
    sha256: str
    term: str
    rows: tuple[Row, ...]
    errors: tuple[RowError, ...]
    warnings: tuple[RowWarning, ...]
    notes: tuple[FileNote, ...]


def read_upload(work: Work, request: UploadContingent) -> ReadUpload:
    """Read the file, before any transaction that writes. Raises ``Refused`` for what is no contingent file (¶14)."""
    own_faculties(work)
    content = _content(request.content)
    filename = PurePosixPath(request.filename.replace("\\", "/")).name[:200]
    sheet = read_tables(read_file(content), filename)
    if isinstance(sheet, Refusal):
        raise Refused(sheet)
    return ReadUpload(
        command_id=request.command_id,
        filename=filename,
        sha256=sha256(content).hexdigest(),
        term=request.term,
        rows=sheet.rows,
        errors=sheet.errors,
        warnings=sheet.warnings,
        notes=sheet.notes,
    )


def upload_contingent(work: Work, upload: ReadUpload) -> contract.Contingent:
    """Keep the submission as a draft, with its errors or its difference (¶14)."""
    own = own_faculties(work)
    term = _term(work, upload.term)
    facts = load_facts(work.session, upload.rows, term, own, work.now.date())
    errors = in_order([*upload.errors, *errors_against(upload.rows, facts)], sheets_of(upload.rows))
    adds = EMPTY if errors else difference(additions(upload.rows, facts))
    contingent = _contingent(work, upload, term, facts, errors)
    work.session.add(contingent)
    work.session.flush()
    warnings = (*upload.warnings, *warnings_against(upload.rows, facts))
    work.session.add(_content_of(contingent, upload, errors, adds, warnings))
    work.audit(
        "contingent.uploaded",
        f"contingent/{contingent.id}",
        sha256=upload.sha256,
        rows=contingent.rows,
        errors=contingent.error_count,
        warnings=len(warnings),
    )
    return contingent_view(work.session, contingent)


def _content(text: str) -> bytes:
    if len(text) > MAX_BYTES * 4 // 3 + 4:
        raise Reasons.file_too_large.refused(megabytes=MAX_BYTES // 1_000_000)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Reasons.file_unreadable.refused() from None


def _term(work: Work, id: str) -> Term:
    """The term of this id; for "" today's term."""
    for term in all_terms(work.session):
        if term.id == id or (not id and is_in(work.now.date(), TermDays(term.starts, term.ends))):
            return term
    raise Reasons.term_unknown.refused()


def _contingent(work: Work, upload: ReadUpload, term: Term, facts: Facts, errors: tuple[RowError, ...]) -> Contingent:
    faculties = {facts.faculties[name].id for row in upload.rows if (name := key(row.faculty)) in facts.faculties}
    return Contingent(
        id=str(uuid4()),
        state="draft",
        filename=upload.filename,
        term=term.id,
        faculties=sorted(faculties),
        rows=len(upload.rows),
        error_count=len(errors),
        uploaded_by=work.principal.person,
        uploaded_by_name=work.principal.name,
        uploaded_at=work.now,
    )


def _content_of(
    contingent: Contingent,
    upload: ReadUpload,
    errors: tuple[RowError, ...],
    adds: Difference,
    warnings: tuple[RowWarning, ...],
) -> ContingentContent:
    return ContingentContent(
        contingent=contingent.id,
        rows=encode(upload.rows),
        errors=encode(errors),
        difference=encode(adds),
        warnings=encode(warnings),
        notes=encode(upload.notes),
    )
