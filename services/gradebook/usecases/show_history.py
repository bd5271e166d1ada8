"""Every version of a cell."""

from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import History, MarkVersion, ShowHistory, Someone
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.results import UNREADABLE, value_or_none
from services.gradebook.refusals import Reasons
from services.gradebook.sealing import opened_marks
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.store import marks
from services.gradebook.store.marks import StoredMakeUp, StoredMark
from services.gradebook.store.models import Lesson
from services.gradebook.usecases.journal_access import visible_journal
from services.gradebook.views import displayed_names


def show_history(work: Work, request: ShowHistory, keys: CallerKeys) -> History:
    """The versions and make-ups, newest first, for people who may see the journal's marks (¶5)."""
    journal, _ = visible_journal(work, request.journal, AccessLevel.MARKS)
    lesson = work.session.get(Lesson, request.lesson)
    if lesson is None or lesson.journal != journal.id:
        raise Reasons.lesson_unknown.refused()
    stored = marks.history(work.session, request.lesson, request.cadet)
    key = keys.of(work, journal)
    if not stored or key is None:
        return History(versions=())
    made_up = marks.make_ups_of(work.session, request.lesson, request.cadet)
    names = displayed_names.displayed_names(
        work.session, journal.id, {*(mark.author for mark in stored), *(mark.author for mark in made_up)}
    )

    def version(mark: StoredMark | StoredMakeUp) -> MarkVersion:
        return _version(work, mark, key, names)

    def damaged(mark: StoredMark | StoredMakeUp) -> None:
        work.damaged("row_unreadable", mark.subject)

    kept: list[StoredMark | StoredMakeUp] = [*stored, *made_up]
    found = sound(kept, version, damaged)
    return History(versions=tuple(sorted(found, key=lambda version: version.at, reverse=True)))


def _version(work: Work, mark: StoredMark | StoredMakeUp, key: JournalKey, names: dict[str, Someone]) -> MarkVersion:
    found, is_beside = opened_marks.opened_mark(work, mark, key), isinstance(mark, StoredMakeUp)
    return MarkVersion(
        version=mark.number if isinstance(mark, StoredMakeUp) else mark.version,
        value=value_or_none(found),
        author=names[mark.author],
        at=mark.at,
        case=mark.case or "",
        broken=found is UNREADABLE,
        make_up=is_beside,
    )
