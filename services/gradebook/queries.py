"""What gradebook reads; no rules."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row, bindparam, func, or_, select, tuple_, union
from sqlalchemy.orm import Session

from services.common.regulation.spans import Span
from services.common.security.sealing import SealBrokenError
from services.common.storage.tolerant import UNREADABLE as UNREADABLE_VALUE
from services.common.storage.unit_of_work import Work
from services.common.text.people import People
from services.gradebook.contract import Someone, Value
from services.gradebook.domain.access import SUBSTITUTE_SEES, StandIn, covers
from services.gradebook.domain.marks import LateEntry
from services.gradebook.domain.results import UNREADABLE, Found, counting
from services.gradebook.models import (
    Journal,
    JournalKeyCopy,
    JournalKeyGeneration,
    JournalTeacher,
    Lesson,
    MakeUp,
    MakeUpPermit,
    Mark,
    MarkVersion,
    Member,
    Officer,
    Opening,
    Person,
    Substitute,
    Warrant,
)
from services.gradebook.permissions import lets_stand_in, opens, permits
from services.gradebook.sealing import JournalKey

Cell = tuple[str, str]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OpenJournal:
    """What a write has to know of its journal; ``copies`` of its key are the caller's, by generation."""

    id: str
    group: str
    former_key: bytes | None = field(repr=False)
    copies: dict[int, bytes]


@dataclass(frozen=True)
class Stored:
    """A cell's newest version as it is kept: sealed."""

    lesson: str
    cadet: str
    version: int
    sealed: bytes
    author: str
    at: datetime
    case: str | None = None

    @property
    def subject(self) -> str:
        """The version of the cell, as audit and watchers are told of it."""
        return f"mark/{self.lesson}/{self.cadet}/{self.version}"

    def open(self, key: JournalKey) -> Value:
        """The value. Raises ``SealBrokenError``."""
        return key.open(self.lesson, self.cadet, self.version, self.sealed)


@dataclass(frozen=True)
class StoredMakeUp:
    """A make-up mark as it is kept: sealed."""

    lesson: str
    cadet: str
    number: int
    sealed: bytes
    author: str
    at: datetime
    case: str

    @property
    def subject(self) -> str:
        """The make-up beside the cell, as audit and watchers are told of it."""
        return f"make-up/{self.lesson}/{self.cadet}/{self.number}"

    def open(self, key: JournalKey) -> Value:
        """The points. Raises ``SealBrokenError``."""
        return key.open_make_up(self.lesson, self.cadet, self.number, self.sealed)


def opened(work: Work, mark: Stored | StoredMakeUp, key: JournalKey) -> Found:
    """What a mark is; one that was altered is told, and hides no other (¶5)."""
    try:
        return mark.open(key)
    except SealBrokenError:
        work.damaged("seal_broken", mark.subject)
        return UNREADABLE


def journal(session: Session, journal_id: str) -> Journal | None:
    """A journal that is not withdrawn."""
    found = session.get(Journal, journal_id)
    return found if found is not None and not found.withdrawn else None


def journal_for_writing(session: Session, journal_id: str, person: str) -> OpenJournal | None:
    """A journal that is not withdrawn, nor will be before this transaction ends; its other writers do not wait."""
    rows = session.connection().execute(_JOURNAL, {"journal": journal_id, "person": person}).all()
    copies = {row.generation: row.sealed for row in rows if row.generation is not None}
    return OpenJournal(rows[0].id, rows[0].group_id, rows[0].sealed_key, copies) if rows else None


def copies(session: Session, journal_id: str, person: str) -> dict[int, bytes]:
    """Somebody's copies of a journal's key, by generation (¶5)."""
    mine = (JournalKeyCopy.journal == journal_id) & (JournalKeyCopy.person == person)
    rows = session.execute(select(JournalKeyCopy.generation, JournalKeyCopy.sealed).where(mine))
    return {row.generation: row.sealed for row in rows}


def has_copy(session: Session, journal_id: str, person: str, public: bytes) -> bool:
    """Whether all of somebody's copies of a journal's key are sealed to this public key."""
    mine = (JournalKeyCopy.journal == journal_id) & (JournalKeyCopy.person == person)
    return {*session.scalars(select(JournalKeyCopy.public).where(mine))} == {public}


