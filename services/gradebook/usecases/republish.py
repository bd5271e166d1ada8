"""Emit every lesson's state again, and who examines."""

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.gradebook.contract import LESSON_HELD, Done, Republish
from services.gradebook.refusals import Reasons
from services.gradebook.store import examiners, queries
from services.gradebook.usecases.hold_lesson import lesson_state
from services.gradebook.usecases.name_examiners import tell


def republish(work: Work, _request: Republish) -> Done:
    """Emit the state of every lesson and who examines, so that others can rebuild their copies; IT only."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(role="it_staff")
    for state in sound(queries.all_lessons(work.session), lesson_state, report_unreadable(work, "lesson")):
        work.emit(LESSON_HELD, f"lesson/{state.id}", state)
    for journal in examiners.all_examined_journals(work.session):
        tell(work, journal)
    work.audit("lessons.republished", "lessons")
    return Done()
