"""Changes somebody's roles (¶4)."""

from typing import Any
from uuid import uuid4

from services.auth.contract import ChangeKind, ChangeRoles, PersonRow
from services.auth.domain.accounts import Standing
from services.auth.domain.people import roles_refusal
from services.auth.sealing import attestation, attested_people
from services.auth.store.models import AccountChange, Person
from services.auth.usecases.known_faculties import Faculties, require_known_faculties
from services.auth.usecases.permissions import Account
from services.auth.views.events import emit_person
from services.auth.views.people import person_row
from services.common.errors import Refused
from services.common.messaging.wire import decode, encode
from services.common.runtime.app import Calls
from services.common.security.tokens import Role, plain_roles
from services.common.storage.unit_of_work import Work


def record_account_change(
    work: Work, person: Person, what: ChangeKind, before: tuple[Role, ...], reason: str = ""
) -> None:
    """Record what was changed and why, and tell the other services."""
    change = AccountChange(id=str(uuid4()), person=person.id, what=what, reason=reason)
    change.before, change.after = plain_roles(before), plain_roles(attestation.roles(person))
    change.by, change.at = work.principal.person, work.now
    work.session.add(change)
    emit_person(work, person)


def assign_roles(work: Work, request: ChangeRoles) -> PersonRow:
    """Give the person these roles and no others. The same roles change nothing, unless the row was altered."""
    account = Account.take(work, request.person)
    if refusal := roles_refusal(request.roles, account.person.cadet or ""):
        raise Refused(refusal)
    person, before, after = account.person, attestation.roles(account.person), tuple(dict.fromkeys(request.roles))
    account.require(work, Standing(attested_people.standing(person).active, frozenset(held.role for held in after)))
    if {*before} != {*after} or attestation.is_contradicted(person):
        attestation.attest(work, person, roles=after)
        record_account_change(work, person, "roles", before)
        work.audit("person.roles_changed", f"person/{person.id}", before=encode(before), after=encode(after))
    return person_row(person)


def change_roles(calls: Calls, faculties: Faculties, command: object) -> Any:
    """Change somebody's roles; whether faculties are known is asked for IT alone, for others are refused."""
    if calls.principal().has("it_staff"):
        require_known_faculties(decode(command, ChangeRoles).roles, faculties)
    return calls.command(assign_roles, ChangeRoles, command)
