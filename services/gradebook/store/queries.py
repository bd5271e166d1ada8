"""Reading journals, lessons, groups and people: SQL without rules."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from services.common.regulation.spans import Span
from services.common.storage.tolerant import UNREADABLE as UNREADABLE_VALUE
from services.common.storage.tolerant import said
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import Kind
from services.gradebook.store.models import (
    CadetSwitch,
    Journal,
    JournalKeyCopy,
    JournalTeacher,
    Lesson,
    LessonCorrection,
    Mark,
    Member,
    Person,
    Sheet,
    SheetSignature,
)

#: A lesson's id, date, whether it is removed, and its kind.
LessonRow = Row[str, date, bool, Kind]


@dataclass(frozen=True)
class OpenJournal:
    """What a write needs of its journal; ``copies`` are the caller's copies of its key, by generation.

    ``for_cadets``: cadets may sign in, so that marks are sealed for them too.
    """

    id: str
    group: str
    former_key: bytes | None = field(repr=False)
    copies: dict[int, bytes]
    subject: str
    term_starts: date
    has_signed_sheet: bool
    for_cadets: bool


def journal(session: Session, journal_id: str) -> Journal | None:
    """A journal that is not withdrawn."""
    found = session.get(Journal, journal_id)
    return found if found is not None and not found.withdrawn else None


def locked_journal(session: Session, journal_id: str) -> Journal | None:
    """The journal. Nobody writes into it, nor changes who holds its key, before this transaction ends."""
    return session.scalar(select(Journal).where(Journal.id == journal_id).with_for_update())


def locked_journals(session: Session, ids: Collection[str]) -> Sequence[Journal]:
    """The journals that there are, locked as ``locked_journal`` does."""
    return session.scalars(select(Journal).where(Journal.id.in_(ids)).order_by(Journal.id).with_for_update()).all()


def journal_ids(session: Session) -> Sequence[str]:
    """The journals that are not withdrawn."""
    return session.scalars(select(Journal.id).where(~Journal.withdrawn).order_by(Journal.id)).all()


def listed_journals(
    session: Session, term: str, among: tuple[Collection[str], Collection[str]] | None
) -> Sequence[Journal]:
    """The journals that are not withdrawn; of one term, where it is named.

    ``among``: only the journals with these ids and those of these faculties; None for all.
    """
    wanted = select(Journal).where(~Journal.withdrawn)
    if term:
        wanted = wanted.where(Journal.term_id == term)
    if among is not None:
        ids, faculties = among
        wanted = wanted.where(or_(Journal.id.in_(ids), Journal.faculty_id.in_(faculties)))
    return session.scalars(wanted).all()


def assigned_journals(session: Session, person: str) -> Sequence[str]:
    """The journals to which somebody is or was assigned as a teacher."""
    return session.scalars(select(JournalTeacher.journal).where(JournalTeacher.person == person)).all()


def journal_for_writing(session: Session, journal_id: str, person: str) -> OpenJournal | None:
    """A journal that is not withdrawn, nor will be before this transaction ends; its other writers do not wait."""
    rows = session.connection().execute(_JOURNAL, {"journal": journal_id, "person": person}).all()
    copies = {row.generation: row.sealed for row in rows if row.generation is not None}
    if not rows:
        return None
    found = rows[0]
    return OpenJournal(
        id=found.id,
        group=found.group_id,
        former_key=found.sealed_key,
        copies=copies,
        subject=found.subject_id,
        term_starts=found.term_starts,
        has_signed_sheet=found.has_signed_sheet,
        for_cadets=found.for_cadets,
    )


def lessons_for_writing(session: Session, journal_id: str, ids: Collection[str]) -> dict[str, LessonRow]:
    """The journal's lessons among ``ids``, locked so that whoever writes their cells next waits."""
    return {row.id: row for row in session.connection().execute(_LESSONS, {"journal": journal_id, "ids": list(ids)})}


def lesson_corrections(session: Session, lesson: str) -> Sequence[LessonCorrection]:
    """A lesson's corrections, newest first."""
    wanted = select(LessonCorrection).where(LessonCorrection.lesson == lesson)
    return session.scalars(wanted.order_by(LessonCorrection.number.desc())).all()


