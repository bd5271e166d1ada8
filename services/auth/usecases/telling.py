"""What the other services learn of somebody, after any change of it."""

from services.auth import queries
from services.auth.contract import PERSON_REGISTERED
from services.auth.models import Person
from services.common.storage.unit_of_work import Work


def tell(work: Work, person: Person) -> None:
    """Tell the whole state of it, with what auth has signed of it; nothing is signed for being told again (¶5)."""
    work.emit(PERSON_REGISTERED, f"person/{person.id}", queries.state(person))
