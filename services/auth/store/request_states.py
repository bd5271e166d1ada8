"""Writes the state of a request for a new password."""

from services.auth import contract
from services.auth.store.models import PasswordRequest
from services.common.storage.unit_of_work import Work


def record_request_state(work: Work, request: PasswordRequest, state: contract.RequestState, **facts: object) -> None:
    """Give the request a new state, and say so in the audit."""
    request.state = state
    work.audit(f"password_request.{state}", f"person/{request.person}", request=request.id, **facts)
