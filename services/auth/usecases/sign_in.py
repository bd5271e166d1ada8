"""Sign in: look whether one must wait, compare the password outside any transaction, begin a session.

With the password the person's key is opened, and sealed again under the session's secret (¶5).
"""

import secrets
from base64 import b64encode
from dataclasses import dataclass, field, replace
from uuid import uuid4

from services.auth import credentials, keypairs, passwords, queries, vouching
from services.auth.contract import SignedIn, SignIn
from services.auth.domain import throttling
from services.auth.domain.people import as_typed
from services.auth.domain.sharing import LATELY, signs_of_sharing
from services.auth.keypairs import SealedPair
from services.auth.models import Person, SignInSession
from services.auth.passwords import Kept
from services.auth.refusals import Reasons
from services.auth.usecases import failures, own_key, second_factor
from services.auth.usecases.issue_token import require_sound
from services.auth.usecases.password_requests import use_initial
from services.auth.usecases.unique_password import has_entry, hold, is_taken
from services.common.errors import Refusal
from services.common.security.networks import network
from services.common.security.sealing import PrivateKey, SealBrokenError
from services.common.storage.unit_of_work import Work


@dataclass(frozen=True)
class Attempt:
    """What is known before the password has been compared; ``behind``: what is kept of it has to be made anew.

    ``key``: the public half of the pair, as auth has signed it; "" before there is one. ``damaged``: the password in
    the row is not what auth has signed as this person's, and is compared with nothing.
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
    """The password was right. ``private`` is the key it opens, ``pair`` a first one that is not kept yet.

    ``kept`` takes the place of what was kept of the password until now, if anything has to (¶5). ``key_damaged``: the
    pair that auth has signed for does not open, or is gone; the session begins without it, and it is not replaced.
    """

    person: str
    password_hash: bytes = field(repr=False)
    kept: Kept | None = None
    private: PrivateKey | None = field(default=None, repr=False)
    pair: SealedPair | None = None
    opened: bytes | None = None
    key_damaged: bool = False


def look(work: Work, request: SignIn) -> Attempt:
    """Find whom to compare with. Raises ``Refused(throttled)`` when the attempt comes too early (¶4)."""
    _must_not_wait(work, request)
    person = queries.person_by_login(work.session, as_typed(request.login))
    if person is None or not person.active:
        return Attempt(request, passwords.nobodys())
    if not credentials.owns_password(person):
        credentials.damaged(work, person)
        return Attempt(request, passwords.nobodys(), damaged=True)
    pair = queries.key_pair(work.session, person.id)
    own = not person.must_change_password
    behind = passwords.is_outdated(person.password_hash) or not has_entry(work, person.id)
    key = vouching.key(person)
    return Attempt(request, person.password_hash, person.id, pair.sealed if pair else None, key, own, behind)


def compare(attempt: Attempt, index_key: bytes, recovery_public: bytes) -> Proof | None:
    """The slow part: bcrypt, and Argon2id for the key; None when the password is wrong.

    Only a password that its owner has chosen makes a key: whoever hands out an initial one knows it (¶5).
    """
    password = attempt.request.password
    if not passwords.is_right(password, attempt.password_hash):
        return None
    kept = passwords.kept(password, index_key) if attempt.behind else None
    proof = Proof(attempt.person, attempt.password_hash, kept)
    if attempt.sealed is not None or attempt.key:
        private = _opened(attempt, password)
        return replace(proof, private=private, opened=attempt.sealed, key_damaged=private is None)
    if not attempt.is_own:
        return proof
    private, pair = keypairs.make(attempt.person, password, recovery_public)
    return replace(proof, private=private, pair=pair)


def _opened(attempt: Attempt, password: str) -> PrivateKey | None:
    """The private key, if it is the one that auth has signed for."""
    try:
        private = keypairs.open_with_password(attempt.sealed or b"", attempt.person, password)
    except (SealBrokenError, TypeError):
        return None
    is_signed = b64encode(private.public).decode() == attempt.key
    return private if is_signed or not attempt.key else None


def fail(work: Work, request: SignIn) -> None:
    """Count a failure; what was typed as a password is kept nowhere, nor a login that is none: it may be one."""
    _must_not_wait(work, request)
    failures.count(work, throttling.places(*_from(request)))
    person = queries.person_by_login(work.session, as_typed(request.login))
    work.audit("sign_in.failed", f"person/{person.id if person else 'unknown'}", address=request.address[:60])


@dataclass(frozen=True)
class FailCode:
    """Count a wrong code of who has shown the password."""

    person: str

    def __call__(self, work: Work, request: SignIn) -> None:
        """Count it."""
        second_factor.count_failure(work, self.person, _door(work, request))


@dataclass(frozen=True)
class AskForCode:
    """Leave in the audit that somebody has shown the password and not yet the code, and count it at the address."""

    person: str

    def __call__(self, work: Work, request: SignIn) -> None:
        """Leave it: an honest one is hardly slowed, who tries stolen passwords is, and is seen."""
        failures.count(work, throttling.places(*_from(request))[-1:])
        work.audit("second_factor.asked", f"person/{self.person}", address=request.address[:60])


@dataclass(frozen=True)
class FailInitial:
    """Leave in the audit that an initial password came too late, or for the second time."""

    person: str

    def __call__(self, work: Work, request: SignIn) -> None:
        """Leave it."""
        work.audit("initial_password.refused", f"person/{self.person}", address=request.address[:60])


@dataclass(frozen=True)
class Begin:
    """Begin a session for who has shown the password; ``factor_required``: the academy requires a second factor."""

    proof: Proof
    factor_required: bool

    def __call__(self, work: Work, request: SignIn) -> SignedIn:
        """Begin. Raises ``Refused``: a code is missing or wrong, the password is another now or was handed out too
        long ago, the person was closed.
        """
        _must_not_wait(work, request)
        person = self._person(work)
        second_factor.prove(work, person, request.code, _door(work, request))
        use_initial(work, person, request.address[:60])
        _forget_failures(work, request)
        secret = secrets.token_urlsafe(32)
        session = _session(work, request, person, secret)
        own_key.open_in(session, self.proof.private, secret)
        credentials.sign_session(work, session)
        _note_sharing(work, session)
        work.session.add(session)
        work.audit("session.begun", f"person/{person.id}", session=session.id, address=session.address)
        return SignedIn(secret=secret, user=queries.user(work.session, person, self.factor_required))

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
            _keep_anew(work, person, self.proof.kept)
        if self.proof.pair:
            own_key.keep_and_tell(work, person, self.proof.pair)
        elif self.proof.private:
            own_key.prove(work, person, self.proof.private)
        if self.proof.key_damaged:
            work.damaged("key_pair_damaged", f"person/{person.id}")
        return person


def _keep_anew(work: Work, person: Person, kept: Kept) -> None:
    """¶5: of two people who hold the same password from before it was looked at, the later one chooses another."""
    person.password_hash = kept.hash
    if is_taken(work, person.id, kept.index):
        person.must_change_password = True
        work.audit("password.change_required", f"person/{person.id}")
    else:
        hold(work, person.id, kept.index)
    credentials.sign_password(work, person)


def _must_not_wait(work: Work, request: SignIn) -> None:
    """Looked at before and after the slow comparison, so that guesses sent at once count one after another."""
    failures.must_not_wait(work, throttling.judged_places(*_from(request), _door(work, request).is_known))


def _door(work: Work, request: SignIn) -> second_factor.Door:
    address = request.address[:60]
    return second_factor.Door(address, queries.has_signed_in(work.session, as_typed(request.login), address))


def _from(request: SignIn) -> tuple[str, str]:
    """As whom, and from where: of IPv6 one customer has more addresses than there are guesses."""
    return as_typed(request.login), network(request.address[:60])


def _forget_failures(work: Work, request: SignIn) -> None:
    """Those of the login; an address that tries many logins is not forgiven for one of them."""
    failures.forget(work, throttling.places(*_from(request))[:2])


def _note_sharing(work: Work, fresh: SignInSession) -> None:
    """¶22: what looks like a shared password is told to the audit."""
    seen = queries.sessions_seen(work.session, fresh.person, fresh.address, work.machine_now - LATELY)
    for action in signs_of_sharing(fresh.person, fresh.address, seen, work.machine_now):
        work.audit(action, f"person/{fresh.person}", session=fresh.id, address=fresh.address)


def _session(work: Work, request: SignIn, person: Person, secret: str) -> SignInSession:
    return SignInSession(
        id=str(uuid4()),
        secret_hash=queries.secret_hash(secret),
        person=person.id,
        address=request.address[:60],
        agent=request.agent[:200],
        begun_at=work.machine_now,
        seen_at=work.machine_now,
        ended_at=None,
    )
