"""Ends a session, with the key that was opened in it (¶4, ¶5)."""

from services.auth.contract import Done, SignOut
from services.auth.store import queries
from services.auth.store.models import SignInSession
from services.common.storage.unit_of_work import Work


def end_session(work: Work, session: SignInSession) -> None:
    """End the session, and say so in the audit: whoever keeps a token of it learns by that to refuse it (¶4)."""
    session.ended_at = work.machine_now
    session.sealed_key = session.former_sealed_key = None
    work.audit("session.ended", f"person/{session.person}", session=session.id)


def end_other_sessions_of_caller(work: Work) -> None:
    """End all sessions of the caller but the one that asks."""
    for session in queries.open_sessions(work.session, work.principal.person):
        if session.id != work.principal.session:
            end_session(work, session)


def sign_out(work: Work, request: SignOut) -> Done:
    """End the session of this secret. An ended or unknown session stays as it is."""
    session = queries.session_by_secret(work.session, request.secret)
    if session is not None and session.ended_at is None:
        end_session(work, session)
    return Done()
