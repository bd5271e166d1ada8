"""Read cases: a desk for everybody who has to do with them (¶4, ¶7, ¶10, ¶12, ¶13)."""

from services.common.errors import refuse
from services.common.work import Work
from services.corrections import contract
from services.corrections.contract import Cases, ListCases, ListSubstitutions, ShowCase
from services.corrections.searching import CaseSearch
from services.corrections.views import case_reply, case_rows


def list_cases(work: Work, request: ListCases) -> Cases:
    """Those that wait for who asks first, by due time, then newest first."""
    found = CaseSearch(work.principal, work.now)
    rows = found.rows(work.session, request)
    return Cases(
        cases=case_rows(work, rows),
        total=found.total(work.session, request),
        waiting=found.waiting(work.session),
        overdue=found.overdue(work.session),
    )


def show_case(work: Work, request: ShowCase) -> contract.Case:
    """One case, for who may read it; to others it does not exist."""
    case = CaseSearch(work.principal, work.now).one(work.session, request.case)
    if case is None:
        raise refuse("not_found", "case_unknown", "¶4")
    return case_reply(work, case)


def list_substitutions(work: Work, request: ListSubstitutions) -> Cases:
    """Substitutions the caller may read, newest first; only those in force today when asked (¶21)."""
    day = work.now.date() if request.running else None
    rows = CaseSearch(work.principal, work.now).substitutions(work.session, day, request.search)
    return Cases(cases=case_rows(work, rows), total=len(rows), waiting=0, overdue=0)
