"""Marks as they are stored, sealed: reading the versions and make-ups of cells, and appending versions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, tuple_, update
from sqlalchemy.orm import Session

from services.gradebook.contract import Kind
from services.gradebook.store.models import (
    Lesson,
    MakeUp,
    Mark,
    MarkVersion,
    Warrant,
)

Cell = tuple[str, str]


@dataclass(frozen=True)
class StoredMark:
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
        """The version's name in audit entries and damages."""
        return f"mark/{self.lesson}/{self.cadet}/{self.version}"


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
        """The make-up's name in audit entries and damages."""
        return f"make-up/{self.lesson}/{self.cadet}/{self.number}"


def cell_states(session: Session, lesson_ids: Collection[str]) -> dict[Cell, tuple[bool, str | None]]:
    """By cell of the lessons: whether it is filled, and the warrant of its newest version."""
    wanted = select(Mark.lesson, Mark.cadet, Mark.filled, MarkVersion.warrant).select_from(Mark)
    rows = session.execute(wanted.outerjoin(MarkVersion, _same_version()).where(Mark.lesson.in_(lesson_ids)))
    return {(row.lesson, row.cadet): (row.filled, row.warrant) for row in rows}


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


def current_versions(session: Session, cells: Iterable[Cell]) -> dict[Cell, int]:
    """The newest version of each cell that has one."""
    lessons, cadets = {lesson for lesson, _ in cells}, {cadet for _, cadet in cells}
    rows = session.connection().execute(_VERSIONS, {"lessons": list(lessons), "cadets": list(cadets)})
    return {(row.lesson, row.cadet): row.version for row in rows}


def stored_marks(session: Session, journal_id: str) -> list[StoredMark]:
    """The newest versions of a journal's cells."""
    return [StoredMark(*row) for row in session.connection().execute(_MARKS, {"journal": journal_id})]


def stored_cells(session: Session, cells: Collection[Cell]) -> dict[Cell, StoredMark]:
    """The newest versions of some cells."""
    wanted = _newest_versions().where(tuple_(Mark.lesson, Mark.cadet).in_(cells))
    return {(row.lesson, row.cadet): StoredMark(*row) for row in session.execute(wanted)}


def history(session: Session, lesson: str, cadet: str) -> list[StoredMark]:
    """Every version of a cell, newest first."""
    wanted = _columns().where(MarkVersion.lesson == lesson, MarkVersion.cadet == cadet)
    wanted = wanted.add_columns(Warrant.case).outerjoin(Warrant, Warrant.id == MarkVersion.warrant)
    return [StoredMark(*row) for row in session.execute(wanted.order_by(MarkVersion.version.desc()))]


def has_marks(session: Session, journals: Collection[str]) -> bool:
    """True when any cell of the journals was ever written."""
    wanted = select(Mark.lesson).join(Lesson, Lesson.id == Mark.lesson).where(Lesson.journal.in_(journals))
    return session.scalar(wanted.limit(1)) is not None


def _columns() -> Any:
    return select(
        MarkVersion.lesson,
        MarkVersion.cadet,
        MarkVersion.version,
        MarkVersion.sealed,
        MarkVersion.author,
        MarkVersion.at,
    )


def _newest_versions() -> Any:
    """Each cell with its newest version. The join is outer so that the database reads the cell first."""
    return _columns().select_from(Mark).outerjoin(MarkVersion, _same_version())


def _same_version() -> Any:
    same_cell = (Mark.lesson == MarkVersion.lesson) & (Mark.cadet == MarkVersion.cadet)
    return same_cell & (Mark.version == MarkVersion.version)


def counted_rows(session: Session, journal_id: str, cadets: Collection[str]) -> Sequence[Row[Any]]:
    """The newest version of each of the cadets' cells beside each of its make-ups, last ones last (¶19).

    Removed lessons are left out.
    """
    return session.connection().execute(_COUNTED, {"journal": journal_id, "cadets": list(cadets)}).all()


