"""A head refuses a new password (¶5)."""

from services.auth import contract
from services.auth.contract import RefusePasswordRequest
from services.auth.domain.accounts import reason_refusal
from services.auth.store.request_states import record_request_state
from services.auth.usecases.permissions import answerable_request
from services.auth.views.password_requests import request_views
from services.common.errors import Refused
from services.common.storage.unit_of_work import Work


def refuse_password_request(work: Work, request: RefusePasswordRequest) -> contract.PasswordRequest:
    """Refuse the request, with a reason that IT sees. Nothing changes for the person."""
    if refusal := reason_refusal(False, request.reason):
        raise Refused(refusal)
    row = answerable_request(work, request.request)
    row.decided_by, row.decided_at, row.answer = work.principal.person, work.now, request.reason.strip()
    record_request_state(work, row, "refused")
    return request_views(work, [row])[0]
