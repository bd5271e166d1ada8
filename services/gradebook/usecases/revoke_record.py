"""A methodist or the head revokes an electronic record, for good and with a reason (¶2)."""

from services.common.errors import Refused
from services.common.security.tokens import TokenVerifier
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Done, RevokeRecord
from services.gradebook.domain.records import revoking_refusal
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.reasons import sealed_reason
from services.gradebook.store import records
from services.gradebook.store.models import RecordRevocation
from services.gradebook.usecases.record_access import visible_record


def revoke_record(work: Work, request: RevokeRecord, verifier: TokenVerifier) -> Done:
    """Revoke it; where two do so at once, the second is told."""
    verifier.verify_confirmation(request.confirmation, work.principal, work.machine_now)
    record, issues = visible_record(work, request.record)
    if not issues:
        raise Reasons.role_required.refused(under="¶2", role="methodist")
    known = records.history(work.session, record.id)
    if refusal := revoking_refusal(request.reason, revoked=known.revocation is not None):
        raise Refused(refusal)
    reason = sealed_reason(work, records.revocation_of(record.id), request.reason)
    row = RecordRevocation(record=record.id, reason=reason, author=work.principal.person, at=work.now)
    work.session.add(row)
    work.audit("record.revoked", f"record/{record.id}", cadet=record.cadet, number=records.number_of(record))
    return Done()
