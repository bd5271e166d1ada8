"""End a substitution at once (¶21)."""

from typing import cast

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import SUBSTITUTION_REVOKED, GiveReason, SubstitutionRevoked
from services.corrections.domain.discrepancies import text_refusal
from services.corrections.refusals import Reasons
from services.corrections.store.models import Substitution
from services.corrections.usecases.case_transitions import case_to_move, move
from services.corrections.views.cases import case_reply


def revoke_substitution(work: Work, request: GiveReason) -> contract.Case:
    """Revoke the substitution with a reason. The case stays applied."""
    case = case_to_move(work, request.case, "revoke")
    if refusal := text_refusal(request.reason, Reasons.reason_required, "¶21"):
        raise Refused(refusal)
    work.session.get_one(Substitution, case.id).revoked_at = work.now
    move(work, case, "revoke", request.reason)
    revoked = SubstitutionRevoked(case=case.id, warrant=cast(str, case.warrant_id))
    work.emit(SUBSTITUTION_REVOKED, f"case/{case.id}", revoked)
    return case_reply(work, case)
