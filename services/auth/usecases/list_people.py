"""Lists people who sign in, for IT and moderators."""

from services.auth.contract import ListPeople, People
from services.auth.refusals import Reasons
from services.auth.store.models import Person
from services.auth.views.people import contradictions_of, people_rows
from services.common.storage.unit_of_work import Work


def list_people(work: Work, request: ListPeople) -> People:
    """Everybody whose login or name holds ``search``. Damaged rows are reported."""
    if not (work.principal.has("it_staff") or work.principal.has("moderator")):
        raise Reasons.role_required.refused(role="it_staff")
    found = people_rows(work.session, request.search)
    for person in found:
        if person.damaged:
            _tell(work, person.id)
    return People(people=found)


def _tell(work: Work, person: str) -> None:
    for kind in contradictions_of(work.session.get_one(Person, person)):
        work.damaged(kind, f"person/{person}")
