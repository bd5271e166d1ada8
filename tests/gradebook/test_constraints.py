"""What the database itself refuses when a defect gets past ``domain/``."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.exc import IntegrityError

from services.gradebook.domain.columns import COLUMNS
from services.gradebook.store.models import Base, Journal, Lesson, Mark, MarkVersion
from tests.gradebook.academy import Academy, cell

pytestmark = pytest.mark.on_postgresql

MONDAY = date(2026, 10, 5)
SUNDAY = date(2026, 10, 4)
AT = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)


def version(lesson: str, number: int, cadet: str = "aliev") -> Any:
    """Write a version of somebody's cell."""
    row = {"lesson": lesson, "cadet": cadet, "version": number, "sealed": b"x", "author": "t", "at": AT}
    return insert(MarkVersion).values(row)


def lesson_like(academy: Academy, **other: Any) -> Any:
    """Write a lecture of Monday, or something like it."""
    row = {"id": "other", "journal": academy.journal, "date": MONDAY, "kind": "lecture", "topic": "", "author": "t"}
    return insert(Lesson).values({**row, "at": AT, "removed": False, **other})


def another_journal(academy: Academy) -> Any:
    """Write a second journal, else like the first."""
    columns = [column.name for column in Journal.__table__.columns if column.name != "id"]
    known = select(literal("another"), *(getattr(Journal, name) for name in columns))
    return insert(Journal).from_select(["id", *columns], known)


def run(academy: Academy, statement: Any) -> None:
    """Write past every rule."""
    with academy.runtime.unit.database.writing() as session:
        session.execute(statement)
        session.commit()


def is_kept(academy: Academy, statement: Any) -> bool:
    """Whether the database takes it."""
    try:
        run(academy, statement)
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize(
    ("number", "kept"), [(2, True), (1, False), (0, False), (-1, False)], ids=["next", "again", "zero", "negative"]
)
def test_a_cell_has_each_version_once_counted_from_one(academy: Academy, number: int, kept: bool) -> None:
    """¶4: a second version 1, or a version 0, is no row."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 75))
    assert kept is is_kept(academy, version(lesson, number))


def test_a_version_belongs_to_a_lesson(academy: Academy) -> None:
    """¶18: no mark without the lesson in which it was earned."""
    assert not is_kept(academy, version("no-such-lesson", 1))
    assert is_kept(academy, version(academy.hold(MONDAY), 1))


def test_a_cell_has_one_current_mark_and_it_exists(academy: Academy) -> None:
    """¶18: one mark per cadet and lesson, pointing at a version that is there."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 75))
    again = {"lesson": lesson, "cadet": "aliev", "version": 1, "filled": True}
    assert not is_kept(academy, insert(Mark).values(again))
    assert not is_kept(academy, update(Mark).values(version=2))


@pytest.mark.parametrize(
    ("other", "kept"),
    [({}, False), ({"kind": "party"}, False), ({"journal": "none"}, False), ({"kind": "seminar"}, True)],
    ids=["same", "kind", "journal", "sound"],
)
def test_a_lesson_is_one_of_a_kind_a_day(academy: Academy, other: dict[str, str], kept: bool) -> None:
    """¶18: nor is there a fourth kind, or a lesson of no journal; a removed one makes room."""
    academy.hold(MONDAY)
    assert kept is is_kept(academy, lesson_like(academy, **other))


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_column_is_of_each_kind_of_the_table(academy: Academy, kind: str) -> None:
    """¶2: what the table knows the database takes; its own list is said in a migration."""
    assert is_kept(academy, lesson_like(academy, kind=kind))


def test_a_removed_lesson_makes_room(academy: Academy) -> None:
    """¶19: an annulled lesson stays, and the right one can be added beside it."""
    academy.hold(MONDAY)
    run(academy, update(Lesson).values(removed=True))
    assert is_kept(academy, lesson_like(academy))


def test_a_removed_lesson_takes_no_mark(academy: Academy) -> None:
    """¶19: struck out is struck out."""
    lesson = academy.hold(MONDAY)
    run(academy, update(Lesson).values(removed=True))
    answer = academy.record(cell(lesson, "aliev", 75))
    assert [("lesson_removed", "¶19")] == [(each["code"], each["rule"]) for each in answer["refused"]]


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("date", SUNDAY, False),
        ("kind", "seminar", False),
        ("journal", "another", False),
        ("author", "somebody", False),
        ("at", AT.replace(year=2025), False),
        ("id", "another", False),
        ("topic", "Іздер", False),
        ("removed", True, True),
        ("date", MONDAY, True),
    ],
)
def test_a_lesson_stays_what_and_when_it_was(academy: Academy, column: str, value: object, kept: bool) -> None:
    """¶18: nor is it moved to another date; its topic may be said better, and it may be struck out."""
    academy.hold(MONDAY)
    if column == "journal":
        run(academy, another_journal(academy))
    assert kept is is_kept(academy, update(Lesson).values({column: value}))


def test_a_struck_out_lesson_stays_so(academy: Academy) -> None:
    """¶19: striking it out again changes nothing, taking it back is refused."""
    academy.hold(MONDAY)
    for removed, kept in ((True, True), (True, True), (False, False)):
        assert kept is is_kept(academy, update(Lesson).values(removed=removed))


def test_no_lesson_is_deleted(academy: Academy) -> None:
    """¶19: neither one that stands nor one that is struck out, though it has no mark."""
    academy.hold(MONDAY)
    assert not is_kept(academy, delete(Lesson))
    run(academy, update(Lesson).values(removed=True))
    assert not is_kept(academy, delete(Lesson))


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({"version": 3}, True),
        ({"version": 3, "filled": False}, True),
        ({"version": 2}, False),
        ({"version": 1}, False),
        ({"filled": False}, False),
        ({"version": 3, "cadet": "baev"}, False),
    ],
)
def test_a_cell_only_goes_on_to_newer_versions(academy: Academy, values: dict[str, Any], kept: bool) -> None:
    """¶4: pointing it back to a former version would change the mark unseen; so would emptying it."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 75))
    academy.record(cell(lesson, "aliev", 80, 1))
    for number, cadet in ((3, "aliev"), (3, "baev")):
        run(academy, version(lesson, number, cadet))
    assert kept is is_kept(academy, update(Mark).values(values))


def test_no_cell_is_deleted(academy: Academy) -> None:
    """¶4: an empty cell would show nothing of what was in it."""
    academy.record(cell(academy.hold(MONDAY), "aliev", 75))
    assert not is_kept(academy, delete(Mark))


def test_no_table_shows_a_mark(academy: Academy) -> None:
    """¶5: neither in the tables of marks nor in a kept answer nor in the audit, accepted, stale or refused."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", "дс"))
    academy.record(cell(lesson, "aliev", "дс"), cell(lesson, "baev", "дсдс"))
    with academy.runtime.unit.database.reading() as session:
        tables = [table.name for table in Base.metadata.tables.values()] + ["command", "audit_entry", "outbox"]
        rows = [row for name in tables for row in session.connection().exec_driver_sql(f'SELECT * FROM "{name}"')]
    cells = [bytes(each) if isinstance(each, memoryview) else str(each).encode() for row in rows for each in row]
    assert len(cells) > 50
    assert [] == [each for each in cells if "дс".encode() in each or b"\\u0434\\u0441" in each]
