"""A submission as the contract has it (¶14)."""

from sqlalchemy.orm import Session

from services.common.messaging.wire import decode
from services.common.storage.people import People
from services.common.storage.tolerant import said
from services.roster import contract
from services.roster.contract import ContingentRow, Difference, FileNote, Named, RowError, RowWarning, Someone
from services.roster.store.models import Contingent, ContingentContent, Faculty, Term
from services.roster.views.displayed_names import displayed_people, displayed_person


def contingent_view(session: Session, contingent: Contingent) -> contract.Contingent:
    """A submission as the contract has it."""
    content, told = session.get_one(ContingentContent, contingent.id), displayed_people(session)
    return contract.Contingent(
        id=contingent.id,
        state=contingent.state,
        filename=contingent.filename,
        faculties=_faculties(session, contingent),
        term=_term(session, contingent),
        rows=contingent.rows,
        errors=tuple(decode(error, RowError) for error in content.errors),
        difference=decode(content.difference, Difference),
        uploaded_by=Someone(**told.named(contingent.uploaded_by, contingent.uploaded_by_name)),
        uploaded_at=contingent.uploaded_at,
        decided_by=displayed_person(told, _decided_by(contingent)),
        decided_at=contingent.decided_at,
        reason=contingent.reason,
        warnings=tuple(decode(warning, RowWarning) for warning in content.warnings),
        notes=tuple(decode(note, FileNote) for note in content.notes),
    )


def contingent_row(session: Session, contingent: Contingent, told: People) -> ContingentRow:
    """A submission in a list."""
    return ContingentRow(
        id=contingent.id,
        state=contingent.state,
        filename=contingent.filename,
        faculties=_faculties(session, contingent),
        term=_term(session, contingent),
        rows=contingent.rows,
        errors=contingent.error_count,
        uploaded_by=Someone(**told.named(contingent.uploaded_by, contingent.uploaded_by_name)),
        uploaded_at=contingent.uploaded_at,
    )


def _faculties(session: Session, contingent: Contingent) -> tuple[Named, ...]:
    found = (session.get_one(Faculty, id) for id in contingent.faculties)
    return tuple(Named(id=faculty.id, name=said(faculty.name, faculty.id)) for faculty in found)


def _term(session: Session, contingent: Contingent) -> Named:
    term = session.get_one(Term, contingent.term)
    return Named(id=term.id, name=said(term.name, term.id))


def _decided_by(contingent: Contingent) -> Named | None:
    if contingent.decided_by is None:
        return None
    return Named(id=contingent.decided_by, name=contingent.decided_by_name or "")
