"""Add a term to the academy."""

from uuid import uuid4

from sqlalchemy import select

from services.common.errors import Refused
from services.common.work import Work
from services.roster.contract import CreateTerm, TermRow
from services.roster.domain.memberships import TermDays
from services.roster.domain.terms import term_refusal
from services.roster.models import Term
from services.roster.selecting import take_turn
from services.roster.states import term_row
from services.roster.usecases.create_faculty import required_name
from services.roster.usecases.guard import only_it


def create_term(work: Work, request: CreateTerm) -> TermRow:
    """Add a term. Raises ``Refused``: name_required, term_dates_wrong, term_overlaps."""
    only_it(work, "¶14")
    name = required_name(request.name)
    take_turn(work.session)
    others = [TermDays(term.starts, term.ends) for term in work.session.scalars(select(Term))]
    if refusal := term_refusal(TermDays(request.starts, request.ends), others):
        raise Refused(refusal)
    term = Term(id=str(uuid4()), name=name, starts=request.starts, ends=request.ends)
    work.session.add(term)
    work.audit("term.created", f"term/{term.id}", starts=str(term.starts), ends=str(term.ends))
    return term_row(term)
