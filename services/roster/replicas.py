"""roster's copy of auth's people: who may be named as a teacher (¶14)."""

from sqlalchemy import select

from services.auth.contract import PERSON_REGISTERED, PersonState
from services.common.messaging.inbox import Handler
from services.common.messaging.wire import encode
from services.common.storage.unit_of_work import Work
from services.common.text.looks import look
from services.common.text.names import called
from services.roster.models import Person, TeachingAssignment
from services.roster.states import emit_journals


def take_in_person(work: Work, state: PersonState) -> None:
    """Know the person as auth does; whoever teaches under another name now is told of to the others."""
    name = called(state.family, state.given, state.patronymic)
    known = work.session.get(Person, state.id)
    renamed = known is not None and known.name != name.short
    person = known or Person(id=state.id)
    person.login, person.active = state.login, state.active
    person.name, person.full_name, person.look = name.short, name.full, look(name.short)
    person.roles = encode(state.roles)
    work.session.add(person)
    work.session.flush()
    if renamed:
        taught = select(TeachingAssignment.journal).where(TeachingAssignment.person == person.id)
        emit_journals(work, work.session.scalars(taught))


HANDLERS: dict[str, Handler] = {PERSON_REGISTERED: Handler(PersonState, take_in_person)}
