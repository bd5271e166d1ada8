"""Add a lesson that has been held (¶17, ¶18)."""

from collections.abc import Sequence
from typing import cast
from uuid import uuid4

from services.common.errors import Refused
from services.common.regulation.spans import Span
from services.common.security.warrants import HeldLesson
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import LESSON_HELD, HoldLesson, Kind, LessonState
from services.gradebook.contract import Lesson as LessonReply
from services.gradebook.domain.lessons import LessonFacts, holding_refusal
from services.gradebook.domain.policies import FIRST
from services.gradebook.domain.sheets import Column, signed_number
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store import queries, sheets
from services.gradebook.store.models import Journal, Lesson
from services.gradebook.usecases.journal_access import entering_spans, require_entry
from services.gradebook.usecases.journal_policy import journal_policy
from services.gradebook.usecases.share_keys import make_first_key
from services.gradebook.views import displayed_names
from services.gradebook.views.journals import lesson_reply


def hold_lesson(work: Work, request: HoldLesson, keys: CallerKeys) -> LessonReply:
    """Add the lesson; the first one of a journal makes the journal's key (¶5)."""
    held = HeldLesson(date=request.date, kind=request.kind, topic=request.topic)
    journal = queries.locked_journal(work.session, request.journal)
    require_entry(work, request.journal)
    if journal is None or journal.withdrawn:
        raise Reasons.journal_unknown.refused()
    facts = lesson_facts(work, journal, held, entering_spans(work, journal.id, held.kind))
    if refusal := holding_refusal(held.date, held.kind, held.topic, facts, work.now):
        raise Refused(refusal)
    if keys.of(work, journal) is None:
        make_first_key(work, journal, keys)
    lesson = add_lesson(work, journal.id, held, work.principal.person)
    who = work.principal
    return lesson_reply(lesson, displayed_names.told_apart(work.session, {who.person: who.name})[who.person], work.now)


def lesson_facts(
    work: Work, journal: Journal, held: HeldLesson, teaches: Sequence[Span], *, oversees: bool = False
) -> LessonFacts:
    """What the rules need to know. The journal must be locked, so that a second request sees the lesson."""
    days = queries.days_of_kind(work.session, journal.id, held.kind)
    version = journal_policy(work, journal.subject_id, journal.term_starts)
    signed = (each for _, each in sheets.signed_sheets(work.session, journal.id))
    return LessonFacts(
        term_starts=journal.term_starts,
        term_ends=journal.term_ends,
        teaches=teaches,
        exists=held.date in days,
        oversees=oversees,
        of_kind=len(days),
        retakes=(version or FIRST).policy.retakes,
        signed=signed_number(signed, Column("", cast(Kind, held.kind), held.date)),
    )


def add_lesson(work: Work, journal: str, held: HeldLesson, author: str, **permission: str) -> Lesson:
    """Add the lesson and tell others; ``permission`` names what let it be added after its window (¶4)."""
    lesson = Lesson(id=str(uuid4()), journal=journal, date=held.date, kind=cast(Kind, held.kind), topic="")
    lesson.topic, lesson.author, lesson.at, lesson.removed = held.topic.strip(), author, work.now, False
    work.session.add(lesson)
    work.audit("lesson.held", f"lesson/{lesson.id}", journal=journal, date=held.date.isoformat(), **permission)
    work.emit(LESSON_HELD, f"lesson/{lesson.id}", lesson_state(lesson))
    return lesson


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
