"""Emit every lesson's state again."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import LESSON_HELD, Done, Republish
from services.gradebook.refusals import Reasons
from services.gradebook.store import queries
from services.gradebook.usecases.hold_lesson import lesson_state


def republish(work: Work, _request: Republish) -> Done:
    """Emit the state of every lesson, so that others can rebuild their copies; IT only."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(role="it_staff")
    for lesson in queries.all_lessons(work.session):
        work.emit(LESSON_HELD, f"lesson/{lesson.id}", lesson_state(lesson))
    work.audit("lessons.republished", "lessons")
    return Done()
