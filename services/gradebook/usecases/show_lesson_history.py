"""What a lesson was before its kind and topic were put right."""

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import LessonCorrection, LessonHistory, ShowLessonHistory
from services.gradebook.domain.access import AccessLevel
from services.gradebook.refusals import Reasons
from services.gradebook.store import models, queries
from services.gradebook.store.models import Lesson
from services.gradebook.usecases.journal_access import visible_journal
from services.gradebook.views import displayed_names


def show_lesson_history(work: Work, request: ShowLessonHistory) -> LessonHistory:
    """¶4, ¶18: every correction, newest first, for who sees the journal; it holds no mark."""
    journal, _ = visible_journal(work, request.journal, AccessLevel.METADATA)
    lesson = work.session.get(Lesson, request.lesson)
    if lesson is None or lesson.journal != journal.id:
        raise Reasons.lesson_unknown.refused()
    rows = queries.lesson_corrections(work.session, lesson.id)
    names = displayed_names.displayed_names(work.session, journal.id, {row.author for row in rows})

    def correction(row: models.LessonCorrection) -> LessonCorrection:
        return LessonCorrection(
            number=row.number,
            former_kind=row.former_kind,
            former_topic=row.former_topic,
            kind=row.kind,
            topic=row.topic,
            author=names[row.author],
            at=row.at,
        )

    def damaged(row: models.LessonCorrection) -> None:
        work.damaged("row_unreadable", f"lesson_correction/{row.lesson}/{row.number}")

    return LessonHistory(corrections=tuple(sound(rows, correction, damaged)))
