"""Tell everybody everything again."""

from sqlalchemy import select

from services.auth.contract import Done, Republish
from services.auth.models import Person
from services.auth.refusals import Reasons
from services.auth.usecases.telling import tell
from services.common.storage.unit_of_work import Work


def republish(work: Work, _request: Republish) -> Done:
    """Emit the state of every person, so that replicas can be rebuilt; IT only."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(role="it_staff")
    for person in work.session.scalars(select(Person).order_by(Person.id)):
        tell(work, person)
    work.audit("people.republished", "people")
    return Done()
