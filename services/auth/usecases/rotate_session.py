"""Changes a session's secret, so that one that was seen somewhere soon opens nothing (¶4)."""

import secrets

from services.auth.contract import RotatedSession, RotateSession
from services.auth.domain.sessions import GRACE, secret_hash
from services.auth.sealing import credentials, own_keys
from services.auth.store.models import SignInSession
from services.auth.usecases.permissions import open_session
from services.common.storage.unit_of_work import Work


def rotate_session(work: Work, request: RotateSession) -> RotatedSession:
    """Give the session another secret; "" when another request has just done so. Raises ``Refused(session_ended)``."""
    session, _ = open_session(work, request.secret, for_update=True)
    if session.secret_hash != secret_hash(request.secret):
        return RotatedSession(secret="")
    fresh = secrets.token_urlsafe(32)
    rotate(work, session, request.secret, fresh)
    if request.at_once:
        session.former_hash = session.former_until = session.former_sealed_key = None
        credentials.sign_session(work, session)
    return RotatedSession(secret=fresh)


def rotate(work: Work, session: SignInSession, old_secret: str, new_secret: str) -> None:
    """Change the secret, and seal the key under the new one (¶5). Nothing else changes a secret.

    The old secret opens the session for ``GRACE`` more, so that requests under way do not fail.
    """
    private = own_keys.open_in_session(work, session, session.sealed_key, old_secret)
    session.former_hash, session.former_sealed_key = session.secret_hash, session.sealed_key
    session.former_until = work.machine_now + GRACE
    session.secret_hash, session.secret_since = secret_hash(new_secret), work.machine_now
    own_keys.seal_in_session(session, private, new_secret)
    credentials.sign_session(work, session)
    work.audit("session.secret_changed", f"person/{session.person}", session=session.id)
