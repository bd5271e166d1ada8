"""End a substitution that corrections has revoked (¶21)."""

from services.common.storage.unit_of_work import Work
from services.corrections.contract import SubstitutionRevoked
from services.gradebook.store import permissions


def revoke_substitution(work: Work, revoked: SubstitutionRevoked) -> None:
    """End the substitution at once (¶21)."""
    permissions.revoke_substitutes(work.session, revoked.warrant)
    work.audit("substitution.ended", f"case/{revoked.case}", warrant=revoked.warrant)
