"""Emit again which journals each case is about, and whether it is over."""

from services.common.storage.unit_of_work import Work
from services.corrections.contract import Done, Republish
from services.corrections.refusals import Reasons
from services.corrections.store.cases import all_cases
from services.corrections.usecases.case_transitions import tell


def republish(work: Work, _request: Republish) -> Done:
    """Emit the state of every case, so that others can rebuild their copies; IT only."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(role="it_staff")
    for case in all_cases(work.session):
        tell(work, case)
    work.audit("cases.republished", "cases")
    return Done()
