"""Lists requests for a new password: IT and moderators see all of them, a head the own ones (¶4, ¶7)."""

from services.auth.contract import ListPasswordRequests, PasswordRequests
from services.auth.refusals import Reasons
from services.auth.store import queries
from services.auth.usecases.permissions import visible_requests
from services.common.storage.unit_of_work import Work

#: More are not shown at once.
MOST = 200


def list_password_requests(work: Work, request: ListPasswordRequests) -> PasswordRequests:
    """The requests that the caller may see. Raises ``Refused(role_required)``."""
    if not any(work.principal.has(role) for role in ("it_staff", "moderator", "faculty_head")):
        raise Reasons.role_required.refused(role="faculty_head")
    rows = queries.password_requests(work.session, states=("open",) if request.open else ())
    seen = visible_requests(work, rows)[:MOST]
    return PasswordRequests(requests=seen, waiting=sum("confirm" in each.may for each in seen))
