"""Consistency checks: rows of the gradebook that contradict each other, found without opening a mark (¶4, ¶7, ¶17)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import FromClause, func, select
from sqlalchemy.orm import aliased

from services.common.regulation.deadlines import closes_at
from services.common.storage import consistency
from services.common.storage.damages import TIME_BACKWARDS, Damage
from services.common.storage.tolerant import BREAKS
from services.common.storage.unit_of_work import Work
from services.gradebook.store import permissions, signed_rows
from services.gradebook.store.models import (
    Base,
    Lesson,
    LessonCorrection,
    MakeUp,
    Mark,
    MarkVersion,
    Record,
    RecordCounter,
    RecordLine,
    Sheet,
    SheetAnnulment,
    SheetChange,
    SheetCounter,
    SheetLine,
    SheetRevision,
    SheetSignature,
    Warrant,
)

#: What the database itself keeps from being changed, and by which triggers.
KEPT = (
    "mark_version",
    "warrant",
    "make_up",
    "lesson",
    "lesson_correction",
    "examiner",
    "mark",
    "policy",
    "policy_in_force",
    "sheet",
    "sheet_revision",
    "sheet_line",
    "sheet_signature",
    "sheet_change",
    "record",
    "record_line",
    "record_revocation",
    "sheet_annulment",
)


def contradictions(work: Work) -> Iterator[Damage]:
    """Every contradiction in the database."""
    yield from consistency.contradictions(work, Base.metadata, KEPT, without=("mark_version", "mark"))
    yield from _late(work)
    yield from _gaps(work)
    yield from _pointers(work)
    yield from _corrected(work)
    yield from _backwards(work)
    yield from _unsigned(work)
    yield from _numbers(work)
    yield from _sheets(work)
    yield from _lines(work)
    yield from _record_lines(work)
    yield from _signatures(work)


def _late(work: Work) -> Iterator[Damage]:
    """¶17: versions without a warrant that were written when their lesson's window was over, or not begun."""
    written = (func.min(MarkVersion.at), func.max(MarkVersion.at))
    wanted = select(Lesson.id, Lesson.date, *written).join(MarkVersion, MarkVersion.lesson == Lesson.id)
    wanted = wanted.where(MarkVersion.warrant.is_(None)).group_by(Lesson.id, Lesson.date)
    for lesson, day, first, last in work.session.execute(wanted):
        try:
            begins = datetime.combine(day, datetime.min.time(), work.now.tzinfo)
            late = last >= closes_at(day, work.now.tzinfo) + timedelta(seconds=1) or first < begins
        except BREAKS:
            continue
        if late:
            yield Damage("late_without_warrant", f"lesson/{lesson}")


def _gaps(work: Work) -> Iterator[Damage]:
    """¶4: a cell's versions and make-ups are numbered from 1 without gaps."""
    for kind, table, number in (("mark", MarkVersion, MarkVersion.version), ("make-up", MakeUp, MakeUp.number)):
        wanted = select(table.lesson, table.cadet).group_by(table.lesson, table.cadet)
        for lesson, cadet in work.session.execute(wanted.having(func.count() != func.max(number))):
            yield Damage("number_missing", f"{kind}/{lesson}/{cadet}")


def _pointers(work: Work) -> Iterator[Damage]:
    """¶4: a cell is at its newest version, and each cell that has one is there."""
    newest = select(MarkVersion.lesson, MarkVersion.cadet, func.max(MarkVersion.version).label("newest"))
    last = newest.group_by(MarkVersion.lesson, MarkVersion.cadet).subquery()
    same = (Mark.lesson == last.c.lesson) & (Mark.cadet == last.c.cadet)
    wanted = select(last.c.lesson, last.c.cadet).outerjoin(Mark, same)
    wanted = wanted.where(Mark.version.is_(None) | (Mark.version != last.c.newest))
    for lesson, cadet in work.session.execute(wanted):
        yield Damage("version_not_newest", f"mark/{lesson}/{cadet}")


def _corrected(work: Work) -> Iterator[Damage]:
    """¶18: a lesson has the kind and the topic of its newest correction."""
    newest = select(LessonCorrection.lesson, func.max(LessonCorrection.number).label("number"))
    last = newest.group_by(LessonCorrection.lesson).subquery()
    said = (LessonCorrection.lesson == last.c.lesson) & (LessonCorrection.number == last.c.number)
    wanted = select(Lesson.id).join(last, last.c.lesson == Lesson.id).join(LessonCorrection, said)
    same = (Lesson.kind == LessonCorrection.kind) & (Lesson.topic == LessonCorrection.topic)
    same &= func.coalesce(Lesson.correction, 0) == LessonCorrection.number
    for lesson in work.session.scalars(wanted.where(~same)):
        yield Damage("lesson_not_as_corrected", f"lesson/{lesson}")


