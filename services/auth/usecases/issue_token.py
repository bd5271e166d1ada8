"""Exchanges a session's secret for an access token, and opens the private key with it (¶4, ¶5)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.auth.contract import IssuedToken, IssueToken, User
from services.auth.domain.sessions import ROTATE_AFTER, TOUCH_AFTER
from services.auth.sealing import own_keys
from services.auth.sealing.signing_key import signer
from services.auth.usecases.permissions import is_present_secret, open_session
from services.auth.usecases.slow_steps import service_key
from services.auth.views.people import principal_of, user_view
from services.common.messaging.wire import encode
from services.common.runtime.app import Calls
from services.common.security.sealing import PrivateKey
from services.common.security.session_keys import hand_over
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import SYSTEM, Work


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


def issue_token(calls: Calls, query: object) -> Any:
    """Exchange a session's secret for an access token, and hand the private key over to the gradebook's (¶5)."""
    find = FindSession(calls.runtime.config.second_factor_required)
    found = calls.local(SYSTEM, find, IssueToken, query)
    if found.due:
        calls.command_as(SYSTEM, record_use, IssueToken, query)
    runtime, session = calls.runtime, found.principal.session
    token, expires = signer(runtime.config.keys).sign(found.principal, runtime.clock.machine())
    key = found.private and hand_over(found.private, session, service_key(calls, "gradebook.pub"))
    issued = IssuedToken(
        token=token,
        expires_at=min(expires, found.until or expires),
        user=found.user,
        session=session,
        is_old=found.is_old,
        session_key=key or "",
    )
    return encode(issued)
