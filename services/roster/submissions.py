"""Reading submissions (¶14): who may see which, and how they are shown."""

from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.errors import Refusal
from services.common.messaging.wire import decode
from services.common.storage.tolerant import said, sound
from services.common.storage.unit_of_work import Work
from services.common.text.people import People
from services.roster import contract
from services.roster.contract import (
    ContingentRow,
    Contingents,
    Difference,
    FileNote,
    ListContingents,
    Named,
    RowError,
    RowWarning,
    ShowContingent,
    Someone,
)
from services.roster.domain.deciding import faculty_refusal
from services.roster.faces import people, someone
from services.roster.models import Contingent, ContingentContent, Faculty, Term
from services.roster.refusals import Reasons
from services.roster.unreadable import telling


def list_contingents(work: Work, request: ListContingents) -> Contingents:
    """The submissions that the caller may see, newest first."""
    _check_reader(work)
    query = select(Contingent).order_by(Contingent.uploaded_at.desc(), Contingent.id)
    if request.state:
        query = query.where(Contingent.state == request.state)
    rows = sound(
        work.session.scalars(query), partial(_in_sight, work, people(work.session)), telling(work, "contingent")
    )
    return Contingents(contingents=tuple(row for row in rows if row), damaged=work.unreadable)


def show_contingent(work: Work, request: ShowContingent) -> contract.Contingent:
    """A submission with its errors or its difference."""
    _check_reader(work)
    return shown(work.session, find_in_sight(work, request.contingent))


def find_in_sight(work: Work, id: str) -> Contingent:
    """The submission of this id, for who may see it; to others it does not exist."""
    contingent = find(work.session, id)
    if refusal := _sight_refusal(work, contingent):
        raise Reasons.contingent_unknown.refused(tried=refusal)
    return contingent


def find(session: Session, id: str) -> Contingent:
    """The submission of this id. Raises ``Refused(not_found, contingent_unknown)``."""
    contingent = session.get(Contingent, id)
    if contingent is None:
        raise Reasons.contingent_unknown.refused()
    return contingent


def shown(session: Session, contingent: Contingent) -> contract.Contingent:
    """A submission as the contract has it."""
    content, told = session.get_one(ContingentContent, contingent.id), people(session)
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
        decided_by=someone(told, _decided_by(contingent)),
        decided_at=contingent.decided_at,
        reason=contingent.reason,
        warnings=tuple(decode(warning, RowWarning) for warning in content.warnings),
        notes=tuple(decode(note, FileNote) for note in content.notes),
    )


def _check_reader(work: Work) -> None:
    if not any(work.principal.has(role) for role in ("it_staff", "moderator", "methodist")):
        raise Reasons.role_required.refused(role="methodist")


def _sight_refusal(work: Work, contingent: Contingent) -> Refusal | None:
    who = work.principal
    if who.has("it_staff") or who.has("moderator") or contingent.uploaded_by == who.person:
        return None
    return faculty_refusal(who.faculties("methodist"), contingent.faculties)


def _in_sight(work: Work, told: People, contingent: Contingent) -> ContingentRow | None:
    """The submission as who asks sees it, None where they may not."""
    return None if _sight_refusal(work, contingent) else _row(work.session, contingent, told)


def _row(session: Session, contingent: Contingent, told: People) -> ContingentRow:
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
