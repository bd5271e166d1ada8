"""Make-up marks (¶19)."""

from gateway.api.codes import READ_JOURNAL
from gateway.api.endpoint import Endpoint
from services.gradebook import contract as gradebook

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="POST",
        path="/journals/{journal}/make-ups",
        summary="Enter a make-up mark beside the original, for the teacher whom a decision permits it, once (¶19).",
        request=gradebook.RecordMakeUp,
        reply=gradebook.MakeUpRecorded,
        status=201,
        codes=(
            *READ_JOURNAL,
            "lesson_unknown",
            "lesson_removed",
            "not_a_mark",
            "make_up_not_permitted",
            "warrant_conflict",
        ),
    ),
)
