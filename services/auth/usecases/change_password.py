"""Change one's own password (¶5)."""

from dataclasses import dataclass

from services.auth import passwords, queries
from services.auth.contract import ChangePassword, Done
from services.auth.domain.passwords import weakness
from services.auth.usecases.own_password import count_failure, must_not_wait
from services.common.errors import Refused, refuse
from services.common.work import Work


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A wrong old password: counted, but no command that has been done."""


def password_hash(work: Work, request: ChangePassword) -> bytes:
    """The hash of the password in force. Raises ``Refused`` when the new one is weak or the old was guessed at."""
    person = queries.caller(work.session, work.principal)
    must_not_wait(work)
    names = (person.login, person.family, person.given, person.patronymic)
    if refusal := weakness(request.new, names):
        raise Refused(refusal)
    return person.password_hash


def fresh_hash(request: ChangePassword, old_hash: bytes) -> bytes | None:
    """The slow part: hash the new one; None when the old one is wrong. Raises ``Refused`` when it is kept."""
    if not passwords.is_right(request.old, old_hash):
        return None
    if passwords.is_right(request.new, old_hash):
        raise refuse("invalid", "password_not_allowed", "¶5")
    return passwords.hash_password(request.new)


def fail(work: Work, _attempt: Attempt) -> None:
    """Count a wrong old password, so that who finds an open session cannot guess at leisure."""
    count_failure(work)
    work.audit("password.change_failed", f"person/{work.principal.person}", session=work.principal.session)


@dataclass(frozen=True)
class Replace:
    """Put a hash made outside the transaction in the place of the one that was compared."""

    old_hash: bytes
    new_hash: bytes

    def __call__(self, work: Work, _request: ChangePassword) -> Done:
        """Keep the new hash and end the person's other sessions."""
        person = queries.caller(work.session, work.principal)
        must_not_wait(work)
        if person.password_hash != self.old_hash:
            raise refuse("forbidden", "password_wrong", "¶4")
        person.password_hash = self.new_hash
        person.must_change_password = False
        _end_other_sessions(work)
        work.audit("password.changed", f"person/{person.id}")
        return Done()


def _end_other_sessions(work: Work) -> None:
    for session in queries.open_sessions(work.session, work.principal.person):
        if session.id != work.principal.session:
            session.ended_at = work.machine_now
