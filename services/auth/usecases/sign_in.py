"""Signs somebody in. The password is compared outside any transaction, for that is slow.

The password also opens the person's key, which is sealed again under the session's secret (¶5).
"""

import secrets
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from uuid import uuid4

from services.auth.contract import SignedIn, SignIn
from services.auth.domain import throttling
from services.auth.domain.people import as_typed
from services.auth.domain.recovery import use_refusal
from services.auth.domain.sessions import secret_hash
from services.auth.domain.sharing import LATELY, signs_of_sharing
from services.auth.refusals import Reasons
from services.auth.sealing import attestation, credentials, key_pairs, own_keys, passwords
from services.auth.sealing.key_pairs import SealedPair
from services.auth.sealing.passwords import StoredPassword
from services.auth.store import queries
from services.auth.store.models import Person, SignInSession
from services.auth.store.password_index import has_entry, is_taken, keep_index
from services.auth.usecases.check_second_factor import CodeOrigin, count_wrong_code, prove_second_factor
from services.auth.usecases.permissions import require_sound
from services.auth.usecases.slow_steps import index_key, recording, recovery_public
from services.auth.usecases.throttle import check_wait, count_failure, forget_failures
from services.auth.views.events import emit_person
from services.auth.views.people import user_view
from services.common.concurrency import threads
from services.common.errors import Refusal, Refused
from services.common.runtime.app import Calls
from services.common.security.networks import network
from services.common.security.sealing import PrivateKey, SealBrokenError
from services.common.storage.unit_of_work import SYSTEM, Work

INITIAL_PASSWORD_OVER = (Reasons.initial_password_used, Reasons.initial_password_expired)


@dataclass(frozen=True)
class Attempt:
    """What is known before the password is compared. ``behind``: what is stored of the password has to be made anew.

    ``key``: the public key that auth has signed; "" before there is one. ``damaged``: auth has not signed the password
    in the row as this person's, so nothing is compared with it.
    """

    request: SignIn
    password_hash: bytes
    person: str = ""
    sealed: bytes | None = None
    key: str = ""
    is_own: bool = False
    behind: bool = False
    damaged: bool = False

    @property
    def refusal(self) -> Refusal:
        """What a wrong password is refused with."""
        if self.damaged:
            return Reasons.credentials_damaged.refusal()
        return Reasons.sign_in_failed.refusal()


@dataclass(frozen=True)
class Proof:
    """The password was right. ``private`` is the key that it opens, ``pair`` a first key pair that is not stored yet.

    ``kept`` replaces what is stored of the password, if anything has to (¶5). ``key_damaged``: the key pair that auth
    has signed does not open, or is gone. The session then begins without it, and it is not replaced.
    """

    person: str
    password_hash: bytes = field(repr=False)
    kept: StoredPassword | None = None
    private: PrivateKey | None = field(default=None, repr=False)
    pair: SealedPair | None = None
    opened: bytes | None = None
    key_damaged: bool = False


def prepare_attempt(work: Work, request: SignIn) -> Attempt:
    """Find the person to compare with. Raises ``Refused(throttled)`` when the attempt comes too early (¶4)."""
    _must_not_wait(work, request)
    person = queries.person_by_login(work.session, as_typed(request.login))
    if person is None or not person.active:
        return Attempt(request, passwords.hash_of_nobody())
    if not credentials.owns_password(person):
        credentials.report_damaged(work, person)
        return Attempt(request, passwords.hash_of_nobody(), damaged=True)
    pair = queries.key_pair(work.session, person.id)
    own = not person.must_change_password
    behind = passwords.is_outdated(person.password_hash) or not has_entry(work, person.id)
    key = attestation.key(person)
    return Attempt(request, person.password_hash, person.id, pair.sealed if pair else None, key, own, behind)


