"""Submits a draft without errors to IT (¶14)."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import DecideContingent
from services.roster.domain.contingent_states import faculty_refusal, submit_refusal
from services.roster.store.locks import lock_roster
from services.roster.usecases.permissions import require_methodist, visible_contingent
from services.roster.usecases.recheck_contingent import recheck_contingent
from services.roster.views.contingents import contingent_view


def submit_contingent(work: Work, request: DecideContingent) -> contract.Contingent:
    """Submit a draft. Raises ``Refused``: not_your_faculty, contingent_not_draft, _has_errors, _outdated (¶14)."""
    own = require_methodist(work, "¶14")
    lock_roster(work.session)
    contingent = visible_contingent(work, request.contingent)
    refusal = faculty_refusal(own, contingent.faculties) or submit_refusal(contingent.state, contingent.error_count)
    if refusal:
        raise Refused(refusal)
    recheck_contingent(work, contingent)
    contingent.state = "submitted"
    work.audit("contingent.submitted", f"contingent/{contingent.id}")
    return contingent_view(work.session, contingent)
