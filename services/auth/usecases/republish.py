"""Tell everybody everything again."""

from sqlalchemy import select

from services.auth import queries
from services.auth.contract import PERSON_REGISTERED, Done, Republish
from services.auth.models import Person
from services.common.errors import refuse
from services.common.work import Work


def republish(work: Work, _request: Republish) -> Done:
    """Emit the state of every person, so that replicas can be rebuilt; IT only."""
    if not work.principal.has("it_staff"):
        raise refuse("forbidden", "role_required", role="it_staff")
    for person in work.session.scalars(select(Person).order_by(Person.id)):
        work.emit(PERSON_REGISTERED, f"person/{person.id}", queries.state(work.session, person))
    work.audit("people.republished", "people")
    return Done()