def has_key(session: Session, journal_id: str) -> bool:
    """True when anybody has a copy of the journal's key."""
    wanted = select(JournalKeyCopy.journal).where(JournalKeyCopy.journal == journal_id)
    return session.scalar(wanted.limit(1)) is not None


def openable(session: Session, journals: Collection[str], person: str) -> list[str]:
    """The journals whose key somebody has, or that nobody has a copy of since the first release."""
    held = select(JournalKeyCopy.journal).where(JournalKeyCopy.person == person)
    anybodys = select(JournalKeyCopy.journal)
    former = Journal.sealed_key.is_not(None) & Journal.id.not_in(anybodys)
    wanted = select(Journal.id).where(Journal.id.in_(journals), Journal.id.in_(held) | former)
    return [*session.scalars(wanted.order_by(Journal.id))]


@dataclass(frozen=True)
class Copy:
    """A copy of a journal's newest key: to which public key it is sealed."""

    public: bytes
    kept_until: date | None = None

    def is_promised(self, today: date) -> bool:
        """True while it waits for a substitution to begin (¶21)."""
        return self.kept_until is not None and self.kept_until >= today


def newest_copies(session: Session, journals: Collection[str]) -> dict[str, dict[str, Copy]]:
    """Who holds each journal's newest key."""
    wanted = select(JournalKeyCopy).where(JournalKeyCopy.journal.in_(journals))
    found: dict[str, dict[str, Copy]] = {journal: {} for journal in journals}
    newest: dict[str, int] = {}
    for row in session.scalars(wanted.order_by(JournalKeyCopy.journal, JournalKeyCopy.generation.desc())):
        if row.generation == newest.setdefault(row.journal, row.generation):
            found[row.journal][row.person] = Copy(row.public, row.kept_until)
    return found


def newest_generation(session: Session, journal_id: str) -> int:
    """The number of a journal's newest key, 0 before the first one."""
    wanted = select(func.max(JournalKeyCopy.generation)).where(JournalKeyCopy.journal == journal_id)
    return session.scalar(wanted) or 0


def generations(session: Session, journal_id: str) -> Sequence[JournalKeyGeneration]:
    """A journal's keys, newest first."""
    wanted = select(JournalKeyGeneration).where(JournalKeyGeneration.journal == journal_id)
    return session.scalars(wanted.order_by(JournalKeyGeneration.generation.desc())).all()


def entitled(session: Session, journals: Collection[str], now: datetime) -> dict[str, dict[str, bytes]]:
    """By journal, the public keys of those who see its marks now, or will as its teachers (¶3, ¶5, ¶7, ¶19, ¶21).

    Who is a teacher no more is not one of them, assigned or not.
    """
    today, forged = now.date(), unsigned(session, *journals) if journals else set()
    teaches = select(JournalTeacher.journal, JournalTeacher.person).where(
        JournalTeacher.journal.in_(journals),
        or_(JournalTeacher.until.is_(None), JournalTeacher.until > today),
    )
    stands_in = select(Substitute.journal, Substitute.person).where(
        Substitute.journal.in_(journals), ~Substitute.revoked, Substitute.until >= today - SUBSTITUTE_SEES
    )
    stands_in = stands_in.where(Substitute.warrant.not_in(forged))
    of_them = Lesson.journal.in_(journals)
    enters_late = select(Lesson.journal, Opening.person).join(Opening).where(of_them, Opening.until >= now)
    enters_late = enters_late.where(Opening.warrant.not_in(forged))
    makes_up = select(Lesson.journal, MakeUpPermit.person).join(MakeUpPermit).where(of_them, MakeUpPermit.until >= now)
    makes_up = makes_up.where(MakeUpPermit.warrant.not_in(forged))
    in_faculty = select(Journal.id, Officer.person).join(Officer, Officer.faculty == Journal.faculty_id)
    named = union(teaches, stands_in, enters_late, makes_up).subquery()
    still = select(named.c.journal, named.c.person).join(Person, Person.id == named.c.person)
    seen = union(still.where(Person.teaches.is_not(False)), in_faculty.where(Journal.id.in_(journals))).subquery()
    wanted = select(seen.c.journal, Person.id, Person.public_key).join(Person, Person.id == seen.c.person)
    wanted = wanted.where(Person.active, Person.public_key.is_not(None))
    found: dict[str, dict[str, bytes]] = {}
    for journal_id, person, public in session.execute(wanted):
        found.setdefault(journal_id, {})[person] = public
    return found


