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
    Endpoint(
        method="PUT",
        path="/journals/{journal}/lessons/{lesson}",
        summary="Correct a lesson's kind and topic while its window is open; never its date (¶17, ¶18).",
        request=gradebook.CorrectLesson,
        reply=gradebook.Lesson,
        codes=(
            "journal_unknown",
            "not_your_journal",
            "outside_substitution",
            "not_an_examiner",
            "lesson_unknown",
            "lesson_removed",
            "window_closed",
            "lesson_changed",
            "lesson_unchanged",
            "lesson_kind_unknown",
            "kind_not_exchangeable",
            "sheet_signed",
            "lesson_exists",
            "too_many_columns",
            "topic_too_long",
            "topic_unprintable",
        ),
    ),
    Endpoint(
        method="GET",
        path="/journals/{journal}/lessons/{lesson}/history",
        summary="What a lesson's kind and topic were before they were put right, newest first (¶18).",
        request=gradebook.ShowLessonHistory,
        reply=gradebook.LessonHistory,
        codes=("journal_unknown", "not_your_journal", "marks_not_for_role", "lesson_unknown"),
    ),
)
