"""Lists the caller's open sessions (¶4, ¶22)."""

from services.auth.contract import ListSessions, OwnSession, OwnSessions
from services.auth.domain.sessions import ended
from services.auth.store import queries
from services.auth.store.models import SignInSession
from services.auth.usecases.permissions import caller, session_life
from services.common.storage.unit_of_work import Work


def list_sessions(work: Work, _request: ListSessions) -> OwnSessions:
    """The caller's sessions that are open, this one first, then the one used last."""
    found = sorted(_open(work), key=lambda each: (each.id != work.principal.session, -each.seen_at.timestamp()))
    return OwnSessions(sessions=tuple(_shown(work, each) for each in found))


def _open(work: Work) -> list[SignInSession]:
    person = caller(work.session, work.principal)
    sessions = queries.open_sessions(work.session, person.id)
    return [each for each in sessions if not ended(session_life(each, person), work.machine_now)]


def _shown(work: Work, session: SignInSession) -> OwnSession:
    return OwnSession(
        id=session.id,
        address=session.address,
        agent=session.agent,
        begun_at=session.begun_at,
        seen_at=session.seen_at,
        is_this=session.id == work.principal.session,
    )