def teaching(session: Session, journal_id: str, person: str, now: datetime) -> list[Span]:
    """When somebody enters a journal's marks: as its teacher, as a substitute, or on days opened again (¶4, ¶19, ¶21).

    Of who teaches it today nothing more is asked.
    """
    spans = _spans(session.connection().execute(_TEACHING, {"journal": journal_id, "person": person}))
    return spans if covers(spans, now.date()) else spans + _standing_in(session, journal_id, person, now)


def _standing_in(session: Session, journal_id: str, person: str, now: datetime) -> list[Span]:
    named = {"journal": journal_id, "person": person}
    lately = {"today": now.date(), "ended": now.date() - SUBSTITUTE_SEES}
    permitted = (row for row in session.execute(_SUBSTITUTING, named | lately) if lets_stand_in(session, row))
    substituting: list[Span] = [StandIn(row.since, row.until + _DAY) for row in permitted]
    opened = ((_OPENED_DAYS, opens), (_PERMITTED_DAYS, permits))
    days = [
        row.date
        for wanted, is_so in opened
        for row in session.execute(wanted, named | {"now": now})
        if is_so(session, row)
    ]
    return substituting + [Span(day, day + _DAY) for day in days]


def stood_in_for(session: Session, person: str, today: date) -> set[str]:
    """The journals in which somebody is a substitute, or was until lately, as was signed (¶4, ¶21)."""
    wanted = _substitutes().where(Substitute.person == person, ~Substitute.revoked)
    wanted = wanted.where(Substitute.since <= today, Substitute.until >= today - SUBSTITUTE_SEES)
    return {row.journal for row in session.execute(wanted) if lets_stand_in(session, row)}


def late_entries(
    session: Session, lesson_ids: Collection[str], person: str, now: datetime
) -> dict[str, list[LateEntry]]:
    """Which of the lessons late entries have opened to somebody, those that last longest first (¶4)."""
    named = {"lessons": list(lesson_ids), "person": person, "now": now}
    found: dict[str, list[LateEntry]] = {}
    for row in (each for each in session.execute(_LATE_ENTRIES, named) if opens(session, each)):
        found.setdefault(row.lesson, []).append(LateEntry(row.warrant, row.case, row.until))
    return found


def openings(session: Session, lesson_ids: Collection[str], now: datetime) -> dict[str, list[tuple[str, datetime]]]:
    """To whom late entries have opened some lessons, and until when; those that last longest first (¶4)."""
    wanted = _openings().where(Opening.lesson.in_(lesson_ids), Opening.until >= now)
    found: dict[str, list[tuple[str, datetime]]] = {}
    rows = session.execute(wanted.order_by(Opening.until.desc(), Opening.warrant))
    for row in (each for each in rows if opens(session, each)):
        found.setdefault(row.lesson, []).append((row.person, row.until))
    return found


def newest(session: Session, lesson_ids: Collection[str]) -> dict[Cell, tuple[bool, str | None]]:
    """Of each cell of some lessons that was ever written: whether it is filled, and its newest version's warrant."""
    wanted = select(Mark.lesson, Mark.cadet, Mark.filled, MarkVersion.warrant).select_from(Mark)
    rows = session.execute(wanted.outerjoin(MarkVersion, _same_version()).where(Mark.lesson.in_(lesson_ids)))
    return {(row.lesson, row.cadet): (row.filled, row.warrant) for row in rows}


def make_up_permits(session: Session, lesson: str, cadet: str, person: str, now: datetime) -> Sequence[MakeUpPermit]:
    """Somebody's permissions for a make-up of one cell that have not been used or ended (¶19)."""
    used = select(MakeUp.warrant)
    wanted = select(MakeUpPermit).where(MakeUpPermit.lesson == lesson, MakeUpPermit.cadet == cadet)
    wanted = wanted.where(MakeUpPermit.person == person, MakeUpPermit.until >= now, MakeUpPermit.warrant.not_in(used))
    rows = session.execute(wanted.join(Warrant, Warrant.id == MakeUpPermit.warrant).add_columns(Warrant.statement))
    found = [permit for permit, statement in rows if _is_permitted(session, permit, statement)]
    return sorted(found, key=lambda permit: permit.until)


