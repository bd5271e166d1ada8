"""Emits auth's event: somebody's whole state, as the other services keep it."""

from services.auth.contract import PERSON_REGISTERED
from services.auth.store.models import Person
from services.auth.views.people import person_state
from services.common.storage.unit_of_work import Work


def emit_person(work: Work, person: Person) -> None:
    """Tell the other services the person's whole state, as auth has signed it before (¶5)."""
    work.emit(PERSON_REGISTERED, f"person/{person.id}", person_state(person))
