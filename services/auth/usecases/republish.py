"""Tells the other services everything again, so that they can rebuild their copies."""

from services.auth.contract import Done, Republish
from services.auth.refusals import Reasons
from services.auth.store import queries
from services.auth.usecases.switch_cadets import emit_switch
from services.auth.views.events import emit_person
from services.common.storage.unit_of_work import Work


def republish(work: Work, _request: Republish) -> Done:
    """Emit the state of every person, and whether cadets may sign in; IT only."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(role="it_staff")
    for person in queries.all_people(work.session):
        emit_person(work, person)
    emit_switch(work)
    work.audit("people.republished", "people")
    return Done()
