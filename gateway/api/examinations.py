"""Examinations: who examines a journal's group (¶2, ¶3)."""

from gateway.api.codes import KEYS
from gateway.api.endpoint import Endpoint
from services.gradebook import contract as gradebook

_JOURNAL = ("journal_unknown", "not_your_journal", "marks_not_for_role")

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/examinations/{journal}/examiners",
        summary="Who examines a journal's group, and who was named before (¶2, ¶3).",
        request=gradebook.ShowExaminers,
        reply=gradebook.Examiners,
        codes=_JOURNAL,
    ),
    Endpoint(
        method="PUT",
        path="/examinations/{journal}/examiners",
        summary="Name its examiners, for a methodist of the faculty (¶2, ¶3).",
        request=gradebook.NameExaminers,
        reply=gradebook.Examiners,
        codes=(
            *_JOURNAL,
            *KEYS,
            "examiners_number",
            "examiner_not_teacher",
            "examination_begun",
        ),
    ),
)
