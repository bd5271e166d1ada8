"""The cases about a cadet, for that cadet (¶3): read only, without what anybody wrote and from what to what."""

from services.common.security.tokens import CADET
from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.corrections.contract import ListOwnCases, OwnCase, OwnCases
from services.corrections.refusals import Reasons
from services.corrections.store.cases import cases_about, load_journals
from services.corrections.store.models import Case, Journal
from services.corrections.views.cases import utc


def list_own_cases(work: Work, _request: ListOwnCases) -> OwnCases:
    """Those in which the cadet is named; whose they are the token says."""
    if not work.principal.own_cadet:
        raise Reasons.role_required.refused(under="¶3", role=CADET)
    rows = cases_about(work.session, work.principal.own_cadet)
    load_journals(work.session, rows)

    found = tuple(sound(rows, lambda case: _own_case(work, case), report_unreadable(work, "case")))
    return OwnCases(cases=found, damaged=len(rows) - len(found))


def _own_case(work: Work, case: Case) -> OwnCase:
    journal = work.session.get(Journal, case.journal) if case.journal else None
    return OwnCase(
        id=case.id,
        kind=case.kind,
        state=case.state,
        group=journal.group_name if journal else "",
        subject=journal.subject_name if journal else "",
        lesson_date=case.lesson_date,
        at=utc(case.at),
        decided_at=case.decided_at and utc(case.decided_at),
    )
