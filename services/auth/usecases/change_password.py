"""Change one's own password (¶5)."""

from dataclasses import dataclass

from sqlalchemy import select

from services.auth import passwords
from services.auth.contract import ChangePassword, Done
from services.auth.domain.passwords import weakness
from services.auth.models import Person, SignInSession
from services.common.errors import Refused, refuse
from services.common.work import Work


def password_hash(work: Work, request: ChangePassword) -> bytes:
    """The hash of the password in force. Raises ``Refused`` when the new one is weak."""
    person = work.session.get_one(Person, work.principal.person)
    if refusal := weakness(request.new, (person.login, person.family, person.given, person.patronymic)):
        raise Refused(refusal)
    return person.password_hash


def fresh_hash(request: ChangePassword, old_hash: bytes) -> bytes:
    """The slow part: compare the old, hash the new. Raises ``Refused`` when the old one is wrong or kept."""
    if not passwords.is_right(request.old, old_hash):
        raise refuse("forbidden", "password_wrong", "¶4")
    if passwords.is_right(request.new, old_hash):
        raise refuse("invalid", "password_not_allowed", "¶5")
    return passwords.hash_password(request.new)


@dataclass(frozen=True)
class Replace:
    """Put a hash made outside the transaction in the place of the one that was compared."""

    old_hash: bytes
    new_hash: bytes

    def __call__(self, work: Work, _request: ChangePassword) -> Done:
        """Keep the new hash and end the person's other sessions."""
        person = work.session.get_one(Person, work.principal.person)
        if person.password_hash != self.old_hash:
            raise refuse("forbidden", "password_wrong", "¶4")
        person.password_hash = self.new_hash
        person.must_change_password = False
        _end_other_sessions(work)
        work.audit("password.changed", f"person/{person.id}")
        return Done()


def _end_other_sessions(work: Work) -> None:
    mine = (SignInSession.person == work.principal.person) & SignInSession.ended_at.is_(None)
    for session in work.session.scalars(select(SignInSession).where(mine)):
        if session.id != work.principal.session:
            session.ended_at = work.machine_now