def locked_lesson(session: Session, lesson: str, journals: Collection[str]) -> Lesson | None:
    """The lesson, if it is one of the journals'. Whoever writes its cells next waits."""
    wanted = select(Lesson).where(Lesson.id == lesson, Lesson.journal.in_(journals))
    return session.scalar(wanted.with_for_update())


def days_of_kind(session: Session, journal_id: str, kind: str) -> Sequence[date]:
    """The days on which the journal has a lesson of the kind that is not removed."""
    same = (Lesson.journal == journal_id) & (Lesson.kind == kind)
    return session.scalars(select(Lesson.date).where(same, ~Lesson.removed)).all()


def numbers_of_kinds(session: Session, journal_id: str) -> dict[str, int]:
    """How many lessons of each kind the journal has, removed ones left out."""
    wanted = select(Lesson.kind, func.count()).where(Lesson.journal == journal_id, ~Lesson.removed)
    return dict(session.execute(wanted.group_by(Lesson.kind)).all())


def all_lessons(session: Session) -> Iterable[Lesson]:
    """Every lesson of every journal."""
    return session.scalars(select(Lesson).order_by(Lesson.id))


def memberships(session: Session, group: str, cadets: Collection[str]) -> dict[str, list[Span]]:
    """When each of the cadets is in the group."""
    return spans_by_cadet(session.connection().execute(_MEMBERSHIPS, {"group": group, "cadets": list(cadets)}))


def stays(work: Work, cadet: str, groups: Collection[str] | None = None) -> list[Member]:
    """When a cadet is or was in some groups, or in any; a row with unreadable days is reported and left out."""
    wanted = select(Member).where(Member.cadet == cadet).order_by(Member.since)
    found = work.session.scalars(wanted if groups is None else wanted.where(Member.group_id.in_(groups)))
    return [each for each in found if _reads(work, f"member/{each.group_id}/{cadet}", each.since, each.until)]


def group_spans(session: Session, groups: Collection[str]) -> dict[str, dict[str, list[Span]]]:
    """When each cadet of some groups is in them."""
    wanted = select(Member.group_id, Member.cadet, Member.since, Member.until).where(Member.group_id.in_(groups))
    found: dict[str, dict[str, list[Span]]] = {}
    for row in session.execute(wanted):
        found.setdefault(row.group_id, {}).setdefault(row.cadet, []).extend(spans([row]))
    return found


def lessons(work: Work, journal_id: str) -> list[Lesson]:
    """The journal's lessons by date, removed ones too (¶19); unreadable ones are reported and left out."""
    wanted = select(Lesson).where(Lesson.journal == journal_id)
    found = work.session.scalars(wanted.order_by(Lesson.date, Lesson.at, Lesson.id))
    return [each for each in found if _reads(work, f"lesson/{each.id}", each.date, each.at, each.kind, each.topic)]


def members(work: Work, group: str) -> list[Member]:
    """All who are or were in the group; a row with unreadable days is reported and left out."""
    return members_of_many(work, [group])[group]


def members_of_many(work: Work, groups: Collection[str]) -> dict[str, list[Member]]:
    """The same by group."""
    found: dict[str, list[Member]] = {group: [] for group in groups}
    for each in work.session.scalars(select(Member).where(Member.group_id.in_(groups))):
        if _reads(work, f"member/{each.group_id}/{each.cadet}", each.since, each.until):
            found[each.group_id].append(each)
    return found


def _reads(work: Work, subject: str, *values: object) -> bool:
    """Whether a row's values are readable; a row with one that is not is reported."""
    if any(value is UNREADABLE_VALUE for value in values):
        work.damaged("row_unreadable", subject)
        return False
    return True


def spans(rows: Iterable[Any]) -> list[Span]:
    """The rows' days; those of an unreadable row are left out."""
    return [Span(row.since, row.until) for row in rows if UNREADABLE_VALUE not in (row.since, row.until)]


def spans_by_cadet(rows: Iterable[Any]) -> dict[str, list[Span]]:
    """The same for each cadet."""
    found: dict[str, list[Span]] = {}
    for row in rows:
        found.setdefault(row.cadet, []).extend(spans([row]))
    return found


