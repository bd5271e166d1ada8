"""End a session."""

from services.auth import queries
from services.auth.contract import Done, SignOut
from services.auth.usecases.end_session import end_session
from services.common.storage.unit_of_work import Work


def sign_out(work: Work, request: SignOut) -> Done:
    """End the session of this secret; an ended or unknown one stays as it is."""
    session = queries.session_by_secret(work.session, request.secret)
    if session is not None and session.ended_at is None:
        end_session(work, session)
    return Done()
