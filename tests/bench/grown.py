"""Whether the journal gets slower as an academy's marks become many."""

import os
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import Connection, insert, select

from services.common.storage.database import open_engine
from services.gradebook.store.models import Journal, JournalTeacher, Lesson, Mark, MarkVersion
from tests.bench.columns import COLUMN, Column, Keyboard, make_columns
from tests.bench.figures import Beside, beside
from tests.bench.stopwatch import took
from tests.support.stack import Stack

#: Each with so many lessons and cadets: 400,000 marks, a year of a large academy.
JOURNALS = 400
LESSONS, CADETS = 40, 25
SEALED_BYTES = 39
FIRST_DAY = date(2026, 9, 1)

Times = dict[str, list[float]]


def measure(stack: Stack, rounds: int, journals: int) -> list[Beside]:
    """A teacher's day in an academy with so many full journals more, beside the same day in it before."""
    columns, token = make_columns(stack)
    _day(stack, token, columns[0], 5)
    before = _day(stack, token, columns[0], rounds)
    fill(stack.environment["JURNAL_DB_GRADEBOOK"], journals)
    after = _day(stack, token, columns[0], rounds)
    return [beside(what, after[what], before[what]) for what in before]


def _day(stack: Stack, token: str, column: Column, rounds: int) -> Times:
    times: Times = {"one mark": [], "a column of 30": [], "a journal": [], "the start page": []}
    keyboard = Keyboard(stack.address, token)
    with httpx.Client(base_url=stack.address, timeout=30, headers={"Authorization": f"Bearer {token}"}) as client:
        for _ in range(rounds):
            times["one mark"].append(keyboard.save(column, 1))
            times["a column of 30"].append(keyboard.save(column, COLUMN))
            times["a journal"].append(took(partial(_read, client, f"/api/v1/journals/{column.journal}")))
            times["the start page"].append(took(partial(_read, client, "/api/v1/journals")))
    return times


def _read(client: httpx.Client, path: str) -> None:
    client.get(path).raise_for_status()


def fill(url: str, journals: int) -> None:
    """Write so many other teachers' journals into a gradebook's database, each cell with a mark nobody can open."""
    engine = open_engine(url).execution_options(writes=True)
    with engine.connect() as connection:
        for journal in _copies(connection, journals):
            teacher = {"journal": journal["id"], "person": str(uuid4()), "name": "", "since": FIRST_DAY}
            connection.execute(insert(Journal), journal)
            connection.execute(insert(JournalTeacher), teacher)
            _hold(connection, journal["id"])
            connection.commit()
    engine.dispose()


def _copies(connection: Connection, count: int) -> list[dict[str, Any]]:
    """Journals like the first one that is there, of other groups and faculties."""
    first = connection.execute(select(Journal.__table__)).mappings().first()
    assert first
    anew = ("id", "group_id", "faculty_id")
    return [{**first, **{name: str(uuid4()) for name in anew}} for _ in range(count)]


def _hold(connection: Connection, journal: str) -> None:
    """A journal's lessons, two a day."""
    at = datetime(2026, 10, 1, tzinfo=UTC)
    lessons = [
        {
            "id": str(uuid4()),
            "journal": journal,
            "date": FIRST_DAY + timedelta(days=number // 2),
            "kind": ("lecture", "seminar")[number % 2],
            "topic": "",
            "author": "",
            "at": at,
            "removed": False,
        }
        for number in range(LESSONS)
    ]
    cells = [
        {"lesson": lesson["id"], "cadet": str(uuid4()), "version": 1} for lesson in lessons for _ in range(CADETS)
    ]
    versions = [{**cell, "sealed": os.urandom(SEALED_BYTES), "author": "", "at": at} for cell in cells]
    connection.execute(insert(Lesson), lessons)
    connection.execute(insert(MarkVersion), versions)
    connection.execute(insert(Mark), [{**cell, "filled": True} for cell in cells])
