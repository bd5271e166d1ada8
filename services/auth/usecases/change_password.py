"""Changes the caller's own password, and seals the private key under the new one (¶5)."""

from dataclasses import dataclass, field, replace
from typing import Any

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
from services.auth.usecases.confirm_identity import counting_own_codes
from services.auth.usecases.permissions import caller
from services.auth.usecases.sign_out import end_other_sessions_of_caller
from services.auth.usecases.slow_steps import caller_with_duties, index_key, recovery_public
from services.auth.usecases.throttle import check_own_wait, count_own_failure
from services.auth.views.events import emit_person
from services.common.concurrency import threads
from services.common.errors import Refusal, Refused
from services.common.messaging.wire import decode
from services.common.runtime.app import Calls
from services.common.security.sealing import PrivateKey, SealBrokenError
from services.common.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """An attempt to be counted. It has no command id, for it is no command that was done."""


@dataclass(frozen=True)
class CurrentPassword:
    """The password before the change.

    ``sealed`` is the private key under it, ``key`` the public key that auth has signed.
    """

    person: str
    password_hash: bytes
    sealed: bytes | None
    key: str = ""


@dataclass(frozen=True)
class Replacement:
    """The new password as it is stored; ``is_old`` when it is the old one again.

    ``sealed`` is the private key under it. Somebody without a key pair gets the first ``pair``, of which ``private``
    is half.
    """

    kept: StoredPassword
    is_old: bool = False
    sealed: bytes | None = None
    private: PrivateKey | None = field(default=None, repr=False)
    pair: SealedPair | None = None


def read_current(work: Work, request: ChangePassword) -> CurrentPassword:
    """The password in force.

    Raises ``Refused``: the new one is too short; the old one was guessed at or is damaged.
    """
    person = caller(work.session, work.principal)
    check_own_wait(work)
    credentials.require_password(work, person)
    if refusal := length_refusal(request.new):
        raise Refused(refusal)
    pair = queries.key_pair(work.session, person.id)
    return CurrentPassword(person.id, person.password_hash, pair.sealed if pair else None, attestation.key(person))


def make_replacement(
    request: ChangePassword, old: CurrentPassword, index_key: bytes, recovery_public: bytes
) -> Replacement | None:
    """Hash the new password and seal the key under it; slow. None when the old password is wrong.

    It takes as long for a weak password as for one that a colleague uses.
    """
    if not passwords.is_right(request.old, old.password_hash):
        return None
    made = Replacement(
        passwords.stored_forms(request.new, index_key), passwords.is_right(request.new, old.password_hash)
    )
    if old.sealed is None and not old.key:
        private, pair = key_pairs.make_key_pair(old.person, request.new, recovery_public)
        return replace(made, private=private, pair=pair)
    try:
        private = key_pairs.open_with_password(old.sealed or b"", old.person, request.old)
    except (SealBrokenError, TypeError):
        return made  # the pair is damaged, which signing in has told: the password changes all the same
    return replace(made, sealed=key_pairs.seal_with_password(private, old.person, request.new))


def count_wrong_password(work: Work, _attempt: Attempt) -> None:
    """Count a wrong old password, so that whoever finds an open session cannot guess at leisure."""
    count_own_failure(work)
    work.audit("password.change_failed", f"person/{work.principal.person}", session=work.principal.session)


def count_refused_password(work: Work, _attempt: Attempt) -> None:
    """Count a new password that was refused: whoever tries out what colleagues use has to wait soon."""
    count_own_failure(work)
    work.audit("password.refused", f"person/{work.principal.person}", session=work.principal.session)


@dataclass(frozen=True)
class ReplacePassword:
    """Replaces the password that was compared by what was made outside the transaction."""

    old: CurrentPassword
    fresh: Replacement

    def __call__(self, work: Work, request: ChangePassword) -> Done:
        """Store the new password and the key under it, and end the person's other sessions.

        Raises ``Refused``: password_not_allowed, and as ``prove_second_factor`` does.
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
        _close_password_requests(work, person)
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


def _refusal(work: Work, person: Person, password: str, new: Replacement) -> Refusal | None:
    """¶5: one answer for a weak or leaked password, for the old one and for one that a colleague uses."""
    names = (person.login, person.family, person.given, person.patronymic)
    if new.is_old or is_taken(work, person.id, new.kept.index):
        return not_allowed()
    return weakness(password, names, passwords.is_leaked)


def _close_password_requests(work: Work, person: Person) -> None:
    """End the person's open requests for a new password, and the initial password that was handed out."""
    person.initial_until = None
    if handed := queries.handed_out(work.session, person.id):
        record_request_state(work, handed, "done")
    for each in queries.password_requests(work.session, person.id, ("open",), for_update=True):
        record_request_state(work, each, "withdrawn")


def change_password(calls: Calls, command: object) -> Any:
    """Change the caller's own password, also while duties are outstanding."""
    caller, shape = caller_with_duties(calls), ChangePassword
    if (known := calls.first_answer(caller, shape, command)) is not None:
        return known
    old = calls.local(caller, read_current, shape, command)
    fresh = threads.run_in_thread(
        make_replacement, decode(command, shape), old, index_key(calls), recovery_public(calls)
    )
    if fresh is None:
        calls.command_as(caller, count_wrong_password, Attempt, command)
        raise Reasons.password_wrong.refused()
    try:
        with counting_own_codes(calls, caller, shape, command):
            return calls.command_as(caller, ReplacePassword(old, fresh), shape, command)
    except Refused as refused:
        if refused.refusal == not_allowed():
            calls.command_as(caller, count_refused_password, Attempt, command)
        raise
