"""Reads people with what auth has signed of them: roles, faculties and whether they may sign in (¶4)."""

from sqlalchemy.orm import Session

from services.auth.domain.accounts import Standing
from services.auth.domain.recovery import Head, RequestFacts
from services.auth.sealing import attestation
from services.auth.store.models import PasswordRequest, Person
from services.auth.store.queries import lock_people, staff
from services.common.security.tokens import CADET


def standing(person: Person) -> Standing:
    """Whether the person may sign in, and with which roles."""
    return Standing(attestation.is_active(person), frozenset(held.role for held in attestation.roles(person)))


def is_cadet(person: Person) -> bool:
    """Whether the account is a cadet's, by the row or by what auth has signed (¶3)."""
    return person.cadet is not None or CADET in standing(person).roles


def lock_with_it_staff(session: Session, person: str) -> dict[str, Person]:
    """The person and everybody of IT, by id, locked: whoever else is about to change one of them waits."""
    in_it = (each.id for each in staff(session) if standing(each).works_in_it)
    return lock_people(session, {person, *in_it})


def heads(session: Session) -> tuple[Head, ...]:
    """Everybody who heads faculties and may sign in."""
    active = filter(attestation.is_active, staff(session))
    headed = ((person.id, faculties(person, "faculty_head")) for person in active)
    return tuple(Head(person, of) for person, of in headed if of)


def faculties(person: Person, *of: str) -> frozenset[str]:
    """The faculties in which the person holds one of the roles ``of``, or any role where none is named."""
    return frozenset(
        held.faculty for held in attestation.roles(person) if held.faculty and (not of or held.role in of)
    )


def request_facts(session: Session, request: PasswordRequest) -> RequestFacts:
    """The request as the rules see it."""
    person, asker = session.get_one(Person, request.person), session.get_one(Person, request.asked_by)
    return RequestFacts(
        person=request.person,
        faculties=faculties(person) | {attestation.cadets_faculty(person)} - {""},
        of_cadet=is_cadet(person),
        asked_by=request.asked_by,
        asked_at=request.asked_at,
        open=request.state == "open",
        of_it=standing(asker).works_in_it,
    )
