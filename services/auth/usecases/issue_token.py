"""Exchange a session's secret for an access token, and the private key that it opens."""

from dataclasses import dataclass

from services.auth import keypairs, queries
from services.auth.contract import IssueToken, User
from services.auth.domain.sessions import TOUCH_AFTER, ended
from services.auth.models import Person, SignInSession
from services.common.boxes import PrivateKey
from services.common.errors import Refused, refuse
from services.common.tokens import Principal
from services.common.work import Work


@dataclass(frozen=True)
class Found:
    """Whose the secret is; ``due``: the session's use should be written down; ``private``: the key it opens (¶5)."""

    principal: Principal
    user: User
    due: bool
    private: PrivateKey | None


@dataclass(frozen=True)
class FindSession:
    """Who holds the secret; ``factor_required``: the academy requires a second factor (¶4)."""

    factor_required: bool

    def __call__(self, work: Work, request: IssueToken) -> Found:
        """Find it. Raises ``session_ended``."""
        session, person = _open_session(work, request)
        due = not request.quiet and work.machine_now - session.seen_at >= TOUCH_AFTER
        principal = queries.principal(work.session, person, session.id, self.factor_required)
        user = queries.user(work.session, person, self.factor_required)
        return Found(principal, user, due, _private(session, request.secret))


def _private(session: SignInSession, secret: str) -> PrivateKey | None:
    return keypairs.open_in_session(session.sealed_key, session.id, secret) if session.sealed_key else None


def touch(work: Work, request: IssueToken) -> None:
    """Write down that the session is in use."""
    session, person = _open_session(work, request)
    session.seen_at = work.machine_now
    work.audit("session.used", f"person/{person.id}", session=session.id)


def _open_session(work: Work, request: IssueToken) -> tuple[SignInSession, Person]:
    session = queries.session_by_secret(work.session, request.secret)
    if session is None:
        raise refuse("unauthenticated", "session_ended", "¶4")
    person = work.session.get_one(Person, session.person)
    if refusal := ended(queries.life(session, person), work.machine_now):
        raise Refused(refusal)
    if not person.active:
        raise refuse("forbidden", "person_inactive", "¶4")
    return session, person
