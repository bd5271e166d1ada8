"""Every version of a cell."""

from services.common.errors import refuse
from services.common.work import Work
from services.gradebook import queries
from services.gradebook.contract import History, MarkVersion, ShowHistory
from services.gradebook.domain.access import Sight
from services.gradebook.models import Lesson
from services.gradebook.sealing import KeyRing
from services.gradebook.usecases.reach import journal_in_sight


def show_history(work: Work, request: ShowHistory, ring: KeyRing) -> History:
    """Newest first, for who may see the journal's marks (¶5)."""
    journal, _ = journal_in_sight(work, request.journal, Sight.MARKS)
    lesson = work.session.get(Lesson, request.lesson)
    if lesson is None or lesson.journal != journal.id:
        raise refuse("not_found", "lesson_unknown", "¶3")
    stored = queries.history(work.session, request.lesson, request.cadet)
    if not stored or journal.sealed_key is None:
        return History(versions=())
    key = ring.open(journal.id, journal.sealed_key)
    names = queries.names(work.session, journal.id, {mark.author for mark in stored})
    return History(
        versions=tuple(
            MarkVersion(version=mark.version, value=mark.opened(key), author=names[mark.author], at=mark.at)
            for mark in stored
        )
    )
