"""A journal's lessons."""

from gateway.api.codes import KEYS
from gateway.api.endpoint import Endpoint
from services.gradebook import contract as gradebook

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="POST",
        path="/journals/{journal}/lessons",
        summary="Add a lesson that was held, or a control or an examination (¶2, ¶17, ¶18).",
        request=gradebook.HoldLesson,
        reply=gradebook.Lesson,
        status=201,
        codes=(
            *KEYS,
            "journal_unknown",
            "not_your_journal",
            "outside_substitution",
            "not_an_examiner",
            "lesson_kind_unknown",
            "too_many_columns",
            "lesson_in_future",
            "lesson_outside_term",
            "lesson_exists",
            "lesson_window_closed",
            "sheet_signed",
            "topic_too_long",
            "topic_unprintable",
        ),
    ),
)
