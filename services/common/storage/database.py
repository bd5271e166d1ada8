"""A service's own database: SQLite by default, PostgreSQL by URL.

Each native thread has an engine with one connection of its own, so no lock of a pool is ever shared between
the green world and native threads. On SQLite that one only reads: a process lets one writer in at a time (a queue
with a real lock, instead of SQLite's polling), and all writers take turns at one more connection. What it has read of
the file stays true, for nobody else in the process writes; several processes meet at ``BEGIN IMMEDIATE``.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, Engine, ExceptionContext, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from sqlalchemy.types import TypeDecorator

from services.common.concurrency import threads
from services.common.storage.tolerant import Tolerant

BUSY_TIMEOUT_MS = 15_000
#: What changes which table, in SQL written by SQLAlchemy or by hand.
_WRITE = re.compile(r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
#: Where a connection keeps which tables its transaction has written.
_WRITTEN = "written"


class Instant(Tolerant, TypeDecorator[datetime]):
    """An aware instant, stored as UTC; a naive one is a defect and raises ``ValueError``."""

    impl = DateTime(timezone=True)
    cache_ok = True
    wanted = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a stored instant must know its zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite keeps no zone; what was stored is UTC."""
        return value and (value if value.tzinfo else value.replace(tzinfo=UTC))


class Database:
    """Transactions on one database, from any native thread."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._threads = threads.Local()
        self._writer = threads.Lock() if self.is_sqlite else nullcontext()
        self._shared: Engine | None = None

    @property
    def is_sqlite(self) -> bool:
        """True for a file of SQLite, False for PostgreSQL."""
        return self._url.startswith("sqlite")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session whose transaction is thrown away at the end."""
        with Session(self._own_engine()) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that may write; whoever opened it commits, else all is rolled back."""
        with self._writer, Session(self._shared_engine() if self.is_sqlite else self._own_engine()) as session:
            yield session

    def _own_engine(self) -> Engine:
        """The calling thread's."""
        try:
            engine: Engine = self._threads.engine
        except AttributeError:
            engine = self._threads.engine = open_engine(self._url)
        return engine

    def _shared_engine(self) -> Engine:
        """The writers', for who holds ``_writer``."""
        if self._shared is None:
            self._shared = open_engine(self._url).execution_options(writes=True)
        return self._shared

    def close(self) -> None:
        """Close the calling thread's connection and the writers'."""
        self._own_engine().dispose()
        del self._threads.engine
        with self._writer:
            if self._shared:
                self._shared.dispose()
            self._shared = None


def written_tables(session: Session) -> AbstractSet[str]:
    """The tables that the session's transaction has written so far."""
    written: set[str] = session.connection().info[_WRITTEN]
    return written


def open_engine(url: str) -> Engine:
    """An engine with one connection, for one thread at a time; its errors name no values, for logs show errors."""
    engine = _sqlite(url) if url.startswith("sqlite") else _postgresql(url)
    event.listen(engine, "begin", _nothing_written)
    event.listen(engine, "before_cursor_execute", _notice_write)
    return engine


def _sqlite(url: str) -> Engine:
    connect = {"check_same_thread": False}
    engine = create_engine(url, poolclass=StaticPool, connect_args=connect, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: str) -> Engine:
    engine = create_engine(url, pool_size=1, max_overflow=1, pool_pre_ping=True, hide_parameters=True)
    event.listen(engine, "handle_error", _leave_out_details)
    return engine


def _nothing_written(connection: Connection) -> None:
    connection.info[_WRITTEN] = set()


def _notice_write(connection: Connection, _cursor: object, sql: str, *_rest: object) -> None:
    if written := _WRITE.match(sql):
        connection.info[_WRITTEN].add(written[1])


def _leave_out_details(context: ExceptionContext) -> None:
    """PostgreSQL shows the row that a constraint refuses."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error and error.args:
            error.args = (str(error.args[0]).partition("DETAIL:")[0].rstrip(), *error.args[1:])


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
