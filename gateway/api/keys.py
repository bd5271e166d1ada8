"""Journals' keys: since when marks are sealed under which generation of one (¶5)."""

from gateway.api.codes import KEYS
from gateway.api.endpoint import Endpoint
from services.gradebook import contract as gradebook

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/journals/{journal}/key",
        summary="Since when its marks are sealed under which generation of its key; nothing of the key (¶5, ¶7).",
        request=gradebook.ShowKey,
        reply=gradebook.KeyShown,
        codes=("journal_unknown", "not_your_journal"),
    ),
    Endpoint(
        method="POST",
        path="/journals/{journal}/key",
        summary="Begin a new generation of its key, for the faculty's head; others go on entering marks (¶5).",
        request=gradebook.RenewKey,
        status=204,
        codes=("journal_unknown", "not_your_journal", "marks_not_for_role", "key_not_made", *KEYS),
    ),
)