def compare_password(attempt: Attempt, index_key: bytes, recovery_public: bytes) -> Proof | None:
    """Compare the password and open the key; slow. None when the password is wrong.

    Only a password that its owner has chosen makes a key: whoever hands out an initial one knows it (¶5).
    """
    password = attempt.request.password
    if not passwords.is_right(password, attempt.password_hash):
        return None
    kept = passwords.stored_forms(password, index_key) if attempt.behind else None
    proof = Proof(attempt.person, attempt.password_hash, kept)
    if attempt.sealed is not None or attempt.key:
        private = _opened(attempt, password)
        return replace(proof, private=private, opened=attempt.sealed, key_damaged=private is None)
    if not attempt.is_own:
        return proof
    private, pair = key_pairs.make_key_pair(attempt.person, password, recovery_public)
    return replace(proof, private=private, pair=pair)


def _opened(attempt: Attempt, password: str) -> PrivateKey | None:
    """The private key, where it is the one that auth has signed."""
    try:
        private = key_pairs.open_with_password(attempt.sealed or b"", attempt.person, password)
    except (SealBrokenError, TypeError):
        return None
    is_signed = b64encode(private.public).decode() == attempt.key
    return private if is_signed or not attempt.key else None


def count_failed_sign_in(work: Work, request: SignIn) -> None:
    """Count a failure. Nothing that was typed is stored, not even an unknown login: it may be a password."""
    _must_not_wait(work, request)
    count_failure(work, throttling.sign_in_counters(*_login_and_network(request)))
    person = queries.person_by_login(work.session, as_typed(request.login))
    work.audit("sign_in.failed", f"person/{person.id if person else 'unknown'}", address=request.address[:60])


@dataclass(frozen=True)
class CountWrongCode:
    """Counts a wrong code of somebody who has given the right password."""

    person: str

    def __call__(self, work: Work, request: SignIn) -> None:
        """Count the code, by person and address."""
        count_wrong_code(work, self.person, _code_origin(work, request))


@dataclass(frozen=True)
class RecordCodeRequest:
    """Records that somebody has given the right password and not yet a code. It is counted at the address."""

    person: str

    def __call__(self, work: Work, request: SignIn) -> None:
        """Record it. That hardly slows honest people; whoever tries stolen passwords is slowed, and seen."""
        count_failure(work, throttling.sign_in_counters(*_login_and_network(request))[-1:])
        work.audit("second_factor.asked", f"person/{self.person}", address=request.address[:60])


@dataclass(frozen=True)
class RecordInitialRefused:
    """Records that an initial password came too late, or for the second time."""

    person: str

    def __call__(self, work: Work, request: SignIn) -> None:
        """Record it in the audit."""
        work.audit("initial_password.refused", f"person/{self.person}", address=request.address[:60])


@dataclass(frozen=True)
class BeginSession:
    """Begins a session after the right password; ``factor_required``: the academy requires a second factor."""

    proof: Proof
    factor_required: bool

    def __call__(self, work: Work, request: SignIn) -> SignedIn:
        """Begin the session.

        Raises ``Refused`` when a code is missing or wrong, the password was changed or handed out too long ago, or the
        account was switched off.
        """
        _must_not_wait(work, request)
        person = self._person(work)
        prove_second_factor(work, person, request.code, _code_origin(work, request))
        _use_initial_password(work, person, request.address[:60])
        _forget_failures(work, request)
        secret = secrets.token_urlsafe(32)
        session = _session(work, request, person, secret)
        own_keys.seal_in_session(session, self.proof.private, secret)
        credentials.sign_session(work, session)
        _note_sharing(work, session)
        work.session.add(session)
        work.audit("session.begun", f"person/{person.id}", session=session.id, address=session.address)
        return SignedIn(secret=secret, user=user_view(work.session, person, self.factor_required))

    def _person(self, work: Work) -> Person:
        person = work.session.get(Person, self.proof.person, with_for_update=True)
        if person is None or not person.active:
            raise Reasons.sign_in_failed.refused()
        require_sound(work, person)
        kept = queries.key_pair(work.session, person.id)
        if ((kept and kept.sealed), person.password_hash) != (self.proof.opened, self.proof.password_hash):
            raise Reasons.sign_in_failed.refused()
        credentials.require_password(work, person)
        if self.proof.kept:
            _store_again(work, person, self.proof.kept)
        if self.proof.pair:
            own_keys.add_key_pair(work, person, self.proof.pair)
            emit_person(work, person)
        elif self.proof.private and own_keys.attest_key(work, person, self.proof.private):
            emit_person(work, person)
        if self.proof.key_damaged:
            work.damaged("key_pair_damaged", f"person/{person.id}")
        return person


