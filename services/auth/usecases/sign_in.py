"""Sign in: look whether one must wait, compare the password outside any transaction, begin a session."""

import secrets
from dataclasses import dataclass
from uuid import uuid4

from services.auth import passwords, queries
from services.auth.contract import SignedIn, SignIn
from services.auth.domain import throttling
from services.auth.domain.throttling import AT_ADDRESS, OF_ADDRESS, OF_LOGIN, Limit
from services.auth.models import FailedSignIns, Person, SignInSession
from services.common.errors import Refused, refuse
from services.common.work import Work


@dataclass(frozen=True)
class Attempt:
    """What is known before the password has been compared."""

    request: SignIn
    password_hash: bytes


def look(work: Work, request: SignIn) -> Attempt:
    """Find whom to compare with. Raises ``Refused(throttled)`` when the attempt comes too early (¶4)."""
    for place, limit in _places(request):
        if refusal := throttling.throttled(limit, queries.failures(work.session, place), work.machine_now):
            raise Refused(refusal)
    person = queries.person_by_login(work.session, request.login)
    return Attempt(request, person.password_hash if person and person.active else passwords.NOBODY)


def compare(attempt: Attempt) -> bool:
    """The slow part: bcrypt."""
    return passwords.is_right(attempt.request.password, attempt.password_hash)


def fail(work: Work, request: SignIn) -> None:
    """Count a failure; what was typed as a password is kept nowhere."""
    for place, _ in _places(request):
        counted = throttling.one_more(queries.failures(work.session, place), work.machine_now)
        work.session.merge(FailedSignIns(place=place, count=counted.count, last_at=counted.last_at))
    work.audit("sign_in.failed", f"address/{request.address}", login=request.login[:60])


def begin(work: Work, request: SignIn) -> SignedIn:
    """Begin a session for who has shown the password. Raises ``Refused`` when the person was closed meanwhile."""
    person = queries.person_by_login(work.session, request.login)
    if person is None or not person.active:
        raise refuse("unauthenticated", "sign_in_failed", "¶4")
    _forget_failures(work, request)
    secret = secrets.token_urlsafe(32)
    session = _session(work, request, person, secret)
    work.session.add(session)
    work.audit("session.begun", f"person/{person.id}", session=session.id, address=request.address)
    return SignedIn(secret=secret, user=queries.user(work.session, person))


def _places(request: SignIn) -> tuple[tuple[str, Limit], ...]:
    login, address = request.login[:60], request.address[:60]
    return (f"both/{login}/{address}", AT_ADDRESS), (f"login/{login}", OF_LOGIN), (f"address/{address}", OF_ADDRESS)


def _forget_failures(work: Work, request: SignIn) -> None:
    for place, _ in _places(request)[:2]:
        if row := work.session.get(FailedSignIns, place):
            work.session.delete(row)


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
