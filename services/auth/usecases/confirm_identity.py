"""Takes the caller's password again before a decision that asks for it (¶4)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from services.auth.contract import Confirmation, ConfirmIdentity, Done
from services.auth.domain.sessions import ended
from services.auth.refusals import Reasons
from services.auth.sealing import credentials, passwords
from services.auth.sealing.signing_key import signer
from services.auth.store.models import Person, SignInSession
from services.auth.usecases.check_second_factor import count_wrong_code, prove_second_factor
from services.auth.usecases.permissions import caller, require_sound, session_life
from services.auth.usecases.slow_steps import recording
from services.auth.usecases.throttle import check_own_wait, count_own_failure, forget_own_failures
from services.common.concurrency import threads
from services.common.errors import Refused
from services.common.messaging.wire import decode, encode
from services.common.runtime.app import Calls
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work


class GivenPassword(Protocol):
    """A request that holds the password."""

    @property
    def password(self) -> str:
        """The password as it was typed."""


def own_password_hash(work: Work, _request: GivenPassword) -> bytes:
    """The hash of the caller's password. Raises ``Refused``: guessed at, signed out, switched off or damaged."""
    check_own_wait(work)
    person = _caller_in_session(work)
    credentials.require_password(work, person)
    return person.password_hash


def is_right(request: GivenPassword, known_hash: bytes) -> bool:
    """Whether the password made the hash; slow."""
    return passwords.is_right(request.password, known_hash)


def count_wrong_password(work: Work, _request: GivenPassword) -> None:
    """Count a wrong password, so that whoever finds an open session cannot guess at leisure."""
    count_own_failure(work)
    work.audit("identity.not_confirmed", f"person/{work.principal.person}", session=work.principal.session)


def count_wrong_code_in_session(work: Work, _request: object) -> None:
    """Count a wrong code of the caller."""
    count_wrong_code(work, work.principal.person)


@dataclass(frozen=True)
class RecordConfirmation:
    """Records that the password was given; it was compared with ``known_hash`` outside the transaction."""

    known_hash: bytes

    def __call__(self, work: Work, request: ConfirmIdentity) -> Done:
        """Confirm, if the hash is still the same and the code, where one is needed, is right."""
        check_own_wait(work)
        person = _caller_in_session(work)
        if person.password_hash != self.known_hash:
            raise Reasons.password_wrong.refused()
        credentials.require_password(work, person)
        prove_second_factor(work, person, request.code)
        forget_own_failures(work)
        work.audit("identity.confirmed", f"person/{work.principal.person}", session=work.principal.session)
        return Done()


def _caller_in_session(work: Work) -> Person:
    person = caller(work.session, work.principal)
    session = work.session.get(SignInSession, work.principal.session)
    if session is None or session.person != person.id:
        raise Reasons.session_ended.refused()
    if refusal := ended(session_life(session, person), work.machine_now):
        raise Refused(refusal)
    require_sound(work, person)
    return person


def proven_password(calls: Calls, caller: Principal, shape: type, raw: object) -> bytes:
    """The hash of the caller's password, which was typed again. Raises ``Refused(password_wrong)``."""
    known_hash: bytes = calls.local(caller, own_password_hash, shape, raw)
    if not threads.run_in_thread(is_right, decode(raw, shape), known_hash):
        calls.command_as(caller, count_wrong_password, shape, raw)
        raise Reasons.password_wrong.refused()
    return known_hash


@contextmanager
def counting_own_codes(calls: Calls, caller: Principal, shape: type, raw: object) -> Iterator[None]:
    """Count a wrong code of the caller that is refused within."""
    count = partial(calls.command_as, caller, count_wrong_code_in_session, shape, raw)
    with recording((Reasons.second_factor_wrong,), count):
        yield


def confirm_identity(calls: Calls, query: object) -> Any:
    """Take the caller's password again; the confirmation counts in the same session for two minutes."""
    runtime, who, shape = calls.runtime, calls.principal(cadets=True), ConfirmIdentity
    known_hash = proven_password(calls, who, shape, query)
    with counting_own_codes(calls, who, shape, query):
        calls.command_as(who, RecordConfirmation(known_hash), shape, query)
    signed, expires = signer(runtime.config.keys).sign_confirmation(who, runtime.clock.machine())
    return encode(Confirmation(confirmation=signed, expires_at=expires))
