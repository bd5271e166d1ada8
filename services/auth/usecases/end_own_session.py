"""Ends one of the caller's own sessions (¶4, ¶22)."""

from services.auth.contract import Done, EndOwnSession
from services.auth.refusals import Reasons
from services.auth.store.models import SignInSession
from services.auth.usecases.sign_out import end_session
from services.common.storage.unit_of_work import Work


def end_own_session(work: Work, request: EndOwnSession) -> Done:
    """End the session; ending an ended one changes nothing. Raises ``Refused(session_unknown)``."""
    session = work.session.get(SignInSession, request.session)
    if session is None or session.person != work.principal.person:
        raise Reasons.session_unknown.refused()
    if session.ended_at is None:
        end_session(work, session)
    return Done()
