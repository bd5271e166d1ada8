"""Shows a submission with its errors or its difference (¶14)."""

from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import ShowContingent
from services.roster.usecases.permissions import require_contingent_reader, visible_contingent
from services.roster.views.contingents import contingent_view


def show_contingent(work: Work, request: ShowContingent) -> contract.Contingent:
    """A submission with its errors or its difference."""
    require_contingent_reader(work)
    return contingent_view(work.session, visible_contingent(work, request.contingent))
