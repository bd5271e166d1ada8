"""Exchange a session's secret for an access token, and the private key that it opens."""

from dataclasses import dataclass, field
from datetime import datetime

from services.auth import credentials, queries, vouching
from services.auth.contract import IssueToken, User
from services.auth.domain.sessions import ROTATE_AFTER, TOUCH_AFTER, ended
from services.auth.models import Person, SignInSession
from services.auth.refusals import Reasons
from services.auth.usecases import own_key
from services.common.errors import Refused
from services.common.security.sealing import PrivateKey
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work


@dataclass(frozen=True)
class Found:
    """Whose the secret is; ``private``: the key it opens (¶5).

    ``due``: the session's use should be written down; ``is_old``: the secret should be changed; ``until``: when it
    opens nothing any more, for it has been changed already.
    """

    principal: Principal
    user: User
    due: bool
    is_old: bool
    private: PrivateKey | None = field(repr=False)
    until: datetime | None


@dataclass(frozen=True)
class FindSession:
    """Who holds the secret; ``factor_required``: the academy requires a second factor (¶4)."""

    factor_required: bool

    def __call__(self, work: Work, request: IssueToken) -> Found:
        """Find it. Raises ``session_ended``."""
        session, person = open_session(work, request.secret)
        due = not request.quiet and work.machine_now - session.seen_at >= TOUCH_AFTER
        principal = queries.principal(work.session, person, session.id, self.factor_required)
        user = queries.user(work.session, person, self.factor_required)
        since = session.secret_since or session.begun_at
        is_old = work.machine_now - since >= ROTATE_AFTER
        is_present = _is_present(session, request.secret)
        sealed = session.sealed_key if is_present else session.former_sealed_key
        private = own_key.opened_in(work, session, sealed, request.secret)
        return Found(principal, user, due, is_old, private, None if is_present else session.former_until)


def _is_present(session: SignInSession, secret: str) -> bool:
    return session.secret_hash == queries.secret_hash(secret)


def touch(work: Work, request: IssueToken) -> None:
    """Write down that the session is in use."""
    session, person = open_session(work, request.secret)
    session.seen_at = work.machine_now
    work.audit("session.used", f"person/{person.id}", session=session.id)


def open_session(work: Work, secret: str, *, for_update: bool = False) -> tuple[SignInSession, Person]:
    """The session that the secret opens, and whose. Raises ``Refused``: session_ended, and as ``require_sound``."""
    session = queries.session_by_secret(work.session, secret)
    if session is None:
        raise Reasons.session_ended.refused()
    if for_update:
        work.session.refresh(session, with_for_update=True)
    if not _is_present(session, secret) and (session.former_until is None or work.machine_now > session.former_until):
        raise Reasons.session_ended.refused()
    if not credentials.owns_session(work, session):
        raise Reasons.session_ended.refused()
    person = work.session.get_one(Person, session.person)
    if refusal := ended(queries.life(session, person), work.machine_now):
        raise Refused(refusal)
    require_sound(work, person)
    return session, person


def require_sound(work: Work, person: Person) -> None:
    """Raises ``Refused``: account_damaged, person_inactive. A row that says more than was signed is told (¶4)."""
    if vouching.contradicts(person):
        work.damaged("roles_without_grant", f"person/{person.id}")
    if vouching.vouched(person) is None:
        raise Reasons.account_damaged.refused()
    if not vouching.is_active(person):
        raise Reasons.person_inactive.refused()
