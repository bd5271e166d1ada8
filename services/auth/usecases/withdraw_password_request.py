"""IT withdraws a request for a new password (¶4)."""

from services.auth import contract
from services.auth.contract import WithdrawPasswordRequest
from services.auth.domain.recovery import closed_refusal
from services.auth.sealing import attested_people
from services.auth.store.request_states import record_request_state
from services.auth.usecases.permissions import locked_request, require_it
from services.auth.views.password_requests import request_views
from services.common.errors import Refused
from services.common.storage.unit_of_work import Work


def withdraw_password_request(work: Work, request: WithdrawPasswordRequest) -> contract.PasswordRequest:
    """Withdraw the request; anybody of IT may. Raises ``Refused``: role_required, password_request_closed."""
    require_it(work)
    row = locked_request(work, request.request)
    if refusal := closed_refusal(attested_people.request_facts(work.session, row), work.now):
        raise Refused(refusal)
    row.decided_by, row.decided_at = work.principal.person, work.now
    record_request_state(work, row, "withdrawn")
    return request_views(work, [row])[0]
