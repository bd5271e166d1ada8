"""Exchanges a session's secret for an access token, and opens the private key with it (¶4, ¶5)."""

from dataclasses import dataclass, field
from datetime import datetime

from services.auth.contract import IssueToken, User
from services.auth.domain.sessions import ROTATE_AFTER, TOUCH_AFTER
from services.auth.sealing import own_keys
from services.auth.usecases.permissions import is_present_secret, open_session
from services.auth.views.people import principal_of, user_view
from services.common.security.sealing import PrivateKey
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work


@dataclass(frozen=True)
class FoundSession:
    """The session of a secret: whose it is, and the ``private`` key that the secret opens (¶5).

    ``due``: the use of the session is to be recorded. ``is_old``: the secret should be changed. ``until``: when a
    former secret stops to count.
    """

    principal: Principal
    user: User
    due: bool
    is_old: bool
    private: PrivateKey | None = field(repr=False)
    until: datetime | None


@dataclass(frozen=True)
class FindSession:
    """Finds the session of a secret; ``factor_required``: the academy requires a second factor (¶4)."""

    factor_required: bool

    def __call__(self, work: Work, request: IssueToken) -> FoundSession:
        """Find the session. Raises ``Refused`` as ``open_session`` does."""
        session, person = open_session(work, request.secret)
        due = not request.quiet and work.machine_now - session.seen_at >= TOUCH_AFTER
        principal = principal_of(work.session, person, session.id, self.factor_required)
        user = user_view(work.session, person, self.factor_required)
        since = session.secret_since or session.begun_at
        is_old = work.machine_now - since >= ROTATE_AFTER
        is_present = is_present_secret(session, request.secret)
        sealed = session.sealed_key if is_present else session.former_sealed_key
        private = own_keys.open_in_session(work, session, sealed, request.secret)
        return FoundSession(principal, user, due, is_old, private, None if is_present else session.former_until)


def record_use(work: Work, request: IssueToken) -> None:
    """Record that the session is in use."""
    session, person = open_session(work, request.secret)
    session.seen_at = work.machine_now
    work.audit("session.used", f"person/{person.id}", session=session.id)
