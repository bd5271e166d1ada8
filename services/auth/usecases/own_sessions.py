"""One's own sessions: where one is signed in, and ending that from here (¶4, ¶22)."""

from services.auth import queries
from services.auth.contract import Done, EndOtherSessions, EndOwnSession, ListSessions, OwnSession, OwnSessions
from services.auth.domain.sessions import ended
from services.auth.models import SignInSession
from services.auth.refusals import Reasons
from services.auth.usecases.end_session import end_others, end_session
from services.common.storage.unit_of_work import Work


def list_sessions(work: Work, _request: ListSessions) -> OwnSessions:
    """The caller's sessions that are open, this one first, then the one used last."""
    found = sorted(_open(work), key=lambda each: (each.id != work.principal.session, -each.seen_at.timestamp()))
    return OwnSessions(sessions=tuple(_shown(work, each) for each in found))


def end_own_session(work: Work, request: EndOwnSession) -> Done:
    """End one of them; ending an ended one changes nothing. Raises ``Refused(session_unknown)``."""
    session = work.session.get(SignInSession, request.session)
    if session is None or session.person != work.principal.person:
        raise Reasons.session_unknown.refused()
    if session.ended_at is None:
        end_session(work, session)
    return Done()


def end_other_sessions(work: Work, _request: EndOtherSessions) -> Done:
    """End all but this one."""
    end_others(work)
    return Done()


def _open(work: Work) -> list[SignInSession]:
    person = queries.caller(work.session, work.principal)
    sessions = queries.open_sessions(work.session, person.id)
    return [each for each in sessions if not ended(queries.life(each, person), work.machine_now)]


def _shown(work: Work, session: SignInSession) -> OwnSession:
    return OwnSession(
        id=session.id,
        address=session.address,
        agent=session.agent,
        begun_at=session.begun_at,
        seen_at=session.seen_at,
        is_this=session.id == work.principal.session,
    )
