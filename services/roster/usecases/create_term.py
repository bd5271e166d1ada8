"""Add a term to the academy."""

from uuid import uuid4

from sqlalchemy import select

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster.contract import CreateTerm, TermRow
from services.roster.domain.memberships import TermDays
from services.roster.domain.terms import term_refusal
from services.roster.models import Term
from services.roster.selecting import take_turn
from services.roster.states import term_row
from services.roster.usecases.create_faculty import check_look_alikes, required_name
from services.roster.usecases.guard import only_it


def create_term(work: Work, request: CreateTerm) -> TermRow:
    """Add a term. Raises ``Refused``: name_required, name_malformed, looks_like, term_dates_wrong, _overlaps."""
    only_it(work, "¶14")
    name = required_name(request.name)
    take_turn(work.session)
    others = work.session.scalars(select(Term)).all()
    days = [TermDays(term.starts, term.ends) for term in others]
    if refusal := term_refusal(TermDays(request.starts, request.ends), days):
        raise Refused(refusal)
    check_look_alikes(name, [term.name for term in others], as_new=request.as_new)
    term = Term(id=str(uuid4()), name=name, starts=request.starts, ends=request.ends)
    work.session.add(term)
    work.audit("term.created", f"term/{term.id}", starts=str(term.starts), ends=str(term.ends))
    return term_row(term)
