"""Give the password again before a decision that asks for it (¶4)."""

from dataclasses import dataclass

from services.auth import passwords, queries
from services.auth.contract import ConfirmIdentity, Done
from services.auth.domain.sessions import ended
from services.auth.models import Person, SignInSession
from services.auth.usecases.own_password import count_failure, forget_failures, must_not_wait
from services.common.errors import Refused, refuse
from services.common.work import Work


def password_hash(work: Work, _request: ConfirmIdentity) -> bytes:
    """The hash of the caller's password. Raises ``Refused``: guessed at, signed out, switched off."""
    must_not_wait(work)
    return _caller_in_session(work).password_hash


def is_right(request: ConfirmIdentity, known_hash: bytes) -> bool:
    """The slow part: bcrypt."""
    return passwords.is_right(request.password, known_hash)


def fail(work: Work, _request: ConfirmIdentity) -> None:
    """Count a wrong password, so that who finds an open session cannot guess at leisure."""
    count_failure(work)
    work.audit("identity.not_confirmed", f"person/{work.principal.person}", session=work.principal.session)


@dataclass(frozen=True)
class Confirm:
    """Write down that the password, whose hash was compared outside the transaction, was given."""

    known_hash: bytes

    def __call__(self, work: Work, _request: ConfirmIdentity) -> Done:
        """Confirm, if what was compared still holds."""
        must_not_wait(work)
        if _caller_in_session(work).password_hash != self.known_hash:
            raise refuse("forbidden", "password_wrong", "¶4")
        forget_failures(work)
        work.audit("identity.confirmed", f"person/{work.principal.person}", session=work.principal.session)
        return Done()


def _caller_in_session(work: Work) -> Person:
    person = queries.caller(work.session, work.principal)
    session = work.session.get(SignInSession, work.principal.session)
    if session is None or session.person != person.id:
        raise refuse("unauthenticated", "session_ended", "¶4")
    if refusal := ended(queries.life(session, person), work.machine_now):
        raise Refused(refusal)
    if not person.active:
        raise refuse("forbidden", "person_inactive", "¶4")
    return person