def _store_again(work: Work, person: Person, kept: StoredPassword) -> None:
    """¶5: store the password in the present form.

    Of two people with the same old password the later one has to change it.
    """
    person.password_hash = kept.hash
    if is_taken(work, person.id, kept.index):
        person.must_change_password = True
        work.audit("password.change_required", f"person/{person.id}")
    else:
        keep_index(work, person.id, kept.index)
    credentials.sign_password(work, person)


def _must_not_wait(work: Work, request: SignIn) -> None:
    """Raises ``Refused``. It is asked before and after the slow comparison, so that guesses sent at once all count."""
    check_wait(
        work, throttling.judged_sign_in_counters(*_login_and_network(request), _code_origin(work, request).is_known)
    )


def _code_origin(work: Work, request: SignIn) -> CodeOrigin:
    address = request.address[:60]
    return CodeOrigin(address, queries.has_signed_in(work.session, as_typed(request.login), address))


def _login_and_network(request: SignIn) -> tuple[str, str]:
    """The login and the network of the address: with IPv6 one customer has more addresses than guesses."""
    return as_typed(request.login), network(request.address[:60])


def _forget_failures(work: Work, request: SignIn) -> None:
    """Forget the failures of the login. Those of an address that tries many logins stay."""
    forget_failures(work, throttling.sign_in_counters(*_login_and_network(request))[:2])


def _note_sharing(work: Work, fresh: SignInSession) -> None:
    """¶22: tell the audit what looks like a shared password."""
    seen = queries.sessions_seen(work.session, fresh.person, fresh.address, work.machine_now - LATELY)
    for action in signs_of_sharing(fresh.person, fresh.address, seen, work.machine_now):
        work.audit(action, f"person/{fresh.person}", session=fresh.id, address=fresh.address)


def _session(work: Work, request: SignIn, person: Person, secret: str) -> SignInSession:
    return SignInSession(
        id=str(uuid4()),
        secret_hash=secret_hash(secret),
        person=person.id,
        address=request.address[:60],
        agent=request.agent[:200],
        begun_at=work.machine_now,
        seen_at=work.machine_now,
        ended_at=None,
    )


def _use_initial_password(work: Work, person: Person, address: str) -> None:
    """Use up an initial password, which somebody else has seen. Raises ``Refused`` when it was used or is too old."""
    if not person.must_change_password:
        return
    handed = queries.handed_out(work.session, person.id)
    until, used_at = (handed.until, handed.used_at) if handed else (person.initial_until, person.initial_used_at)
    if until is None:
        return
    if refusal := use_refusal(until, used_at, work.now):
        raise Refused(refusal)
    person.initial_used_at = work.now
    if handed:
        handed.used_at = work.now
    work.audit("initial_password.used", f"person/{person.id}", address=address)


def sign_in(calls: Calls, command: object) -> Any:
    """Begin a session: the password is compared between two transactions."""
    attempt = calls.local(SYSTEM, prepare_attempt, SignIn, command)
    proof = threads.run_in_thread(compare_password, attempt, index_key(calls), recovery_public(calls))
    if proof is None:
        calls.command_as(SYSTEM, count_failed_sign_in, SignIn, command)
        raise Refused(attempt.refusal)
    with _recorded(calls, proof.person, command):
        begin = BeginSession(proof, calls.runtime.config.second_factor_required)
        return calls.command_as(SYSTEM, begin, SignIn, command)


@contextmanager
def _recorded(calls: Calls, person: str, command: object) -> Iterator[None]:
    """Record why somebody with the right password was refused."""

    def record(what: Callable[[Work, SignIn], None]) -> Callable[[], Any]:
        return partial(calls.command_as, SYSTEM, what, SignIn, command)

    with (
        recording((Reasons.second_factor_wrong,), record(CountWrongCode(person))),
        recording((Reasons.second_factor_required,), record(RecordCodeRequest(person))),
        recording(INITIAL_PASSWORD_OVER, record(RecordInitialRefused(person))),
    ):
        yield
