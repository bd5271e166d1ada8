"""Add a lesson that has been held (¶17, ¶18)."""

from typing import cast
from uuid import uuid4

from sqlalchemy import select

from services.common.errors import Refused, refuse
from services.common.work import Work
from services.gradebook.caller import CallerKeys
from services.gradebook.contract import LESSON_HELD, HoldLesson, Kind, LessonState, Named
from services.gradebook.contract import Lesson as LessonReply
from services.gradebook.domain.lessons import LessonFacts, holding_refusal
from services.gradebook.models import Journal, Lesson
from services.gradebook.usecases.reach import teaching
from services.gradebook.usecases.share_keys import first_key
from services.gradebook.views import lesson_reply


def hold_lesson(work: Work, request: HoldLesson, keys: CallerKeys) -> LessonReply:
    """Add the lesson; the first one of a journal makes the journal's key (¶5)."""
    journal = _locked_journal(work, request.journal)
    refusal = holding_refusal(request.date, request.kind, request.topic, _facts(work, journal, request), work.now)
    if refusal:
        raise Refused(refusal)
    if keys.of(work, journal) is None:
        first_key(work, journal, keys)
    lesson = _lesson(work, request)
    work.session.add(lesson)
    work.audit("lesson.held", f"lesson/{lesson.id}", journal=journal.id, date=request.date.isoformat())
    work.emit(LESSON_HELD, f"lesson/{lesson.id}", lesson_state(lesson))
    return lesson_reply(lesson, Named(id=work.principal.person, name=work.principal.name), work.now)


def lesson_state(lesson: Lesson) -> LessonState:
    """The lesson as other services learn of it."""
    return LessonState(
        id=lesson.id,
        journal=lesson.journal,
        date=lesson.date,
        kind=lesson.kind,
        topic=lesson.topic,
        author=lesson.author,
        removed=lesson.removed,
    )


def _locked_journal(work: Work, journal_id: str) -> Journal:
    """Two lessons are not added to one journal at once: the second must see the first."""
    wanted = select(Journal).where(Journal.id == journal_id, ~Journal.withdrawn).with_for_update()
    journal = work.session.scalar(wanted)
    if journal is None:
        raise refuse("not_found", "journal_unknown", "¶3")
    return journal


def _facts(work: Work, journal: Journal, request: HoldLesson) -> LessonFacts:
    same = (Lesson.journal == journal.id) & (Lesson.date == request.date) & (Lesson.kind == request.kind)
    exists = work.session.scalar(select(Lesson.id).where(same, ~Lesson.removed)) is not None
    teaches = teaching(work, journal.id)
    return LessonFacts(journal.term_starts, journal.term_ends, teaches, exists)


def _lesson(work: Work, request: HoldLesson) -> Lesson:
    return Lesson(
        id=str(uuid4()),
        journal=request.journal,
        date=request.date,
        kind=cast(Kind, request.kind),
        topic=request.topic.strip(),
        author=work.principal.person,
        at=work.now,
        removed=False,
    )
