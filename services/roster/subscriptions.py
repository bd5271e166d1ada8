"""What roster takes in by event: auth's people, of whom it keeps a copy to know the teachers (¶14)."""

from services.auth.contract import PERSON_REGISTERED, PersonState
from services.common.delivery.inbox import Handler
from services.common.security.tokens import plain_roles
from services.common.storage.unit_of_work import Work
from services.common.text.looks import look
from services.common.text.names import called
from services.roster.store.models import Person
from services.roster.store.queries import journals_of_teacher
from services.roster.views.events import emit_journals


def take_in_person(work: Work, state: PersonState) -> None:
    """Keep the person as auth has them; the other services learn of a teacher's new name."""
    name = called(state.family, state.given, state.patronymic)
    known = work.session.get(Person, state.id)
    renamed = known is not None and known.name != name.short
    person = known or Person(id=state.id)
    person.login, person.active = state.login, state.active
    person.name, person.full_name, person.look = name.short, name.full, look(name.short)
    person.roles = plain_roles(state.roles)
    work.session.add(person)
    work.session.flush()
    if renamed:
        emit_journals(work, journals_of_teacher(work.session, person.id))


HANDLERS: dict[str, Handler] = {PERSON_REGISTERED: Handler(PersonState, take_in_person)}
