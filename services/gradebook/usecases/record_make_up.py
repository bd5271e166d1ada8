"""Enter a make-up mark beside the original (¶19): the teacher whom a warrant permits it, once."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import MakeUpRecorded, RecordMakeUp
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.changes import make_up_value_refusal
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store import cadet_keys, marks, models, permissions, queries, sheets
from services.gradebook.store.models import Lesson, MakeUp, MakeUpPermit
from services.gradebook.usecases.journal_access import visible_journal
from services.gradebook.usecases.revise_sheet import note_change
from services.gradebook.usecases.warrant_outcomes import APPLIED, report_outcome


def record_make_up(work: Work, request: RecordMakeUp, keys: CallerKeys) -> MakeUpRecorded:
    """Write the make-up mark. The original stays as it is."""
    journal, _ = visible_journal(work, request.journal, AccessLevel.MARKS)
    sheets.hold_journals(work.session, [journal.id])
    permit = _permit(work, request)
    if refusal := make_up_value_refusal(request.value):
        raise Refused(refusal)
    key = keys.of(work, journal)
    assert key is not None, "a journal with a lesson has a key"
    number = len(marks.make_ups_of(work.session, permit.lesson, permit.cadet)) + 1
    row = MakeUp(lesson=permit.lesson, cadet=permit.cadet, number=number, warrant=permit.warrant, at=work.now)
    for_cadet = cadet_keys.is_switched_on(work.session)
    row.sealed = key.seal_make_up(permit.lesson, permit.cadet, number, request.value, for_cadet=for_cadet)
    row.author = work.principal.person
    work.session.add(row)
    case = work.session.get_one(models.Warrant, permit.warrant).case
    work.audit("make_up.recorded", f"mark/{permit.lesson}/{permit.cadet}", journal=journal.id, case=case)
    report_outcome(work, case, permit.warrant, APPLIED)
    work.session.flush()
    lesson = work.session.get_one(Lesson, permit.lesson)
    note_change(work, lesson, [permit.cadet], permit.warrant, key)
    return MakeUpRecorded(case=case)


def _permit(work: Work, request: RecordMakeUp) -> MakeUpPermit:
    """The caller's unused permission for the cell as it is now; the lesson is locked. Raises ``Refused`` (¶4, ¶19)."""
    lesson = queries.locked_lesson(work.session, request.lesson, [request.journal])
    if lesson is None:
        raise Reasons.lesson_unknown.refused()
    if lesson.removed:
        raise Reasons.lesson_removed.refused()
    cell = (request.lesson, request.cadet)
    permits = permissions.make_up_permits(work.session, *cell, work.principal.person, work.now)
    version = marks.current_versions(work.session, [cell]).get(cell, 0)
    if not permits:
        raise Reasons.make_up_not_permitted.refused()
    fitting = next((permit for permit in permits if permit.version == version), None)
    if fitting is None:
        raise Reasons.warrant_conflict.refused()
    return fitting
