"""Requests for new passwords: IT and moderators see all of them, a head those to decide or decided (¶4, ¶7)."""

from services.auth import contract, queries
from services.auth.contract import ListPasswordRequests, PasswordRequests, ShowPasswordRequest
from services.auth.models import PasswordRequest
from services.auth.refusals import Reasons
from services.auth.usecases.password_requests import visible
from services.common.storage.unit_of_work import Work

#: More are not shown at once.
MOST = 200


def list_password_requests(work: Work, request: ListPasswordRequests) -> PasswordRequests:
    """Those that the caller may see. Raises ``Refused(role_required)``."""
    if not any(work.principal.has(role) for role in ("it_staff", "moderator", "faculty_head")):
        raise Reasons.role_required.refused(role="faculty_head")
    rows = queries.password_requests(work.session, states=("open",) if request.open else ())
    seen = visible(work, rows)[:MOST]
    return PasswordRequests(requests=seen, waiting=sum("confirm" in each.may for each in seen))


def show_password_request(work: Work, request: ShowPasswordRequest) -> contract.PasswordRequest:
    """One of them. Raises ``Refused(password_request_unknown)``: none, or nothing of the caller's."""
    row = work.session.get(PasswordRequest, request.request)
    found = visible(work, [row] if row else [])
    if not found:
        raise Reasons.password_request_unknown.refused()
    return found[0]
