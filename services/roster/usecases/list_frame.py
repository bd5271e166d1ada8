"""Lists the academy's faculties and terms."""

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.common.text.kazakh import kazakh_order
from services.roster.contract import Frame, ListFrame
from services.roster.domain.memberships import TermDays
from services.roster.domain.terms import is_in
from services.roster.store.event_data import term_row
from services.roster.store.queries import all_faculties, all_terms
from services.roster.views.groups import faculty_view


def list_frame(work: Work, _request: ListFrame) -> Frame:
    """Faculties in Kazakh order, terms newest first, and today's term."""
    today = work.now.date()
    terms = tuple(sound(all_terms(work.session), term_row, report_unreadable(work, "term")))
    current = next((term.id for term in terms if is_in(today, TermDays(term.starts, term.ends))), "")
    faculties = [faculty_view(work, each) for each in all_faculties(work.session)]
    return Frame(
        faculties=tuple(sorted(faculties, key=lambda faculty: kazakh_order(faculty.name))),
        terms=terms,
        current_term=current,
        damaged=work.unreadable,
    )
