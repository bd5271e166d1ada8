"""Add a term to the academy."""

from uuid import uuid4

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster.contract import CreateTerm, TermRow
from services.roster.domain.memberships import TermDays
from services.roster.domain.terms import term_refusal
from services.roster.store.event_data import term_row
from services.roster.store.locks import lock_roster
from services.roster.store.models import Term
from services.roster.store.queries import all_terms
from services.roster.usecases.create_faculty import check_look_alikes, required_name
from services.roster.usecases.permissions import require_it


def create_term(work: Work, request: CreateTerm) -> TermRow:
    """Add a term. Raises ``Refused``: name_required, name_malformed, looks_like, term_dates_wrong, _overlaps."""
    require_it(work, "¶14")
    name = required_name(request.name)
    lock_roster(work.session)
    others = all_terms(work.session)
    days = [TermDays(term.starts, term.ends) for term in others]
    if refusal := term_refusal(TermDays(request.starts, request.ends), days):
        raise Refused(refusal)
    check_look_alikes(name, [term.name for term in others], as_new=request.as_new)
    term = Term(id=str(uuid4()), name=name, starts=request.starts, ends=request.ends)
    work.session.add(term)
    work.audit("term.created", f"term/{term.id}", starts=str(term.starts), ends=str(term.ends))
    return term_row(term)
