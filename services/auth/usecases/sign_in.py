"""Sign in: look whether one must wait, compare the password outside any transaction, begin a session.

With the password the person's key is opened, and sealed again under the session's secret (¶5).
"""

import secrets
from dataclasses import dataclass
from uuid import uuid4

from services.auth import keypairs, passwords, queries
from services.auth.contract import SignedIn, SignIn
from services.auth.domain import throttling
from services.auth.domain.people import as_typed
from services.auth.domain.sharing import LATELY, signs_of_sharing
from services.auth.domain.throttling import Limit
from services.auth.keypairs import SealedPair
from services.auth.models import FailedSignIns, Person, SignInSession
from services.auth.usecases import own_key
from services.common.boxes import PrivateKey
from services.common.errors import Refused, refuse
from services.common.work import Work


@dataclass(frozen=True)
class Attempt:
    """What is known before the password has been compared."""

    request: SignIn
    password_hash: bytes
    person: str = ""
    sealed: bytes | None = None
    is_own: bool = False


@dataclass(frozen=True)
class Proof:
    """The password was right. ``private`` is the key it opens, ``pair`` a first one that is not kept yet."""

    person: str
    private: PrivateKey | None = None
    pair: SealedPair | None = None
    opened: bytes | None = None


def look(work: Work, request: SignIn) -> Attempt:
    """Find whom to compare with. Raises ``Refused(throttled)`` when the attempt comes too early (¶4)."""
    _must_not_wait(work, request)
    person = queries.person_by_login(work.session, as_typed(request.login))
    if person is None or not person.active:
        return Attempt(request, passwords.NOBODY)
    pair = queries.key_pair(work.session, person.id)
    own = not person.must_change_password
    return Attempt(request, person.password_hash, person.id, pair.sealed if pair else None, own)


def compare(attempt: Attempt, recovery_public: bytes) -> Proof | None:
    """The slow part: bcrypt, and Argon2id for the key; None when the password is wrong.

    Only a password that its owner has chosen makes a key: whoever hands out an initial one knows it (¶5).
    """
    password = attempt.request.password
    if not passwords.is_right(password, attempt.password_hash):
        return None
    if attempt.sealed:
        private = keypairs.open_with_password(attempt.sealed, attempt.person, password)
        return Proof(attempt.person, private, opened=attempt.sealed)
    if not attempt.is_own:
        return Proof(attempt.person)
    return Proof(attempt.person, *keypairs.make(attempt.person, password, recovery_public))


def fail(work: Work, request: SignIn) -> None:
    """Count a failure; what was typed as a password is kept nowhere, nor a login that is none: it may be one."""
    _must_not_wait(work, request)
    login, address = as_typed(request.login), request.address[:60]
    for place, limit in throttling.places(login, address):
        _count(work, place, limit)
    person = queries.person_by_login(work.session, login)
    work.audit("sign_in.failed", f"person/{person.id if person else 'unknown'}", address=address)


@dataclass(frozen=True)
class Begin:
    """Begin a session for who has shown the password."""

    proof: Proof

    def __call__(self, work: Work, request: SignIn) -> SignedIn:
        """Begin. Raises ``Refused`` when the person was closed, or the password changed, meanwhile."""
        _must_not_wait(work, request)
        person = self._person(work)
        _forget_failures(work, request)
        secret = secrets.token_urlsafe(32)
        session = _session(work, request, person, secret)
        own_key.open_in(session, self.proof.private, secret)
        _note_sharing(work, session)
        work.session.add(session)
        work.audit("session.begun", f"person/{person.id}", session=session.id, address=session.address)
        return SignedIn(secret=secret, user=queries.user(work.session, person))

    def _person(self, work: Work) -> Person:
        person = work.session.get(Person, self.proof.person, with_for_update=True)
        if person is None or not person.active:
            raise refuse("unauthenticated", "sign_in_failed", "¶4")
        kept = queries.key_pair(work.session, person.id)
        if (kept and kept.sealed) != self.proof.opened:
            raise refuse("unauthenticated", "sign_in_failed", "¶4")
        if self.proof.pair:
            own_key.keep_and_tell(work, person, self.proof.pair)
        return person


def _must_not_wait(work: Work, request: SignIn) -> None:
    """Looked at before and after the slow comparison, so that guesses sent at once count one after another."""
    login, address = as_typed(request.login), request.address[:60]
    is_known = queries.has_signed_in(work.session, login, address)
    for place, limit in throttling.judged_places(login, address, is_known):
        if refusal := throttling.throttled(limit, queries.failures(work.session, place), work.machine_now):
            raise Refused(refusal)


def _count(work: Work, place: str, limit: Limit) -> None:
    counted = throttling.one_more(limit, queries.failures(work.session, place), work.machine_now)
    work.session.merge(FailedSignIns(place=place, count=counted.count, last_at=counted.last_at))


def _forget_failures(work: Work, request: SignIn) -> None:
    for place, _ in throttling.places(as_typed(request.login), request.address[:60])[:2]:
        if row := work.session.get(FailedSignIns, place):
            work.session.delete(row)


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
