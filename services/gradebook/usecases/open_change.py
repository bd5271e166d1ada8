"""What a sealed change says, for who may see the journal's marks (¶5)."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import OpenChange, OpenedChange
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.results import UNREADABLE, value_or_none
from services.gradebook.refusals import Reasons
from services.gradebook.sealing import opened_marks
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.requested_mark import corrected_make_up, unsealed_change
from services.gradebook.store import marks
from services.gradebook.store.marks import StoredMakeUp, StoredMark
from services.gradebook.store.models import Lesson
from services.gradebook.usecases.journal_access import visible_journal


def open_change(work: Work, request: OpenChange, keys: CallerKeys) -> OpenedChange:
    """The mark before and after the change, for people who may see the journal's marks.

    A change that was sealed for another cell does not open.
    """
    journal, _ = visible_journal(work, request.journal, AccessLevel.MARKS)
    key, lesson = keys.of(work, journal), work.session.get(Lesson, request.lesson)
    if key is None or lesson is None or lesson.journal != journal.id:
        raise Reasons.lesson_unknown.refused()
    after = unsealed_change(key, request.lesson, request.cadet, request.sealed)
    before = _before(work, request)
    make_up = corrected_make_up(request.sealed) > 0
    found = opened_marks.opened_mark(work, before, key) if before else None
    return OpenedChange(before=value_or_none(found), after=after, make_up=make_up, broken=found is UNREADABLE)


def _before(work: Work, request: OpenChange) -> StoredMark | StoredMakeUp | None:
    """The mark that is corrected: a make-up, or a version of the cell's own (¶19)."""
    cell, number = (request.lesson, request.cadet), corrected_make_up(request.sealed)
    if number:
        return next((each for each in marks.make_ups_of(work.session, *cell) if each.number == number), None)
    return next((each for each in marks.history(work.session, *cell) if each.version == request.version), None)