def _backwards(work: Work) -> Iterator[Damage]:
    """¶4: a later version was not written before an earlier one."""
    before = aliased(MarkVersion)
    follows = (before.lesson == MarkVersion.lesson) & (before.cadet == MarkVersion.cadet)
    wanted = select(MarkVersion.lesson, MarkVersion.cadet, MarkVersion.version)
    wanted = wanted.join(before, follows & (before.version == MarkVersion.version - 1)).where(
        MarkVersion.at < before.at
    )
    for lesson, cadet, version in work.session.execute(wanted):
        yield Damage(TIME_BACKWARDS, f"mark/{lesson}/{cadet}/{version}")


def _unsigned(work: Work) -> Iterator[Damage]:
    """¶4: permissions, versions and make-ups whose warrant corrections has not signed."""
    rests = set(permissions.unsigned_warrants(work.session))
    for warrant, statement in work.session.execute(select(Warrant.id, Warrant.statement)):
        if signed_rows.signed_warrant(work.session, warrant, statement) is None:
            rests.add(warrant)
    for warrant in sorted(rests):
        yield Damage("warrant_unsigned", f"warrant/{warrant}")
    known = select(Warrant.id)
    orphans = select(MarkVersion.lesson, MarkVersion.cadet, MarkVersion.version)
    orphans = orphans.where(MarkVersion.warrant.is_not(None), MarkVersion.warrant.not_in(known))
    for lesson, cadet, version in work.session.execute(orphans):
        yield Damage("warrant_unsigned", f"mark/{lesson}/{cadet}/{version}")


def _numbers(work: Work) -> Iterator[Damage]:
    """¶2: sheets and records are numbered without gaps in their faculty and year, records of a cadet from 1."""
    for what, table, counter in (("sheets", Sheet, SheetCounter), ("records", Record, RecordCounter)):
        for faculty, year in _miscounted(work, table.__table__, counter.__table__):
            yield Damage("number_missing", f"{what}/{faculty}/{year}")
    editions = select(Record.cadet).group_by(Record.cadet).having(func.count() != func.max(Record.edition))
    for cadet in work.session.scalars(editions):
        yield Damage("number_missing", f"records/{cadet}")


def _miscounted(work: Work, table: FromClause, counter: FromClause) -> Iterator[tuple[str, int]]:
    """The faculties and years of which there are not as many rows as numbers were given out."""
    counted = select(table.c.faculty_id, table.c.year, func.count()).group_by(table.c.faculty_id, table.c.year)
    there = {(faculty, year): count for faculty, year, count in work.session.execute(counted)}
    numbers = work.session.execute(select(counter.c.faculty_id, counter.c.year, counter.c.value))
    given_out = {(faculty, year): value for faculty, year, value in numbers}
    yield from (each for each in {**there, **given_out} if there.get(each) != given_out.get(each))


def _sheets(work: Work) -> Iterator[Damage]:
    """¶2, ¶4: revisions and changes are numbered without gaps in their sheet."""
    for table in (SheetRevision, SheetChange):
        wanted = select(table.sheet).group_by(table.sheet).having(func.count() != func.max(table.number))
        for sheet in work.session.scalars(wanted):
            yield Damage("number_missing", f"sheet/{sheet}")


def _lines(work: Work) -> Iterator[Damage]:
    """¶2: a revision has as many lines as it was made with."""
    same = (SheetLine.sheet == SheetRevision.sheet) & (SheetLine.revision == SheetRevision.number)
    wanted = select(SheetRevision.sheet, SheetRevision.number).outerjoin(SheetLine, same)
    wanted = wanted.group_by(SheetRevision.sheet, SheetRevision.number, SheetRevision.lines)
    for sheet, number in work.session.execute(wanted.having(func.count(SheetLine.cadet) != SheetRevision.lines)):
        yield Damage("number_missing", f"sheet/{sheet}/{number}")


def _record_lines(work: Work) -> Iterator[Damage]:
    """¶2: a record has as many lines as it was issued with."""
    wanted = select(Record.id).outerjoin(RecordLine, RecordLine.record == Record.id).group_by(Record.id, Record.lines)
    for record in work.session.scalars(wanted.having(func.count(RecordLine.place) != Record.lines)):
        yield Damage("number_missing", f"record/{record}")


def _signatures(work: Work) -> Iterator[Damage]:
    """¶2: a head signs after an examiner, who is another person; nobody signs what is annulled."""
    signed = select(SheetSignature.sheet).distinct()
    for sheet in work.session.scalars(select(SheetAnnulment.sheet).where(SheetAnnulment.sheet.in_(signed))):
        yield Damage("state_unexplained", f"sheet/{sheet}")
    examiner = aliased(SheetSignature)
    first = (examiner.sheet == SheetSignature.sheet) & (examiner.role == "examiner")
    wanted = select(SheetSignature.sheet).outerjoin(examiner, first).where(SheetSignature.role == "head")
    alone = examiner.person.is_(None) | (examiner.person == SheetSignature.person)
    for sheet in work.session.scalars(wanted.where(alone)):
        yield Damage("state_unexplained", f"sheet/{sheet}")
