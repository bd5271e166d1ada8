"""The unit of work: change, audit entry and event are one transaction."""

import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from sqlalchemy import Engine, event, func, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from services.auth.contract import Done
from services.auth.store.models import FailedSignIns
from services.common.runtime.app import Runtime
from services.common.storage.tables import audit_entry, outbox
from services.common.storage.unit_of_work import UnauditedWriteError, Work
from tests.common.conftest import audited, write, written

pytestmark = pytest.mark.on_postgresql


def _run(made: Runtime, change: Callable[[Work], None]) -> None:
    with made.unit.writing() as work:
        change(work)


def test_a_change_its_audit_entry_and_its_event_are_committed_together(made: Runtime) -> None:
    """All three are there afterwards."""
    with made.unit.writing() as work:
        write(work, "a")
        work.audit("a.done", "a/1")
        work.emit("a.happened.v1", "a/1", Done())
    with made.unit.reading() as work:
        events = work.session.execute(select(outbox.c.sequence, outbox.c.type)).all()
    assert (["a"], [(1, "a.done")], [(1, "a.happened.v1")]) == (
        written(made),
        audited(made),
        [tuple(e) for e in events],
    )


def test_what_raises_leaves_nothing(made: Runtime) -> None:
    """No change, no audit entry, no event, and no number is lost."""

    def fail(work: Work) -> None:
        write(work, "a")
        work.audit("a.done", "a/1")
        work.emit("a.happened.v1", "a/1", Done())
        work.session.flush()
        _ = 1 // 0

    with pytest.raises(ZeroDivisionError):
        _run(made, fail)
    _run(made, lambda work: work.audit("b.done", "b/1"))
    assert ([], [(1, "b.done")]) == (written(made), audited(made))


def _by_object(work: Work) -> None:
    write(work, "a")


def _by_object_flushed(work: Work) -> None:
    write(work, "a")
    work.session.flush()


def _by_core(work: Work) -> None:
    work.session.execute(update(FailedSignIns).values(count=2))


def _by_hand(work: Work) -> None:
    row = "INSERT INTO failed_sign_ins (place, count, last_at) VALUES ('b', 1, '2026-10-05 04:00:00')"
    work.session.execute(text(row))


def _by_a_commit_of_its_own(work: Work) -> None:
    write(work, "a")
    work.session.commit()


@pytest.mark.parametrize("change", [_by_object, _by_object_flushed, _by_core, _by_hand, _by_a_commit_of_its_own])
def test_a_change_without_an_audit_entry_is_an_error(made: Runtime, change: Callable[[Work], None]) -> None:
    """Whichever way it is written, nothing is committed."""
    with pytest.raises(UnauditedWriteError):
        _run(made, change)
    assert [] == written(made)


def test_reading_needs_no_audit_entry(made: Runtime) -> None:
    """A command that changes nothing says nothing."""
    with made.unit.writing() as work:
        work.session.execute(select(FailedSignIns)).all()
    assert [] == audited(made)


def test_audit_numbers_have_no_gap_and_come_in_the_order_of_commits(made: Runtime) -> None:
    """Of many threads, some of which fail: whoever looks, at any time, sees all numbers up to the highest."""

    def change(number: int) -> bool:
        try:
            with made.unit.writing() as work:
                write(work, f"{number:03}")
                work.audit("a.done", f"a/{number}")
                if number % 5 == 0:
                    work.session.flush()
                    _ = 1 // 0
        except ZeroDivisionError:
            return False
        return True

    def look(_number: int) -> tuple[int, int]:
        with made.unit.reading() as work:
            seen = work.session.execute(select(func.count(), func.max(audit_entry.c.sequence))).one()
        return seen[0], seen[1] or 0

    with ThreadPoolExecutor(6) as threads:
        looks = [threads.submit(look, number) for number in range(30)]
        changes = list(threads.map(change, range(60)))
        looks += [threads.submit(look, number) for number in range(30)]
        assert [] == [seen for each in looks if (seen := each.result()) and seen[0] != seen[1]]
    assert list(range(1, 49)) == [number for number, _ in audited(made)]
    assert (48, 48) == (sum(changes), len(written(made)))


def test_writers_of_several_threads_take_turns_at_one_connection(made: Runtime) -> None:
    """On SQLite, where a connection forgets what it has read when another writes; on PostgreSQL each has its own.

    One whose work fails leaves nothing in the way of the next.
    """
    opened: list[object] = []
    listen = Engine, "connect", lambda connection, _record: opened.append(connection)
    meet = Barrier(3)

    def change(number: int) -> None:
        meet.wait(60)
        for attempt in range(4):
            with suppress(ZeroDivisionError), made.unit.writing() as work:
                write(work, f"{number}-{attempt}")
                work.audit("a.done", f"a/{number}")
                work.session.flush()
                _ = 1 // (attempt % 2)

    event.listen(*listen)
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(change, range(3)))
    event.remove(*listen)
    assert (1 if made.unit.database.is_sqlite else 3) == len(opened)
    assert [f"{number}-{attempt}" for number in range(3) for attempt in (1, 3)] == written(made)


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"])
def test_the_audit_can_be_neither_changed_nor_deleted(made: Runtime, statement: str) -> None:
    """The database itself refuses."""
    with made.unit.writing() as work:
        work.audit("a.done", "a/1")
    with made.unit.database.writing() as session, pytest.raises(DatabaseError, match="append-only"):
        session.execute(text(statement))


def test_an_error_of_the_database_names_no_values(made: Runtime) -> None:
    """¶5: logs show errors with all that led to them, and a value may be a name or a mark."""
    with pytest.raises(DatabaseError) as caught, made.unit.writing() as work:
        work.session.execute(insert(FailedSignIns), {"place": "Құпияев", "count": 1})
    logged = "".join(traceback.format_exception(caught.value))
    assert "failed_sign_ins" in logged
    assert "Құпияев" not in logged.replace('"place": "Құпияев"', "")
