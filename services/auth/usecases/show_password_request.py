"""Shows a request for a new password (¶4, ¶7)."""

from services.auth import contract
from services.auth.contract import ShowPasswordRequest
from services.auth.refusals import Reasons
from services.auth.store.models import PasswordRequest
from services.auth.usecases.permissions import visible_requests
from services.common.storage.unit_of_work import Work


def show_password_request(work: Work, request: ShowPasswordRequest) -> contract.PasswordRequest:
    """The request. Raises ``Refused(password_request_unknown)`` also where the caller may not see it."""
    row = work.session.get(PasswordRequest, request.request)
    found = visible_requests(work, [row] if row else [])
    if not found:
        raise Reasons.password_request_unknown.refused()
    return found[0]