def _is_permitted(session: Session, permit: MakeUpPermit, statement: str) -> bool:
    names = ("warrant", "lesson", "cadet", "person", "version", "until")
    return permits(session, SimpleNamespace(statement=statement, **{name: getattr(permit, name) for name in names}))


@dataclass(frozen=True)
class OpenPermit:
    """A permission for a make-up that has not been used or ended; ``version`` is the cell's that is made up (¶19)."""

    warrant: str
    case: str
    cell: Cell
    version: int


def open_permits(session: Session, lessons: Collection[str], now: datetime) -> list[OpenPermit]:
    """Those of some lessons' cells, whoever has them."""
    columns = MakeUpPermit.warrant, Warrant.case, MakeUpPermit.lesson, MakeUpPermit.cadet, MakeUpPermit.version
    wanted = select(*columns).join(Warrant, Warrant.id == MakeUpPermit.warrant)
    wanted = wanted.where(MakeUpPermit.lesson.in_(lessons), MakeUpPermit.until >= now)
    rows = session.execute(wanted.where(MakeUpPermit.warrant.not_in(select(MakeUp.warrant))))
    return [OpenPermit(row.warrant, row.case, (row.lesson, row.cadet), row.version) for row in rows]


def permitted_make_ups(session: Session, journal_id: str, person: str, now: datetime) -> set[Cell]:
    """The cells for which somebody may enter a make-up mark: as they were when it was permitted (¶4, ¶19)."""
    used = select(MakeUp.warrant)
    wanted = _permits().join(Lesson, Lesson.id == MakeUpPermit.lesson)
    same_cell = (Mark.lesson == MakeUpPermit.lesson) & (Mark.cadet == MakeUpPermit.cadet)
    wanted = wanted.join(Mark, same_cell & (Mark.version == MakeUpPermit.version))
    wanted = wanted.where(Lesson.journal == journal_id, ~Lesson.removed, MakeUpPermit.person == person)
    wanted = wanted.where(MakeUpPermit.until >= now, MakeUpPermit.warrant.not_in(used))
    return {(row.lesson, row.cadet) for row in session.execute(wanted) if permits(session, row)}


def make_ups(session: Session, journal_id: str) -> dict[Cell, StoredMakeUp]:
    """The last make-up mark of each of a journal's cells that has one (¶19)."""
    wanted = _make_ups().join(Lesson, Lesson.id == MakeUp.lesson).where(Lesson.journal == journal_id)
    return {(row.lesson, row.cadet): StoredMakeUp(*row) for row in session.execute(wanted)}


def make_ups_of(session: Session, lesson: str, cadet: str) -> list[StoredMakeUp]:
    """A cell's make-up marks, oldest first."""
    wanted = _make_ups().where(MakeUp.lesson == lesson, MakeUp.cadet == cadet)
    return [StoredMakeUp(*row) for row in session.execute(wanted)]


def last_make_up(session: Session, lesson: str, cadet: str) -> StoredMakeUp | None:
    """A cell's last make-up mark."""
    return next(reversed(make_ups_of(session, lesson, cadet)), None)


def _make_ups() -> Any:
    columns = MakeUp.lesson, MakeUp.cadet, MakeUp.number, MakeUp.sealed, MakeUp.author, MakeUp.at, Warrant.case
    return select(*columns).join(Warrant, Warrant.id == MakeUp.warrant).order_by(MakeUp.number)


def lessons_for_writing(session: Session, journal_id: str, ids: Collection[str]) -> dict[str, Row[str, date, bool]]:
    """The journal's lessons among ``ids``, locked so that whoever writes their cells next waits."""
    return {row.id: row for row in session.connection().execute(_LESSONS, {"journal": journal_id, "ids": list(ids)})}


def memberships(session: Session, group: str, cadets: Collection[str]) -> dict[str, list[Span]]:
    """When each of the cadets is in the group."""
    found: dict[str, list[Span]] = {}
    for row in session.connection().execute(_MEMBERSHIPS, {"group": group, "cadets": list(cadets)}):
        found.setdefault(row.cadet, []).extend(_spans([row]))
    return found


