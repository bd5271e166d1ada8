"""People as others see them: in answers, in tokens, in events."""

from typing import Any

from sqlalchemy.orm import Session

from services.auth.contract import PersonChange, PersonRow, PersonState, User
from services.auth.domain.people import duties
from services.auth.domain.second_factor import is_due
from services.auth.sealing import attestation, credentials
from services.auth.store.models import AccountChange, Person
from services.auth.store.queries import account_changes, has_second_factor, signed_acknowledgement, staff
from services.auth.views.displayed_names import displayed_names
from services.common.security.tokens import Principal, Role
from services.common.text.kazakh import kazakh_order, short_name
from services.common.text.names import full_name


def _outstanding_duties(session: Session, person: Person, factor_required: bool) -> tuple[str, ...]:
    """What the person must do first (¶4, ¶22); ``factor_required``: the academy requires a second factor."""
    held = has_second_factor(session, person.id)
    must_enrol = is_due((role.role for role in attestation.roles(person)), held, factor_required)
    return duties(person.must_change_password, signed_acknowledgement(session, person.id), must_enrol)


def user_view(session: Session, person: Person, factor_required: bool) -> User:
    """The person as pages and tools see it."""
    return User(
        id=person.id,
        login=person.login,
        family=person.family,
        given=person.given,
        patronymic=person.patronymic,
        roles=attestation.roles(person),
        duties=_outstanding_duties(session, person, factor_required),
        second_factor=has_second_factor(session, person.id),
    )


def principal_of(session: Session, person: Person, session_id: str, factor_required: bool) -> Principal:
    """The person as a token names it."""
    return Principal(
        person=person.id,
        name=short_name(person.family, person.given, person.patronymic),
        session=session_id,
        roles=attestation.roles(person),
        duties=_outstanding_duties(session, person, factor_required),
        key=attestation.key(person),
    )


def person_state(person: Person) -> PersonState:
    """The person as other services learn of them: only what auth has signed."""
    voucher = person.voucher if attestation.attested(person) else None
    return PersonState(**_row(person), public_key=attestation.key(person), voucher=voucher or "")


def person_row(person: Person) -> PersonRow:
    """The person as IT sees it."""
    return PersonRow(**_row(person), damaged=bool(contradictions_of(person)))


def contradictions_of(person: Person) -> tuple[str, ...]:
    """The kinds of damage where the person's row is not what auth has signed."""
    roles = ("roles_without_grant",) if attestation.is_contradicted(person) else ()
    return roles if credentials.owns_password(person) else (*roles, "credentials_unsigned")


def account_change_rows(session: Session, person: str) -> tuple[PersonChange, ...]:
    """Every change of the person's account, newest first."""
    changes = account_changes(session, person)
    names = displayed_names(session) if changes else {}
    return tuple(_change(change, names[change.by]) for change in changes)


def people_rows(session: Session, search: str) -> tuple[PersonRow, ...]:
    """Everybody but cadets whose login or name holds ``search``, in Kazakh alphabetical order."""
    wanted = search.casefold()
    found = [person_row(person) for person in staff(session)]
    found = [each for each in found if wanted in f"{each.login} {_full_name(each)}".casefold()]
    return tuple(sorted(found, key=lambda each: kazakh_order(_full_name(each))))


def _change(change: AccountChange, by: str) -> PersonChange:
    return PersonChange(
        what=change.what,
        before=tuple(Role(**held) for held in change.before),
        after=tuple(Role(**held) for held in change.after),
        reason=change.reason,
        by=by,
        at=change.at,
    )


def _full_name(person: PersonRow) -> str:
    return full_name(person.family, person.given, person.patronymic)


def _row(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "login": person.login,
        "family": person.family,
        "given": person.given,
        "patronymic": person.patronymic,
        "roles": attestation.roles(person),
        "active": attestation.is_active(person),
    }
