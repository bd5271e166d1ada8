"""Change one's own password, and with it what one's private key is sealed under (¶5)."""

from dataclasses import dataclass, field, replace

from services.auth.contract import ChangePassword, Done
from services.auth.domain.passwords import length_refusal, not_allowed, weakness
from services.auth.refusals import Reasons
from services.auth.sealing import attestation, credentials, key_pairs, own_keys, passwords
from services.auth.sealing.key_pairs import SealedPair
from services.auth.sealing.passwords import StoredPassword
from services.auth.store import queries
from services.auth.store.models import Person
from services.auth.store.password_index import is_taken, keep_index
from services.auth.store.request_states import record_request_state
from services.auth.usecases.check_second_factor import prove_second_factor
from services.auth.usecases.permissions import caller
from services.auth.usecases.sign_out import end_other_sessions_of_caller
from services.auth.usecases.throttle import check_own_wait, count_own_failure
from services.auth.views.events import emit_person
from services.common.errors import Refusal, Refused
from services.common.security.sealing import PrivateKey, SealBrokenError
from services.common.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """An attempt that is counted, but is no command that has been done."""


@dataclass(frozen=True)
class Known:
    """What is there before the change: ``sealed`` is the private key under the old password, ``key`` its public half
    as auth has signed it.
    """

    person: str
    password_hash: bytes
    sealed: bytes | None
    key: str = ""


@dataclass(frozen=True)
class Fresh:
    """What takes its place: the key sealed anew, or a first pair with its private half; or the old one again."""

    kept: StoredPassword
    is_old: bool = False
    sealed: bytes | None = None
    private: PrivateKey | None = field(default=None, repr=False)
    pair: SealedPair | None = None


def known(work: Work, request: ChangePassword) -> Known:
    """The password in force. Raises ``Refused``: the new one is short, the old was guessed at or is damaged."""
    person = caller(work.session, work.principal)
    check_own_wait(work)
    credentials.require_password(work, person)
    if refusal := length_refusal(request.new):
        raise Refused(refusal)
    pair = queries.key_pair(work.session, person.id)
    return Known(person.id, person.password_hash, pair.sealed if pair else None, attestation.key(person))


def fresh(request: ChangePassword, old: Known, index_key: bytes, recovery_public: bytes) -> Fresh | None:
    """The slow part: hash the new one and seal the key under it; None when the old one is wrong.

    It takes as long for a weak new one as for a colleague's.
    """
    if not passwords.is_right(request.old, old.password_hash):
        return None
    made = Fresh(passwords.stored_forms(request.new, index_key), passwords.is_right(request.new, old.password_hash))
    if old.sealed is None and not old.key:
        private, pair = key_pairs.make(old.person, request.new, recovery_public)
        return replace(made, private=private, pair=pair)
    try:
        private = key_pairs.open_with_password(old.sealed or b"", old.person, request.old)
    except (SealBrokenError, TypeError):
        return made  # the pair is damaged, which signing in has told: the password changes all the same
    return replace(made, sealed=key_pairs.seal_with_password(private, old.person, request.new))


def fail(work: Work, _attempt: Attempt) -> None:
    """Count a wrong old password, so that who finds an open session cannot guess at leisure."""
    count_own_failure(work)
    work.audit("password.change_failed", f"person/{work.principal.person}", session=work.principal.session)


def refused(work: Work, _attempt: Attempt) -> None:
    """Count a new one that was not allowed: whoever tries whether colleagues use some soon has to wait."""
    count_own_failure(work)
    work.audit("password.refused", f"person/{work.principal.person}", session=work.principal.session)


@dataclass(frozen=True)
class Replace:
    """Put what was made outside the transaction in the place of what was compared."""

    old: Known
    fresh: Fresh

    def __call__(self, work: Work, request: ChangePassword) -> Done:
        """Keep the new one and the key sealed anew, and end the person's other sessions.

        Raises ``Refused``: password_not_allowed, and as ``second_factor.prove`` does.
        """
        person = caller(work.session, work.principal)
        check_own_wait(work)
        pair = queries.key_pair(work.session, person.id)
        if (person.password_hash, pair and pair.sealed) != (self.old.password_hash, self.old.sealed):
            raise Reasons.password_wrong.refused()
        credentials.require_password(work, person)
        prove_second_factor(work, person, request.code)
        if refusal := _refusal(work, person, request.new, self.fresh):
            raise Refused(refusal)
        person.password_hash = self.fresh.kept.hash
        keep_index(work, person.id, self.fresh.kept.index)
        person.must_change_password = False
        credentials.sign_password(work, person)
        close_password_requests(work, person)
        end_other_sessions_of_caller(work)
        self._keep_key(work, person, request.secret)
        work.audit("password.changed", f"person/{person.id}")
        return Done()

    def _keep_key(self, work: Work, person: Person, secret: str) -> None:
        if self.fresh.sealed:
            own_keys.reseal(work, person, self.fresh.sealed)
        if self.fresh.pair:
            own_keys.add_key_pair(work, person, self.fresh.pair)
            emit_person(work, person)
            session = queries.session_by_secret(work.session, secret)
            if session and session.person == person.id:
                own_keys.seal_in_session(session, self.fresh.private, secret)


def _refusal(work: Work, person: Person, password: str, new: Fresh) -> Refusal | None:
    """¶5: weak, leaked, the old one again, or a colleague's: the same answer."""
    names = (person.login, person.family, person.given, person.patronymic)
    if new.is_old or is_taken(work, person.id, new.kept.index):
        return not_allowed()
    return weakness(password, names, passwords.is_leaked)


def close_password_requests(work: Work, person: Person) -> None:
    """End the person's open requests for a new password, and the initial password that was handed out."""
    person.initial_until = None
    if handed := queries.handed_out(work.session, person.id):
        record_request_state(work, handed, "done")
    for each in queries.password_requests(work.session, person.id, ("open",), for_update=True):
        record_request_state(work, each, "withdrawn")
