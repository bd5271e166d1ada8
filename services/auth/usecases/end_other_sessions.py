"""Ends all of the caller's sessions but the one that asks (¶4, ¶22)."""

from services.auth.contract import Done, EndOtherSessions
from services.auth.usecases.sign_out import end_other_sessions_of_caller
from services.common.storage.unit_of_work import Work


def end_other_sessions(work: Work, _request: EndOtherSessions) -> Done:
    """End all sessions of the caller but the one that asks."""
    end_other_sessions_of_caller(work)
    return Done()
