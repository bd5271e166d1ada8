"""The end of a session, whoever ends it: the key that was opened in it goes with it (¶4, ¶5)."""

from services.auth import queries
from services.auth.models import SignInSession
from services.common.storage.unit_of_work import Work


def end_session(work: Work, session: SignInSession) -> None:
    """From now on its secret opens nothing; whoever keeps a token of it hears of it by the audit (¶4)."""
    session.ended_at = work.machine_now
    session.sealed_key = session.former_sealed_key = None
    work.audit("session.ended", f"person/{session.person}", session=session.id)


def end_others(work: Work) -> None:
    """All sessions of the caller but the one that asks."""
    for session in queries.open_sessions(work.session, work.principal.person):
        if session.id != work.principal.session:
            end_session(work, session)
