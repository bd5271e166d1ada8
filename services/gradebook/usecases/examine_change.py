"""Whether a change may be asked for, before a paper is drawn up (¶4, ¶19), and what a sealed change says (¶5)."""

from typing import Any

from services.common.errors import Refused
from services.common.security.warrants import HeldLesson
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import ExamineChange, Examined, OpenChange, OpenedChange
from services.gradebook.domain.access import Sight
from services.gradebook.domain.change_kinds import ABOUT_HELD_LESSONS, CHANGES
from services.gradebook.domain.changes import examination_refusal
from services.gradebook.domain.lessons import late_lesson_refusal
from services.gradebook.domain.results import UNREADABLE, value_or_none
from services.gradebook.refusals import Reasons
from services.gradebook.sealing import opened_marks
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.requested_mark import corrected_make_up, sealed_change, unsealed_change
from services.gradebook.store import marks
from services.gradebook.store.marks import StoredMakeUp, StoredMark
from services.gradebook.store.models import Journal, Lesson
from services.gradebook.usecases.change_target import change_target
from services.gradebook.usecases.hold_lesson import lesson_facts
from services.gradebook.usecases.journal_access import teaching_spans, visible_journal


def examine_change(work: Work, request: ExamineChange, keys: CallerKeys) -> Examined:
    """Refuse what the caller may not ask for. The new mark comes back sealed, so that no paper holds it in clear."""
    journal, _ = visible_journal(work, request.journal, Sight.MARKS)
    if request.kind in ABOUT_HELD_LESSONS:
        return _examine_lesson(work, journal, request.held)
    key = keys.of(work, journal)
    target = change_target(work, journal, request.lesson, request.cadet, key)
    value = _value(request, key)
    if refusal := examination_refusal(request.kind, value, target.facts(work), work.now):
        raise Refused(refusal)
    sealed = ""
    if request.cadet and key and CHANGES[request.kind].has_value:
        examined = request.sealed if request.sealed and corrected_make_up(request.sealed) == target.make_up else ""
        sealed = examined or sealed_change(key, request.lesson, request.cadet, value, target.make_up)
    return Examined(version=target.version, sealed=sealed)


def _examine_lesson(work: Work, journal: Journal, held: HeldLesson | None) -> Examined:
    """Whether it may be asked that a lesson is added which nobody added in time.

    A methodist draws up papers of others' lessons; whether the reporter taught that day is asked when the report is
    made or mended, and when the warrant comes.
    """
    if held is None:
        raise Reasons.lesson_unknown.refused()
    oversees = work.principal.has("methodist", journal.faculty_id)
    facts = lesson_facts(work, journal, held, teaching_spans(work, journal.id), oversees=oversees)
    if refusal := late_lesson_refusal(held.date, held.kind, held.topic, facts, work.now):
        raise Refused(refusal)
    return Examined(version=0, sealed="")


def open_change(work: Work, request: OpenChange, keys: CallerKeys) -> OpenedChange:
    """The mark before and after the change, for people who may see the journal's marks.

    A change that was sealed for another cell does not open.
    """
    journal, _ = visible_journal(work, request.journal, Sight.MARKS)
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


def _value(request: ExamineChange, key: JournalKey | None) -> Any:
    if request.sealed and request.cadet and key:
        return unsealed_change(key, request.lesson, request.cadet, request.sealed)
    return request.value
