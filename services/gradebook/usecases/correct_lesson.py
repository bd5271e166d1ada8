"""Put a lesson's kind and topic right while its window is open (¶17, ¶18): what it was stays in the record."""

from typing import cast

from services.common.errors import Refused
from services.common.security.warrants import HeldLesson
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import LESSON_HELD, CorrectLesson, Kind
from services.gradebook.contract import Lesson as LessonReply
from services.gradebook.domain.lesson_corrections import CorrectionFacts, correction_refusal
from services.gradebook.domain.sheets import Column, signed_number
from services.gradebook.refusals import Reasons
from services.gradebook.store import queries, sheets
from services.gradebook.store.models import Journal, Lesson, LessonCorrection
from services.gradebook.usecases.hold_lesson import lesson_facts, lesson_state
from services.gradebook.usecases.journal_access import entering_spans, require_entry
from services.gradebook.views import displayed_names
from services.gradebook.views.journals import lesson_reply


def correct_lesson(work: Work, request: CorrectLesson) -> LessonReply:
    """Append the correction and bring the lesson up to it."""
    journal = queries.locked_journal(work.session, request.journal)
    require_entry(work, request.journal)
    if journal is None or journal.withdrawn:
        raise Reasons.journal_unknown.refused()
    lesson = queries.locked_lesson(work.session, request.lesson, [journal.id])
    if lesson is None:
        raise Reasons.lesson_unknown.refused()
    topic = request.topic.strip()
    facts = _facts(work, journal, lesson, request.kind)
    if refusal := correction_refusal(request.kind, topic, request.version, facts, work.now):
        raise Refused(refusal)
    _correct(work, lesson, cast(Kind, request.kind), topic)
    author = displayed_names.displayed_names(work.session, journal.id, {lesson.author})[lesson.author]
    return lesson_reply(lesson, author, work.now)


def _facts(work: Work, journal: Journal, lesson: Lesson, kind: str) -> CorrectionFacts:
    teaches = entering_spans(work, journal.id, lesson.kind)
    wanted = HeldLesson(date=lesson.date, kind=kind)
    sheets_signed = (each for _, each in sheets.signed_sheets(work.session, journal.id))
    return CorrectionFacts(
        day=lesson.date,
        kind=lesson.kind,
        topic=lesson.topic,
        removed=lesson.removed,
        number=lesson.correction or 0,
        teaches=teaches,
        becomes=lesson_facts(work, journal, wanted, teaches),
        signed=signed_number(sheets_signed, Column(lesson.id, lesson.kind, lesson.date)),
    )


def _correct(work: Work, lesson: Lesson, kind: Kind, topic: str) -> None:
    number = (lesson.correction or 0) + 1
    row = LessonCorrection(lesson=lesson.id, number=number, kind=kind, topic=topic, author=work.principal.person)
    row.former_kind, row.former_topic, row.at = lesson.kind, lesson.topic, work.now
    work.session.add(row)
    work.session.flush()
    facts = {"journal": lesson.journal, "number": number, "kind": kind, "former_kind": lesson.kind}
    lesson.kind, lesson.topic, lesson.correction = kind, topic, number
    work.audit("lesson.corrected", f"lesson/{lesson.id}", **facts)
    work.emit(LESSON_HELD, f"lesson/{lesson.id}", lesson_state(lesson))
