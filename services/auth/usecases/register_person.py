"""Registers somebody who will sign in (¶4)."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from services.auth.contract import RegisteredPerson, RegisterPerson
from services.auth.domain.passwords import not_allowed, weakness
from services.auth.domain.people import Signature, login_refusal, look_alike_refusal, roles_refusal
from services.auth.domain.recovery import FIRST_USED_WITHIN
from services.auth.refusals import Reasons
from services.auth.sealing import attestation, credentials, key_pairs, own_keys, passwords
from services.auth.sealing.key_pairs import SealedPair
from services.auth.sealing.passwords import StoredPassword
from services.auth.store import queries
from services.auth.store.models import Acknowledgement, Person
from services.auth.store.password_index import is_taken, keep_index
from services.auth.usecases.known_faculties import Faculties, require_known_faculties
from services.auth.usecases.slow_steps import index_key, recovery_public
from services.auth.views.events import emit_person
from services.common.concurrency import threads
from services.common.errors import Refused
from services.common.messaging.wire import decode
from services.common.runtime.app import Calls
from services.common.security.tokens import own_cadet, plain_roles
from services.common.storage.unit_of_work import Work
from services.common.text.names import full_name
from services.common.text.printable import unprintable

#: The acknowledgement that a demo's ready accounts carry.
DEMO_TEXT = "demo"
LONGEST_NAME = 120


def check_request(work: Work, request: RegisterPerson) -> None:
    """Refuse before the slow hashing whatever would be refused after it."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(under="¶4", role="it_staff")
    if refusal := login_refusal(request.login) or roles_refusal(request.roles):
        raise Refused(refusal)
    names = (request.family, request.given)
    if not all(name.strip() for name in names) or max(map(len, (*names, request.patronymic))) > LONGEST_NAME:
        raise Reasons.malformed.refused(detail="family and given name: 1 to 120 letters")
    if sign := unprintable(" ".join((*names, request.patronymic))):
        raise Reasons.text_unprintable.refused(sign=sign)
    if queries.person_by_login(work.session, request.login):
        raise Reasons.login_taken.refused(login=request.login)
    newcomer = Signature(full_name(*map(str.strip, (*names, request.patronymic))), request.login)
    if not request.as_new and (refusal := look_alike_refusal(newcomer, queries.signatures(work.session))):
        raise Refused(refusal)


def initial_password(request: RegisterPerson, is_demo: bool) -> str:
    """A new initial password. Only a demo may name one, which must then be strong. Raises ``Refused(malformed)``."""
    if not is_demo and (request.ready or request.password is not None):
        raise Reasons.malformed.refused(detail="a password is chosen by its owner")
    if request.password is None:
        return passwords.initial_password()
    names = (request.login, request.family, request.given, request.patronymic)
    if refusal := weakness(request.password, names, passwords.is_leaked):
        raise Refused(refusal)
    return request.password


@dataclass(frozen=True)
class MadeAccount:
    """What is made of an account outside the transaction; a ready one has a key pair."""

    person: str
    password: StoredPassword
    pair: SealedPair | None = None


def prepare_registration(
    request: RegisterPerson, initial: str, index_key: bytes, recovery_public: bytes
) -> MadeAccount:
    """Hash the password and make the key pair of a ready account; slow. Others get a key with their own password."""
    person = str(uuid4())
    pair = key_pairs.make_key_pair(person, initial, recovery_public)[1] if request.ready else None
    return MadeAccount(person, passwords.stored_forms(initial, index_key), pair)


@dataclass(frozen=True)
class Register:
    """Registers the person with what was made outside the transaction."""

    made: MadeAccount

    def __call__(self, work: Work, request: RegisterPerson) -> RegisteredPerson:
        """Register.

        Raises ``Refused`` as ``check_request`` does, and password_not_allowed. The kept reply holds no password.
        """
        check_request(work, request)
        return add_account(work, request, self.made)


def add_account(work: Work, request: RegisterPerson, made: MadeAccount, cadets_faculty: str = "") -> RegisteredPerson:
    """Add the account of somebody who may be registered; of a cadet, with the faculty.

    Raises ``Refused(password_not_allowed)``.
    """
    if is_taken(work, made.person, made.password.index):
        raise Refused(not_allowed())
    person = _person(work, request, made)
    work.session.add(person)
    work.session.flush()
    attestation.attest(work, person, roles=request.roles, active=True)
    if cadets_faculty:
        attestation.attest_faculty(work, person, cadets_faculty)
    credentials.sign_first(work, person)
    keep_index(work, person.id, made.password.index)
    if request.ready:
        work.session.add(Acknowledgement(person=person.id, text_version=DEMO_TEXT, at=work.now))
    if made.pair:
        own_keys.add_key_pair(work, person, made.pair)
    roles = [held["role"] for held in person.roles]
    work.audit("person.registered", f"person/{person.id}", roles=roles, **_whose(person))
    emit_person(work, person)
    return RegisteredPerson(id=person.id, login=person.login, initial_password="")


def _whose(person: Person) -> dict[str, str]:
    """Which cadet the account is for, where it is a cadet's (¶3)."""
    return {"cadet": person.cadet} if person.cadet else {}


def _person(work: Work, request: RegisterPerson, made: MadeAccount) -> Person:
    return Person(
        id=made.person,
        login=request.login,
        family=request.family.strip(),
        given=request.given.strip(),
        patronymic=request.patronymic.strip(),
        roles=plain_roles(request.roles),
        cadet=own_cadet(request.roles) or None,
        active=True,
        password_hash=made.password.hash,
        must_change_password=not request.ready,
        registered_at=work.machine_now,
        initial_until=None if request.ready else work.now + FIRST_USED_WITHIN,
    )


def register_person(calls: Calls, faculties: Faculties, command: object) -> Any:
    """Register somebody. The initial password is shown only now; the kept answer does not hold it."""
    caller, shape = calls.principal(), RegisterPerson
    if (known := calls.first_answer(caller, shape, command)) is not None:
        return known
    calls.local(caller, check_request, shape, command)
    request = decode(command, shape)
    require_known_faculties(request.roles, faculties)
    initial = initial_password(request, calls.runtime.config.demo)
    made = threads.run_in_thread(prepare_registration, request, initial, index_key(calls), recovery_public(calls))
    reply = calls.command_as(caller, Register(made), shape, command)
    return {**reply, "initial_password": initial if reply["id"] == made.person else ""}
