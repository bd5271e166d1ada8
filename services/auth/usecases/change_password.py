"""Change one's own password, and with it what one's private key is sealed under (¶5)."""

from dataclasses import dataclass

from services.auth import keypairs, passwords, queries
from services.auth.contract import ChangePassword, Done
from services.auth.domain.passwords import weakness
from services.auth.keypairs import SealedPair
from services.auth.models import Person
from services.auth.usecases import own_key
from services.auth.usecases.end_session import end_session
from services.auth.usecases.own_password import count_failure, must_not_wait
from services.common.boxes import PrivateKey
from services.common.errors import Refused, refuse
from services.common.work import Work


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A wrong old password: counted, but no command that has been done."""


@dataclass(frozen=True)
class Known:
    """What is there before the change; ``sealed`` is the private key under the old password."""

    person: str
    password_hash: bytes
    sealed: bytes | None


@dataclass(frozen=True)
class Fresh:
    """What takes its place: the key sealed anew, or a first pair with its private half."""

    password_hash: bytes
    sealed: bytes | None = None
    private: PrivateKey | None = None
    pair: SealedPair | None = None


def known(work: Work, request: ChangePassword) -> Known:
    """The password in force. Raises ``Refused`` when the new one is weak or the old was guessed at."""
    person = queries.caller(work.session, work.principal)
    must_not_wait(work)
    names = (person.login, person.family, person.given, person.patronymic)
    if refusal := weakness(request.new, names):
        raise Refused(refusal)
    pair = queries.key_pair(work.session, person.id)
    return Known(person.id, person.password_hash, pair.sealed if pair else None)


def fresh(request: ChangePassword, old: Known, recovery_public: bytes) -> Fresh | None:
    """The slow part: hash the new one and seal the key under it; None when the old one is wrong.

    Raises ``Refused`` when the password stays the same.
    """
    if not passwords.is_right(request.old, old.password_hash):
        return None
    if passwords.is_right(request.new, old.password_hash):
        raise refuse("invalid", "password_not_allowed", "¶5")
    new_hash = passwords.hash_password(request.new)
    if old.sealed is None:
        private, pair = keypairs.make(old.person, request.new, recovery_public)
        return Fresh(new_hash, private=private, pair=pair)
    private = keypairs.open_with_password(old.sealed, old.person, request.old)
    return Fresh(new_hash, sealed=keypairs.seal_with_password(private, old.person, request.new))


def fail(work: Work, _attempt: Attempt) -> None:
    """Count a wrong old password, so that who finds an open session cannot guess at leisure."""
    count_failure(work)
    work.audit("password.change_failed", f"person/{work.principal.person}", session=work.principal.session)


@dataclass(frozen=True)
class Replace:
    """Put what was made outside the transaction in the place of what was compared."""

    old: Known
    fresh: Fresh

    def __call__(self, work: Work, request: ChangePassword) -> Done:
        """Keep the new hash and the key sealed anew, and end the person's other sessions."""
        person = queries.caller(work.session, work.principal)
        must_not_wait(work)
        pair = queries.key_pair(work.session, person.id)
        if (person.password_hash, pair and pair.sealed) != (self.old.password_hash, self.old.sealed):
            raise refuse("forbidden", "password_wrong", "¶4")
        person.password_hash = self.fresh.password_hash
        person.must_change_password = False
        _end_other_sessions(work)
        self._keep_key(work, person, request.secret)
        work.audit("password.changed", f"person/{person.id}")
        return Done()

    def _keep_key(self, work: Work, person: Person, secret: str) -> None:
        if self.fresh.sealed:
            own_key.reseal(work, person, self.fresh.sealed)
        if self.fresh.pair:
            own_key.keep_and_tell(work, person, self.fresh.pair)
            session = queries.session_by_secret(work.session, secret)
            if session and session.person == person.id:
                own_key.open_in(session, self.fresh.private, secret)


def _end_other_sessions(work: Work) -> None:
    for session in queries.open_sessions(work.session, work.principal.person):
        if session.id != work.principal.session:
            end_session(work, session)
