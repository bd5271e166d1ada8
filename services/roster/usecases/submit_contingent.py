"""Hand a draft without errors to IT (¶14)."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import DecideContingent
from services.roster.domain.deciding import faculty_refusal, submit_refusal
from services.roster.selecting import take_turn
from services.roster.submissions import find_in_sight, shown
from services.roster.usecases.checking_again import check_again
from services.roster.usecases.guard import only_methodist


def submit_contingent(work: Work, request: DecideContingent) -> contract.Contingent:
    """Submit. Raises ``Refused``: not_your_faculty, contingent_not_draft, _has_errors, _outdated (¶14)."""
    own = only_methodist(work, "¶14")
    take_turn(work.session)
    contingent = find_in_sight(work, request.contingent)
    refusal = faculty_refusal(own, contingent.faculties) or submit_refusal(contingent.state, contingent.error_count)
    if refusal:
        raise Refused(refusal)
    check_again(work, contingent)
    contingent.state = "submitted"
    work.audit("contingent.submitted", f"contingent/{contingent.id}")
    return shown(work.session, contingent)