def group_spans(session: Session, groups: Collection[str]) -> dict[str, dict[str, list[Span]]]:
    """When each cadet of some groups is in them."""
    wanted = select(Member.group_id, Member.cadet, Member.since, Member.until).where(Member.group_id.in_(groups))
    found: dict[str, dict[str, list[Span]]] = {}
    for row in session.execute(wanted):
        found.setdefault(row.group_id, {}).setdefault(row.cadet, []).extend(_spans([row]))
    return found


def versions(session: Session, cells: Iterable[Cell]) -> dict[Cell, int]:
    """The newest version of each cell that has one."""
    lessons, cadets = {lesson for lesson, _ in cells}, {cadet for _, cadet in cells}
    rows = session.connection().execute(_VERSIONS, {"lessons": list(lessons), "cadets": list(cadets)})
    return {(row.lesson, row.cadet): row.version for row in rows}


def stored_marks(session: Session, journal_id: str) -> list[Stored]:
    """The newest versions of a journal's cells."""
    return [Stored(*row) for row in session.connection().execute(_MARKS, {"journal": journal_id})]


def counted_values(work: Work, journal_id: str, cadets: Collection[str], key: JournalKey) -> dict[str, list[Found]]:
    """What counts in some cadets' results: a make-up instead of its cell, nothing of a removed lesson (¶19)."""
    rows = work.session.connection().execute(_COUNTED, {"journal": journal_id, "cadets": list(cadets)})
    last: dict[Cell, Found] = {(row.lesson, row.cadet): _counted(work, row, key) for row in rows}
    found: dict[str, list[Found]] = {}
    for (_, cadet), value in last.items():
        found.setdefault(cadet, []).append(value)
    return found


def _counted(work: Work, row: Any, key: JournalKey) -> Found:
    own = ("mark", key.open, row.version, row.sealed)
    made_up = None if row.number is None else ("make-up", key.open_make_up, row.number, row.made_up)
    kind, open_, number, sealed = counting(own, made_up)
    try:
        return open_(row.lesson, row.cadet, number, sealed)
    except SealBrokenError:
        work.damaged("seal_broken", f"{kind}/{row.lesson}/{row.cadet}/{number}")
        return UNREADABLE


def stored_cells(session: Session, cells: Collection[Cell]) -> dict[Cell, Stored]:
    """The newest versions of some cells."""
    wanted = _newest().where(tuple_(Mark.lesson, Mark.cadet).in_(cells))
    return {(row.lesson, row.cadet): Stored(*row) for row in session.execute(wanted)}


def history(session: Session, lesson: str, cadet: str) -> list[Stored]:
    """Every version of a cell, newest first."""
    wanted = _columns().where(MarkVersion.lesson == lesson, MarkVersion.cadet == cadet)
    wanted = wanted.add_columns(Warrant.case).outerjoin(Warrant, Warrant.id == MarkVersion.warrant)
    return [Stored(*row) for row in session.execute(wanted.order_by(MarkVersion.version.desc()))]


def names(session: Session, journal_id: str, people: Collection[str]) -> dict[str, Someone]:
    """Who the people are; a teacher whose own event has not come yet is known from the journal."""
    teachers = select(JournalTeacher.person, JournalTeacher.name).where(JournalTeacher.journal == journal_id)
    known = {row.person: row.name for row in session.execute(teachers)}
    wanted = select(Person.id, Person.name).where(Person.id.in_(people))
    known.update({row.id: row.name for row in session.execute(wanted)})
    return someones(session, {person: known.get(person, "") for person in people})


def someones(session: Session, names: Mapping[str, str]) -> dict[str, Someone]:
    """People by their ids and the names that are known of them, told apart where they look alike."""
    people = People(session, Person)
    people.read(names.values())
    return {person: Someone(**people.named(person, name)) for person, name in names.items()}


def lessons(work: Work, journal_id: str) -> list[Lesson]:
    """The journal's lessons by date, removed ones too (¶19); those that do not read are told and left out."""
    wanted = select(Lesson).where(Lesson.journal == journal_id)
    found = work.session.scalars(wanted.order_by(Lesson.date, Lesson.at, Lesson.id))
    return [each for each in found if _reads(work, f"lesson/{each.id}", each.date, each.at, each.kind)]


def members(work: Work, group: str) -> list[Member]:
    """All who are or were in the group; those whose days do not read are told and left out, names are not."""
    found = work.session.scalars(select(Member).where(Member.group_id == group))
    return [each for each in found if _reads(work, f"member/{group}/{each.cadet}", each.since, each.until)]


