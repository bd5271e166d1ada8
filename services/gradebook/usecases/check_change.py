"""Whether a change may be asked for, before a paper is drawn up (¶4, ¶19)."""

from typing import Any

from services.common.errors import Refused
from services.common.security.warrants import HeldLesson
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import CheckChange, CheckedChange
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.change_kinds import ABOUT_HELD_LESSONS, CHANGES
from services.gradebook.domain.changes import change_refusal
from services.gradebook.domain.lessons import late_lesson_refusal
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.requested_mark import corrected_make_up, sealed_change, unsealed_change
from services.gradebook.store.models import Journal
from services.gradebook.usecases.change_target import change_target
from services.gradebook.usecases.hold_lesson import lesson_facts
from services.gradebook.usecases.journal_access import entering_spans, visible_journal


def check_change(work: Work, request: CheckChange, keys: CallerKeys) -> CheckedChange:
    """Refuse what the caller may not ask for. The new mark comes back sealed, so that no paper holds it in clear."""
    journal, _ = visible_journal(work, request.journal, AccessLevel.MARKS)
    if request.kind in ABOUT_HELD_LESSONS:
        return _check_lesson(work, journal, request.held)
    key = keys.of(work, journal)
    target = change_target(work, journal, request.lesson, request.cadet, key)
    value = _value(request, key)
    if refusal := change_refusal(request.kind, value, target.facts(work), work.now):
        raise Refused(refusal)
    sealed = ""
    if request.cadet and key and CHANGES[request.kind].has_value:
        kept = request.sealed if request.sealed and corrected_make_up(request.sealed) == target.make_up else ""
        sealed = kept or sealed_change(key, request.lesson, request.cadet, value, target.make_up)
    return CheckedChange(version=target.version, sealed=sealed)


def _check_lesson(work: Work, journal: Journal, held: HeldLesson | None) -> CheckedChange:
    """Whether it may be asked that a lesson is added which nobody added in time.

    A methodist draws up papers of others' lessons; whether the reporter taught that day is asked when the report is
    made or mended, and when the warrant comes.
    """
    if held is None:
        raise Reasons.lesson_unknown.refused()
    oversees = work.principal.has("methodist", journal.faculty_id)
    facts = lesson_facts(work, journal, held, entering_spans(work, journal.id, held.kind), oversees=oversees)
    if refusal := late_lesson_refusal(held.date, held.kind, held.topic, facts, work.now):
        raise Refused(refusal)
    return CheckedChange(version=0, sealed="")


def _value(request: CheckChange, key: JournalKey | None) -> Any:
    if request.sealed and request.cadet and key:
        return unsealed_change(key, request.lesson, request.cadet, request.sealed)
    return request.value
