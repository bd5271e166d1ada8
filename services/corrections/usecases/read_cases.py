"""Read cases, for everybody who has to do with them (¶4, ¶7, ¶10, ¶12, ¶13)."""

from collections.abc import Sequence
from functools import partial

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.corrections import contract
from services.corrections.contract import CaseRow, Cases, ListCases, ListSubstitutions, Named, ShowCase
from services.corrections.refusals import Reasons
from services.corrections.store.case_search import CaseSearch
from services.corrections.store.cases import load_journals
from services.corrections.store.models import Case
from services.corrections.views.cases import case_reply, case_row
from services.corrections.views.displayed_names import DisplayedNames


def list_cases(work: Work, request: ListCases) -> Cases:
    """First the cases that wait for the caller; then by due time, then newest first."""
    found = CaseSearch(work.principal, work.now)
    rows = found.rows(work.session, request)
    cases, damaged = _rows(work, rows)
    return Cases(
        cases=cases,
        damaged=damaged,
        total=found.total(work.session, request),
        waiting=found.waiting(work.session),
        overdue=found.overdue(work.session),
    )


def show_case(work: Work, request: ShowCase) -> contract.Case:
    """One case, for people who may read it. To others it does not exist."""
    case = CaseSearch(work.principal, work.now).one(work.session, request.case)
    if case is None:
        raise Reasons.case_unknown.refused()
    return case_reply(work, case)


def list_substitutions(work: Work, request: ListSubstitutions) -> Cases:
    """Substitutions the caller may read, newest first; only those in force today when asked (¶21)."""
    day = work.now.date() if request.running else None
    rows = CaseSearch(work.principal, work.now).substitutions(work.session, day, request.search)
    cases, damaged = _rows(work, rows)
    return Cases(cases=cases, damaged=damaged, total=len(rows), waiting=0, overdue=0)


def _rows(work: Work, rows: Sequence[Case]) -> tuple[tuple[CaseRow, ...], tuple[Named, ...]]:
    """The readable cases, and the numbers of those whose rows are unreadable."""
    load_journals(work.session, rows)
    names, damaged = DisplayedNames(work.session, rows), list[Named]()

    def name(case: Case) -> None:
        report_unreadable(work, "case")(case)
        damaged.append(Named(id=case.id, name=str(case.number)))

    return tuple(sound(rows, partial(case_row, work, names), name)), tuple(damaged)