def lesson_counts(session: Session, journals: Collection[str]) -> dict[str, int]:
    """How many lessons each journal has."""
    wanted = select(Lesson.journal, func.count()).where(Lesson.journal.in_(journals), ~Lesson.removed)
    return dict(session.execute(wanted.group_by(Lesson.journal)).all())


def recent_lessons(session: Session, journals: Collection[str], since: date) -> Sequence[Lesson]:
    """The lessons of some journals from a day on, by date."""
    wanted = select(Lesson).where(Lesson.journal.in_(journals), Lesson.date >= since, ~Lesson.removed)
    found = session.scalars(wanted.order_by(Lesson.date, Lesson.at))
    return [each for each in found if UNREADABLE_VALUE not in (each.date, each.kind, each.topic)]


def filled_counts(session: Session, lesson_ids: Collection[str]) -> dict[str, int]:
    """How many cells of each lesson are filled, of those who were in the group on its day (¶15)."""
    was_in = (Member.group_id == Journal.group_id) & (Member.cadet == Mark.cadet) & (Member.since <= Lesson.date)
    was_in &= or_(Member.until.is_(None), Member.until > Lesson.date)
    wanted = select(Mark.lesson, func.count(Mark.cadet.distinct())).join(Lesson, Lesson.id == Mark.lesson)
    wanted = wanted.join(Journal, Journal.id == Lesson.journal).join(Member, was_in)
    wanted = wanted.where(Mark.lesson.in_(lesson_ids), Mark.filled)
    return dict(session.execute(wanted.group_by(Mark.lesson)).all())


def known_names(session: Session, journal_id: str, people: Collection[str]) -> dict[str, str]:
    """People's short names by id. Teachers are known from the journal before their own event has come."""
    teachers = select(JournalTeacher.person, JournalTeacher.name).where(JournalTeacher.journal == journal_id)
    return {row.person: said(row.name, "") for row in session.execute(teachers)} | names_of(session, people)


def names_of(session: Session, people: Collection[str]) -> dict[str, str]:
    """The short names of the people that auth has told of, by id."""
    wanted = select(Person.id, Person.name).where(Person.id.in_(people))
    return {row.id: said(row.name, "") for row in session.execute(wanted)}


def teacher_names(session: Session, journals: Collection[str]) -> Sequence[Row[str, str, str]]:
    """The journals' teachers: journal, person and name."""
    name = func.coalesce(Person.name, JournalTeacher.name).label("name")
    wanted = select(JournalTeacher.journal, JournalTeacher.person, name).where(JournalTeacher.journal.in_(journals))
    return session.execute(wanted.outerjoin(Person, Person.id == JournalTeacher.person)).all()


# Made once, and run without the ORM's own steps: on a mark's way to the disk they cost more than the database does.
_JOURNAL = (
    select(
        Journal.id,
        Journal.group_id,
        Journal.subject_id,
        Journal.term_starts,
        Journal.sealed_key,
        JournalKeyCopy.generation,
        JournalKeyCopy.sealed,
        exists()
        .where(Sheet.journal == bindparam("journal"), SheetSignature.sheet == Sheet.id)
        .correlate(None)
        .label("has_signed_sheet"),
        exists().where(CadetSwitch.id == 1, CadetSwitch.on).correlate(None).label("for_cadets"),
    )
    .outerjoin(JournalKeyCopy, (JournalKeyCopy.journal == Journal.id) & (JournalKeyCopy.person == bindparam("person")))
    .where(Journal.id == bindparam("journal"), ~Journal.withdrawn)
    .with_for_update(read=True, of=Journal)
)
_LESSONS = (
    select(Lesson.id, Lesson.date, Lesson.removed, Lesson.kind)
    .where(Lesson.journal == bindparam("journal"), Lesson.id.in_(bindparam("ids", expanding=True)))
    .order_by(Lesson.id)
    .with_for_update()
)
_MEMBERSHIPS = select(Member.cadet, Member.since, Member.until).where(
    Member.group_id == bindparam("group"), Member.cadet.in_(bindparam("cadets", expanding=True))
)
