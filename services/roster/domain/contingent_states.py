"""The states of a submission (¶14): a draft, submitted by its methodist, applied or returned by IT, perhaps undone."""

from collections.abc import Collection

from services.common.errors import Refusal
from services.roster.contract import ContingentState
from services.roster.refusals import Reasons


def submit_refusal(state: ContingentState, errors: int) -> Refusal | None:
    """A draft without errors may be submitted (¶14)."""
    if state != "draft":
        return Reasons.contingent_not_draft.refusal()
    return Reasons.contingent_has_errors.refusal(errors=errors) if errors else None


def decide_refusal(state: ContingentState) -> Refusal | None:
    """What was submitted may be applied or returned, once (¶14)."""
    return Reasons.contingent_not_submitted.refusal() if state != "submitted" else None


def reason_refusal(reason: str) -> Refusal | None:
    """A submission is returned with a reason, so that its methodist knows what to change (¶14)."""
    return None if reason.strip() else Reasons.reason_required.refusal()


def undo_refusal(state: ContingentState) -> Refusal | None:
    """Only what was applied can be undone (¶14)."""
    return Reasons.contingent_not_applied.refusal() if state != "applied" else None


def faculty_refusal(own: Collection[str], faculties: Collection[str]) -> Refusal | None:
    """A methodist answers for the contingent of the own faculty, and for no other's (¶14)."""
    return None if faculties and set(faculties) <= set(own) else Reasons.not_your_faculty.refusal()