def _reads(work: Work, subject: str, *values: object) -> bool:
    """Whether a row's values read; it is told where they do not."""
    if any(value is UNREADABLE_VALUE for value in values):
        work.damaged("row_unreadable", subject)
        return False
    return True


def _spans(rows: Iterable[Any]) -> list[Span]:
    """Days from–to; a row that does not read gives nothing."""
    return [Span(row.since, row.until) for row in rows if UNREADABLE_VALUE not in (row.since, row.until)]


def teachers(session: Session, journals: Collection[str]) -> dict[str, list[Someone]]:
    """The teachers of some journals."""
    name = func.coalesce(Person.name, JournalTeacher.name).label("name")
    wanted = select(JournalTeacher.journal, JournalTeacher.person, name).where(JournalTeacher.journal.in_(journals))
    rows = session.execute(wanted.outerjoin(Person, Person.id == JournalTeacher.person)).all()
    known = someones(session, {row.person: row.name for row in rows})
    found: dict[str, list[Someone]] = {}
    for row in rows:
        found.setdefault(row.journal, []).append(known[row.person])
    return found


def lesson_counts(session: Session, journals: Collection[str]) -> dict[str, int]:
    """How many lessons each journal has."""
    wanted = select(Lesson.journal, func.count()).where(Lesson.journal.in_(journals), ~Lesson.removed)
    return dict(session.execute(wanted.group_by(Lesson.journal)).all())


def recent_lessons(session: Session, journals: Collection[str], since: date) -> Sequence[Lesson]:
    """The lessons of some journals from a day on, by date."""
    wanted = select(Lesson).where(Lesson.journal.in_(journals), Lesson.date >= since, ~Lesson.removed)
    found = session.scalars(wanted.order_by(Lesson.date, Lesson.at))
    return [each for each in found if UNREADABLE_VALUE not in (each.date, each.kind)]


def filled_counts(session: Session, lesson_ids: Collection[str]) -> dict[str, int]:
    """How many cells of each lesson are filled, of those who were in the group on its day (¶15)."""
    was_in = (Member.group_id == Journal.group_id) & (Member.cadet == Mark.cadet) & (Member.since <= Lesson.date)
    was_in &= or_(Member.until.is_(None), Member.until > Lesson.date)
    wanted = select(Mark.lesson, func.count(Mark.cadet.distinct())).join(Lesson, Lesson.id == Mark.lesson)
    wanted = wanted.join(Journal, Journal.id == Lesson.journal).join(Member, was_in)
    wanted = wanted.where(Mark.lesson.in_(lesson_ids), Mark.filled)
    return dict(session.execute(wanted.group_by(Mark.lesson)).all())


def has_marks(session: Session, journals: Collection[str]) -> bool:
    """True when any cell of the journals was ever written."""
    wanted = select(Mark.lesson).join(Lesson, Lesson.id == Mark.lesson).where(Lesson.journal.in_(journals))
    return session.scalar(wanted.limit(1)) is not None


def _openings() -> Any:
    """Openings with what was signed of them."""
    columns = Opening.warrant, Opening.lesson, Opening.person, Opening.until, Lesson.journal, Lesson.date
    wanted = select(*columns, Warrant.case, Warrant.statement).join(Warrant, Warrant.id == Opening.warrant)
    return wanted.join(Lesson, Lesson.id == Opening.lesson)


def _permits() -> Any:
    """Permissions for a make-up with what was signed of them."""
    who = MakeUpPermit.warrant, MakeUpPermit.person, MakeUpPermit.until, Warrant.statement
    place = MakeUpPermit.lesson, MakeUpPermit.cadet, MakeUpPermit.version
    return select(*who, *place).join(Warrant, Warrant.id == MakeUpPermit.warrant)


def _substitutes() -> Any:
    """Substitutes with what was signed of them."""
    columns = Substitute.warrant, Substitute.journal, Substitute.person, Substitute.since, Substitute.until
    return select(*columns, Warrant.statement).join(Warrant, Warrant.id == Substitute.warrant)


