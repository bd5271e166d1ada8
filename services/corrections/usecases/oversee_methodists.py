"""How methodists work with the journal (¶12): what waits for them, and since when."""

from services.common.errors import Refused
from services.common.storage.people import People
from services.common.storage.unit_of_work import Work
from services.corrections.contract import MethodistsWork, OverseeMethodists
from services.corrections.domain.oversight import (
    Oversight,
    Post,
    faculties_work,
    overseeing_refusal,
    readable_numbers,
)
from services.corrections.store import oversight, queries
from services.corrections.store.models import Person


def oversee_methodists(work: Work, request: OverseeMethodists) -> MethodistsWork:
    """Each faculty with its methodists, for IT and moderators."""
    del request
    roles = {held.role for held in work.principal.roles}
    if refusal := overseeing_refusal(roles):
        raise Refused(refusal)
    session = work.session
    people, told = queries.everybody(session), People(session, Person)
    told.read(person.name for person in people)
    named = {person.id: told.named(person.id, person.name) for person in people}
    known = Oversight(
        posts=[post for person in people if person.active for post in _posts(person)],
        standings=oversight.standings(session),
        discrepancies=oversight.open_discrepancies(session),
        names=oversight.faculty_names(session) | {id: each["name"] for id, each in named.items()},
        full_names={id: each["full_name"] for id, each in named.items()},
    )
    return MethodistsWork(faculties=faculties_work(known, work.now), readable=readable_numbers(roles))


def _posts(person: Person) -> list[Post]:
    """The faculties in which the person is a methodist; none where the stored roles are unreadable."""
    held = person.roles if isinstance(person.roles, list) else []
    return [Post(each["faculty"], person.id) for each in held if each["role"] == "methodist"]
