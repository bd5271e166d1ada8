"""A head confirms a new password. The recovery key opens what the forgotten one had closed (¶5)."""

from base64 import b64decode
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from services.auth.contract import ConfirmPasswordRequest, HandedOut
from services.auth.domain.passwords import not_allowed
from services.auth.domain.recovery import USED_WITHIN
from services.auth.refusals import Reasons
from services.auth.sealing import attestation, credentials, key_pairs, own_keys, passwords
from services.auth.sealing.passwords import StoredPassword
from services.auth.store import queries
from services.auth.store.models import PasswordRequest, Person
from services.auth.store.password_index import is_taken, keep_index
from services.auth.store.request_states import record_request_state
from services.auth.usecases.permissions import answerable_request, require_sound
from services.auth.usecases.sign_out import end_session
from services.auth.usecases.slow_steps import index_key
from services.auth.views.people import person_row
from services.common.concurrency import threads
from services.common.errors import Refused
from services.common.runtime.app import Calls
from services.common.security.sealing import PrivateKey, SealBrokenError, read_private
from services.common.security.tokens import TokenVerifier
from services.common.storage.unit_of_work import Work

RECOVERY_KEY = Path("recovery", "recovery.key")


@dataclass(frozen=True)
class ForgottenPassword:
    """The person who has forgotten the password, and their key pair; None where they have none yet."""

    person: str
    public: bytes | None
    for_recovery: bytes | None


@dataclass(frozen=True)
class Replacement:
    """The initial password as it is stored, and the private key under it; ``issue`` tells it from other ones."""

    issue: str
    kept: StoredPassword
    sealed: bytes | None = field(repr=False)


def read_forgotten(work: Work, request: ConfirmPasswordRequest, *, verifier: TokenVerifier) -> ForgottenPassword:
    """Read what ``make_replacement`` needs. Raises ``Refused`` where the caller may not confirm."""
    verifier.verify_confirmation(request.confirmation, work.principal, work.machine_now)
    return _forgotten(work, _person(work, answerable_request(work, request.request)))


def make_replacement(forgotten: ForgottenPassword, initial: str, keys: Path, index_key: bytes) -> Replacement:
    """Open the private key and seal it under the initial password; slow.

    Raises ``Refused``: recovery_key_absent, recovery_key_wrong.
    """
    private = _opened(forgotten, keys / RECOVERY_KEY)
    sealed = key_pairs.seal_with_password(private, forgotten.person, initial) if private else None
    return Replacement(str(uuid4()), passwords.stored_forms(initial, index_key), sealed)


@dataclass(frozen=True)
class ConfirmRequest:
    """Replaces the forgotten password by what ``make_replacement`` has made outside the transaction."""

    forgotten: ForgottenPassword
    fresh: Replacement

    def __call__(self, work: Work, request: ConfirmPasswordRequest) -> HandedOut:
        """Confirm, and end the person's sessions. The kept reply holds no password.

        Raises ``Refused(recovery_key_wrong)`` where a key pair was made meanwhile: another one was sealed.
        """
        row = answerable_request(work, request.request)
        person = _person(work, row)
        if _forgotten(work, person) != self.forgotten:
            raise _wrong()
        if is_taken(work, person.id, self.fresh.kept.index):
            raise Refused(not_allowed())
        _supersede(work, person)
        self._replace(work, person)
        row.decided_by, row.decided_at, row.until = work.principal.person, work.now, work.now + USED_WITHIN
        record_request_state(work, row, "confirmed", sessions_ended=_end_sessions(work, person))
        return HandedOut(person=person_row(person), until=row.until, issue=self.fresh.issue, initial_password="")

    def _replace(self, work: Work, person: Person) -> None:
        person.password_hash, person.must_change_password = self.fresh.kept.hash, True
        credentials.sign_password(work, person)
        keep_index(work, person.id, self.fresh.kept.index)
        if self.fresh.sealed:
            own_keys.reseal(work, person, self.fresh.sealed)
            work.audit("recovery_key.used", f"person/{person.id}")


def _person(work: Work, row: PasswordRequest) -> Person:
    person = work.session.get_one(Person, row.person)
    require_sound(work, person)
    return person


def _forgotten(work: Work, person: Person) -> ForgottenPassword:
    pair = queries.key_pair(work.session, person.id)
    public = b64decode(attestation.key(person)) if pair else None
    return ForgottenPassword(person.id, public, pair.for_recovery if pair else None)


def _supersede(work: Work, person: Person) -> None:
    """End the initial passwords that were handed out before."""
    for earlier in queries.password_requests(work.session, person.id, ("confirmed",), for_update=True):
        record_request_state(work, earlier, "expired", used=earlier.used_at is not None)


def _end_sessions(work: Work, person: Person) -> int:
    sessions = queries.open_sessions(work.session, person.id)
    for session in sessions:
        end_session(work, session)
    return len(sessions)


def _opened(forgotten: ForgottenPassword, path: Path) -> PrivateKey | None:
    """The private key; None for somebody who has never had one."""
    if forgotten.for_recovery is None:
        return None
    try:
        private = key_pairs.open_for_recovery(forgotten.for_recovery, forgotten.person, read_private(path))
    except OSError:
        raise Reasons.recovery_key_absent.refused() from None
    except (ValueError, SealBrokenError):
        raise _wrong() from None
    if private.public != forgotten.public:
        raise _wrong()
    return private


def _wrong() -> Refused:
    return Reasons.recovery_key_wrong.refused()


def confirm_password_request(calls: Calls, command: object) -> Any:
    """Confirm a request. The initial password is shown only now; the kept answer does not hold it."""
    runtime, caller, shape = calls.runtime, calls.principal(), ConfirmPasswordRequest
    if (known := calls.first_answer(caller, shape, command)) is not None:
        return known
    forgotten = calls.local(caller, partial(read_forgotten, verifier=runtime.verifier), shape, command)
    initial = passwords.initial_password()
    try:
        fresh = threads.run_in_thread(make_replacement, forgotten, initial, runtime.config.keys, index_key(calls))
    except Refused as refused:
        calls.attempted(caller, refused.refusal, shape, command)
        raise
    reply = calls.command_as(caller, ConfirmRequest(forgotten, fresh), shape, command)
    return {**reply, "initial_password": initial if reply["issue"] == fresh.issue else ""}