def unsigned(session: Session, *journals: str) -> set[str]:
    """Warrants that rows rest on though corrections has not signed that; of some journals, where they are named."""
    of_lessons, of_them = Lesson.journal.in_(journals), Substitute.journal.in_(journals)
    known = (
        (_openings(), of_lessons, opens),
        (_permits().join(Lesson, Lesson.id == MakeUpPermit.lesson), of_lessons, permits),
        (_substitutes(), of_them, lets_stand_in),
    )
    return {
        row.warrant
        for wanted, where, is_so in known
        for row in session.execute(wanted.where(where) if journals else wanted)
        if not is_so(session, row)
    }


def _columns() -> Any:
    return select(
        MarkVersion.lesson,
        MarkVersion.cadet,
        MarkVersion.version,
        MarkVersion.sealed,
        MarkVersion.author,
        MarkVersion.at,
    )


def _newest() -> Any:
    """Outer, though every cell has its version: so a cell is read first, and of its versions that one alone."""
    return _columns().select_from(Mark).outerjoin(MarkVersion, _same_version())


def _same_version() -> Any:
    same_cell = (Mark.lesson == MarkVersion.lesson) & (Mark.cadet == MarkVersion.cadet)
    return same_cell & (Mark.version == MarkVersion.version)


# Made once, and run without the ORM's own steps: on a mark's way to the disk they cost more than the database does.
_JOURNAL = (
    select(Journal.id, Journal.group_id, Journal.sealed_key, JournalKeyCopy.generation, JournalKeyCopy.sealed)
    .outerjoin(JournalKeyCopy, (JournalKeyCopy.journal == Journal.id) & (JournalKeyCopy.person == bindparam("person")))
    .where(Journal.id == bindparam("journal"), ~Journal.withdrawn)
    .with_for_update(read=True, of=Journal)
)
_TEACHING = select(JournalTeacher.since, JournalTeacher.until).where(
    JournalTeacher.journal == bindparam("journal"), JournalTeacher.person == bindparam("person")
)
_LESSONS = (
    select(Lesson.id, Lesson.date, Lesson.removed)
    .where(Lesson.journal == bindparam("journal"), Lesson.id.in_(bindparam("ids", expanding=True)))
    .order_by(Lesson.id)
    .with_for_update()
)
_MEMBERSHIPS = select(Member.cadet, Member.since, Member.until).where(
    Member.group_id == bindparam("group"), Member.cadet.in_(bindparam("cadets", expanding=True))
)
_VERSIONS = select(Mark.lesson, Mark.cadet, Mark.version).where(
    Mark.lesson.in_(bindparam("lessons", expanding=True)), Mark.cadet.in_(bindparam("cadets", expanding=True))
)
_MARKS = _newest().join(Lesson, Lesson.id == Mark.lesson).where(Lesson.journal == bindparam("journal"))
_COUNTED = (
    _MARKS.with_only_columns(
        MarkVersion.lesson,
        MarkVersion.cadet,
        MarkVersion.version,
        MarkVersion.sealed,
        MakeUp.number,
        MakeUp.sealed.label("made_up"),
    )
    .outerjoin(MakeUp, (MakeUp.lesson == Mark.lesson) & (MakeUp.cadet == Mark.cadet))
    .where(~Lesson.removed, Mark.cadet.in_(bindparam("cadets", expanding=True)))
    .order_by(MakeUp.number)
)
_SUBSTITUTING = _substitutes().where(
    Substitute.journal == bindparam("journal"),
    Substitute.person == bindparam("person"),
    Substitute.since <= bindparam("today"),
    Substitute.until >= bindparam("ended"),
    ~Substitute.revoked,
)
_OPENED_DAYS = _openings().where(
    Lesson.journal == bindparam("journal"),
    Opening.person == bindparam("person"),
    Opening.until >= bindparam("now"),
)
_PERMITTED_DAYS = (
    _permits()
    .join(Lesson, Lesson.id == MakeUpPermit.lesson)
    .add_columns(Lesson.date)
    .where(
        Lesson.journal == bindparam("journal"),
        MakeUpPermit.person == bindparam("person"),
        MakeUpPermit.until >= bindparam("now"),
    )
)
_LATE_ENTRIES = (
    _openings()
    .where(
        Opening.lesson.in_(bindparam("lessons", expanding=True)),
        Opening.person == bindparam("person"),
        Opening.until >= bindparam("now"),
    )
    .order_by(Opening.until.desc(), Opening.warrant)
)
