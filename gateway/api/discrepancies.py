"""Discrepancies: where paper and journal differ (¶20)."""

from gateway.api.codes import REASON, WORDS
from gateway.api.endpoint import Endpoint
from services.corrections import contract as corrections

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/discrepancies",
        summary="Notices that paper and journal differ, open ones first (¶20).",
        request=corrections.ListDiscrepancies,
        reply=corrections.Discrepancies,
        query=("state", "search", "limit"),
    ),
    Endpoint(
        method="POST",
        path="/discrepancies",
        summary="Say that paper and journal differ, in a cell or a whole lesson (¶20).",
        request=corrections.FileDiscrepancy,
        reply=corrections.Discrepancy,
        status=201,
        codes=("journal_unknown", "not_your_journal", "lesson_unknown", "cadet_not_member", *WORDS),
    ),
    Endpoint(
        method="GET",
        path="/discrepancies/{discrepancy}",
        summary="One notice.",
        request=corrections.ShowDiscrepancy,
        reply=corrections.Discrepancy,
        codes=("discrepancy_unknown", "not_your_faculty"),
    ),
    Endpoint(
        method="POST",
        path="/discrepancies/{discrepancy}/close",
        summary="Close a notice with a reason, for a methodist of the faculty.",
        request=corrections.CloseDiscrepancy,
        reply=corrections.Discrepancy,
        codes=("discrepancy_unknown", "discrepancy_closed", "not_your_faculty", *REASON),
    ),
)
