"""Results: how each figure of a cadet's term came about."""

from gateway.api.codes import READ_JOURNAL
from gateway.api.endpoint import Endpoint
from services.gradebook import contract as gradebook

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/results/{journal}/{cadet}",
        summary="A cadet's results in a journal, step by step (¶2). The journal itself holds everybody's.",
        request=gradebook.ExplainResult,
        reply=gradebook.Explanation,
        codes=(*READ_JOURNAL, "cadet_unknown"),
    ),
)
