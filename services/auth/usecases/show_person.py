"""Shows a person and the changes of their account, for IT and moderators."""

from dataclasses import replace

from services.auth.contract import PersonPage, ShowPerson
from services.auth.refusals import Reasons
from services.auth.store import queries
from services.auth.store.models import Person
from services.auth.views.password_requests import request_views
from services.auth.views.people import account_change_rows, person_row
from services.common.storage.unit_of_work import Work


def show_person(work: Work, request: ShowPerson) -> PersonPage:
    """The person and the changes. Raises ``Refused``: role_required, person_unknown."""
    if not (work.principal.has("it_staff") or work.principal.has("moderator")):
        raise Reasons.role_required.refused(role="it_staff")
    person = work.session.get(Person, request.person)
    if person is None:
        raise Reasons.person_unknown.refused()
    changes = account_change_rows(work.session, person.id)
    requests = request_views(work, queries.password_requests(work.session, person.id))
    page = PersonPage(person=person_row(person), registered_at=person.registered_at, changes=changes)
    return replace(page, password_requests=requests)