def newest_seals(session: Session, journals: Collection[str], cadet: str = "") -> Iterable[Row[Any]]:
    """The newest version of each cell of some journals' columns, of one cadet where one is named; one after another.

    Removed lessons are left out. Their kinds and dates are ``columns``, their make-ups ``newest_make_ups``.
    """
    return session.connection().execute(_of(_SEALS, Mark.cadet, cadet), {"journals": list(journals)})


def newest_make_ups(session: Session, journals: Collection[str], cadet: str = "") -> Sequence[Row[Any]]:
    """Each make-up of such cells, last ones last (¶19)."""
    return session.connection().execute(_of(_MADE_UP, MakeUp.cadet, cadet), {"journals": list(journals)}).all()


def filled_lessons(session: Session, lessons: Collection[str], cadet: str) -> set[str]:
    """In which of the lessons the cadet's cell holds something."""
    wanted = select(Mark.lesson).where(Mark.lesson.in_(lessons), Mark.cadet == cadet, Mark.filled)
    return {*session.scalars(wanted)}


def columns(session: Session, journals: Collection[str]) -> Sequence[Row[str, str, Kind, date]]:
    """The journals' columns that are not removed: id, journal, kind and date."""
    return session.connection().execute(_COLUMNS, {"journals": list(journals)}).all()


def _of(wanted: Any, column: Any, cadet: str) -> Any:
    return wanted.where(column == cadet) if cadet else wanted


def append_versions(
    session: Session, current_versions: Sequence[Mapping[str, Any]], cells: Sequence[Mapping[str, Any]]
) -> None:
    """Add versions, and have their cells refer to them."""
    connection = session.connection()
    connection.execute(_APPEND, current_versions)
    new = [cell for cell in cells if cell["version"] == 1]
    known = [{f"new_{name}": value for name, value in cell.items()} for cell in cells if cell["version"] > 1]
    if new:
        connection.execute(_ADD_CELLS, new)
    if known:
        connection.execute(_UPDATE_CELLS, known)


# Made once, and run without the ORM's own steps: on a mark's way to the disk they cost more than the database does.
_APPEND, _ADD_CELLS = insert(MarkVersion), insert(Mark)
_UPDATE_CELLS = (
    update(Mark)
    .where(Mark.lesson == bindparam("new_lesson"), Mark.cadet == bindparam("new_cadet"))
    .values(version=bindparam("new_version"), filled=bindparam("new_filled"))
)
_VERSIONS = select(Mark.lesson, Mark.cadet, Mark.version).where(
    Mark.lesson.in_(bindparam("lessons", expanding=True)), Mark.cadet.in_(bindparam("cadets", expanding=True))
)
_MARKS = _newest_versions().join(Lesson, Lesson.id == Mark.lesson).where(Lesson.journal == bindparam("journal"))
_COUNTED = (
    _MARKS.with_only_columns(
        MarkVersion.lesson,
        MarkVersion.cadet,
        MarkVersion.version,
        MarkVersion.sealed,
        Lesson.kind,
        Lesson.date,
        MakeUp.number,
        MakeUp.sealed.label("made_up"),
    )
    .outerjoin(MakeUp, (MakeUp.lesson == Mark.lesson) & (MakeUp.cadet == Mark.cadet))
    .where(~Lesson.removed, Mark.cadet.in_(bindparam("cadets", expanding=True)))
    .order_by(MakeUp.number)
)
_COLUMNS = select(Lesson.id, Lesson.journal, Lesson.kind, Lesson.date).where(
    Lesson.journal.in_(bindparam("journals", expanding=True)), ~Lesson.removed
)
_SEALS = (
    _newest_versions()
    .join(Lesson, Lesson.id == Mark.lesson)
    .where(Lesson.journal.in_(bindparam("journals", expanding=True)), ~Lesson.removed)
    .with_only_columns(Mark.lesson, Mark.cadet, Mark.version, MarkVersion.sealed)
)
_MADE_UP = (
    select(MakeUp.lesson, MakeUp.cadet, MakeUp.number, MakeUp.sealed)
    .join(Lesson, Lesson.id == MakeUp.lesson)
    .where(Lesson.journal.in_(bindparam("journals", expanding=True)), ~Lesson.removed)
    .order_by(MakeUp.number)
)
