"""Lists the submissions that the caller may see (¶14)."""

from functools import partial

from services.common.storage.people import People
from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.roster.contract import ContingentRow, Contingents, ListContingents
from services.roster.store.models import Contingent
from services.roster.store.queries import contingents
from services.roster.usecases.permissions import contingent_sight_refusal, require_contingent_reader
from services.roster.views.contingents import contingent_row
from services.roster.views.displayed_names import displayed_people


def list_contingents(work: Work, request: ListContingents) -> Contingents:
    """The submissions that the caller may see, newest first."""
    require_contingent_reader(work)
    found = contingents(work.session, request.state)
    rows = sound(
        found, partial(_in_sight, work, displayed_people(work.session)), report_unreadable(work, "contingent")
    )
    return Contingents(contingents=tuple(row for row in rows if row), damaged=work.unreadable)


def _in_sight(work: Work, told: People, contingent: Contingent) -> ContingentRow | None:
    """The submission as the caller sees it; None where the caller may not."""
    return None if contingent_sight_refusal(work, contingent) else contingent_row(work.session, contingent, told)
