"""Who signs in: for IT and moderators."""

from services.auth import queries
from services.auth.contract import ListPeople, People
from services.auth.models import Person
from services.auth.refusals import Reasons
from services.common.storage.unit_of_work import Work


def list_people(work: Work, request: ListPeople) -> People:
    """Everybody whose login or name holds ``search``."""
    if not (work.principal.has("it_staff") or work.principal.has("moderator")):
        raise Reasons.role_required.refused(role="it_staff")
    found = queries.people(work.session, request.search)
    for person in found:
        if person.damaged:
            _tell(work, person.id)
    return People(people=found)


def _tell(work: Work, person: str) -> None:
    for kind in queries.contradictions(work.session.get_one(Person, person)):
        work.damaged(kind, f"person/{person}")
