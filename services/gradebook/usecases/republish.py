"""Tell everybody every lesson again."""

from sqlalchemy import select

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import LESSON_HELD, Done, Republish
from services.gradebook.models import Lesson
from services.gradebook.refusals import Reasons
from services.gradebook.usecases.hold_lesson import lesson_state


def republish(work: Work, _request: Republish) -> Done:
    """Emit the state of every lesson, so that replicas can be rebuilt; IT only."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(role="it_staff")
    for lesson in work.session.scalars(select(Lesson).order_by(Lesson.id)):
        work.emit(LESSON_HELD, f"lesson/{lesson.id}", lesson_state(lesson))
    work.audit("lessons.republished", "lessons")
    return Done()
