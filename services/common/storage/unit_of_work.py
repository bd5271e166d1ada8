"""The unit of work: a change, its audit entry and its events are one transaction with one commit."""

import json
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import uuid4

from sqlalchemy import bindparam, case, event, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.common.clocks.clock import Clock
from services.common.clocks.guard import ClockGuard
from services.common.messaging.envelope import Event, Trace, domain_event
from services.common.messaging.wire import encode
from services.common.security.tokens import Principal
from services.common.storage import damages, tables
from services.common.storage.damages import Damage
from services.common.storage.database import Database, Instant, written_tables
from services.common.storage.tolerant import refusing_what_breaks

T = TypeVar("T")

#: Who acts when no person does: the service itself, taking in an event.
SYSTEM = Principal(person="system", name="", session="")

_UNAUDITED = frozenset(tables.metadata.tables)
#: Where a session keeps its work, and the folder of this process's keys.
_WORK, KEYS = "work", "keys"


class UnauditedWriteError(RuntimeError):
    """A use case changed the database and said nothing to the audit. A defect; nothing was committed."""


@dataclass
class Work:
    """What a use case works with: the database, the time, who asks; and what it says happened.

    ``keys`` is the folder of this process's keys.
    """

    service: str
    session: Session
    now: datetime
    machine_now: datetime
    principal: Principal = SYSTEM
    trace: Trace = field(default_factory=Trace)
    keys: Path = Path()
    guard: ClockGuard | None = None
    _audit: list[dict[str, Any]] = field(default_factory=list)
    _events: list[tuple[str, str, Any]] = field(default_factory=list)
    _read: dict[Hashable, Any] = field(default_factory=dict)
    _damages: set[Damage] = field(default_factory=set)
    _ending: bool = False

    def audit(self, action: str, subject: str, **facts: Any) -> None:
        """Say what happened to what: ``audit("sheet.opened", "sheet/S", number=3)``; ids, never names or marks."""
        self._audit.append({"action": action, "subject": subject, "facts": json.dumps(facts, ensure_ascii=False)})

    def emit(self, event_type: str, aggregate: str, data: Any) -> None:
        """Tell the other services: ``data`` is the whole state of ``aggregate``, a dataclass of the contract."""
        self._events.append((event_type, aggregate, data))

    def damaged(self, kind: str, subject: str) -> None:
        """Say that something stored is not what it was; it is told when this work has ended, well or not."""
        self._damages.add(Damage(kind, subject))

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Which rows were said not to read."""
        return tuple(sorted(each.subject for each in self._damages if each.kind == "row_unreadable"))

    def once(self, what: Hashable, read: Callable[[], T]) -> T:
        """What ``read`` brings, read once in this transaction: for what the transaction itself does not change."""
        if what not in self._read:
            self._read[what] = read()
        return cast(T, self._read[what])

    def commit(self) -> None:
        """End the transaction well.

        Raises ``UnauditedWriteError`` when a write has no audit entry, ``Refused(clock_wrong)``.
        """
        self.session.flush()
        if self._wrote() and not self._audit:
            raise UnauditedWriteError(f"{self.service}: a change without an audit entry")
        self._write_audit()
        self._write_outbox()
        self._ending = True
        self.session.commit()

    def check_audited(self) -> None:
        """Raises ``UnauditedWriteError`` when anybody else than ``commit`` ends a transaction that has written."""
        session = self.session
        if not self._ending and (self._wrote() or session.new or session.dirty or session.deleted):
            raise UnauditedWriteError(f"{self.service}: only the unit of work commits a change")

    def _wrote(self) -> bool:
        return not written_tables(self.session) <= _UNAUDITED

    def _write_audit(self) -> None:
        if not self._audit:
            return
        last = self._next_entries(len(self._audit))
        common = {
            "at": self.now,
            "actor": self.principal.person,
            "actor_roles": ",".join(sorted({held.role for held in self.principal.roles})),
            "correlation_id": self.trace.correlation_id,
            "causation_id": self.trace.causation_id,
            "traceparent": self.trace.traceparent,
        }
        first = last - len(self._audit) + 1
        rows = [
            {"sequence": number, "id": str(uuid4()), **common, **entry}
            for number, entry in enumerate(self._audit, first)
        ]
        self.session.connection().execute(_AUDIT, rows)

    def _next_entries(self, count: int) -> int:
        """The last of so many fresh numbers; the clock is looked at while nobody else can get any (¶17)."""
        if self.guard is None:
            return next_number(self.session, "audit", count)
        asked = {"which": "audit", "more": count, "present": self.guard.machine()}
        last, newest = self.session.connection().execute(_COUNT_AT, asked).one()
        self.guard.saw(newest)
        self.guard.check()
        return int(last)

    def _write_outbox(self) -> None:
        if not self._events:
            return
        first = next_number(self.session, "outbox", len(self._events)) - len(self._events) + 1
        rows = [self._outbox_row(number, *event) for number, event in enumerate(self._events, first)]
        self.session.execute(insert(tables.outbox), rows)

    def _outbox_row(self, number: int, event_type: str, aggregate: str, data: Any) -> dict[str, Any]:
        event = Event(
            id=str(uuid4()),
            type=event_type,
            source=self.service,
            aggregate=aggregate,
            sequence=number,
            time=self.now,
            data=encode(data),
            trace=self.trace,
        )
        body = json.dumps(domain_event(event), ensure_ascii=False)
        return {"sequence": number, "id": event.id, "type": event_type, "body": body}


def skip_taken(unit: "UnitOfWork") -> None:
    """Go past numbers that somebody else has put into audit or outbox by hand, and tell which they are."""
    with unit.writing() as work:
        for name, table in (("audit", tables.audit_entry), ("outbox", tables.outbox)):
            for number in _taken(work.session, name, table):
                work.damaged("number_taken", f"{name}/{number}")


def _taken(session: Session, name: str, table: Any) -> list[int]:
    """The numbers after the last one given out that are there already, one after another; they are skipped."""
    taken: list[int] = []
    is_counter = tables.counter.c.name == name
    after = session.scalar(select(tables.counter.c.value).where(is_counter).with_for_update()) or 0
    while session.scalar(select(table.c.sequence).where(table.c.sequence == after + len(taken) + 1)) is not None:
        taken.append(after + len(taken) + 1)
    if taken:
        session.execute(update(tables.counter).where(is_counter).values(value=taken[-1]))
    return taken


_AUDIT = insert(tables.audit_entry)
_COUNT = (
    update(tables.counter)
    .where(tables.counter.c.name == bindparam("which"))
    .values(value=tables.counter.c.value + bindparam("more"))
    .returning(tables.counter.c.value)
)

_NEWEST = tables.counter.c.at
_PRESENT = bindparam("present", type_=Instant)
#: As above, and the newest time, which stays where the clock has gone back.
_COUNT_AT = _COUNT.values(at=case((_NEWEST > _PRESENT, _NEWEST), else_=_PRESENT)).returning(_NEWEST)


def newest_entry(session: Session) -> datetime | None:
    """What the machine's clock showed when the newest entry was written."""
    return session.scalar(select(_NEWEST).where(tables.counter.c.name == "audit"))


def next_number(session: Session, name: str, count: int) -> int:
    """The last of ``count`` fresh numbers; whoever asks next waits until this transaction has ended."""
    number: int = session.connection().execute(_COUNT, {"which": name, "more": count}).scalar_one()
    return number


class UnitOfWork:
    """Opens works on one service's database."""

    def __init__(self, service: str, database: Database, clock: Clock, keys: Path) -> None:
        self.service = service
        self.keys = keys
        self.database = database
        self.clock = clock
        self.guard = ClockGuard(clock)

    @contextmanager
    def writing(self, principal: Principal = SYSTEM, trace: Trace | None = None) -> Iterator[Work]:
        """A work that commits when the block ends well and rolls back when it raises.

        Raises ``Refused(clock_wrong)`` while the machine's clock is not to be believed.
        """
        self.guard.check()
        with self._past_taken(), self._telling() as met, self.database.writing() as session:
            work = session.info[_WORK] = self._work(session, principal, trace, met)
            yield work
            work.commit()

    @contextmanager
    def reading(self, principal: Principal = SYSTEM, trace: Trace | None = None) -> Iterator[Work]:
        """A work that keeps nothing."""
        with self._telling() as met, self.database.reading() as session:
            yield self._work(session, principal, trace, met)

    @contextmanager
    def _past_taken(self) -> Iterator[None]:
        """Where a row was there already: if it has taken a number of ours, the next try goes past it."""
        try:
            yield
        except IntegrityError:
            skip_taken(self)
            raise

    @contextmanager
    def _telling(self) -> Iterator[set[Damage]]:
        """Once a work has ended, however it did, what it met that is damaged is told."""
        met: set[Damage] = set()
        try:
            with refusing_what_breaks():
                yield met
        finally:
            if met:
                self._tell(met)

    def _tell(self, met: Collection[Damage]) -> None:
        """Keep what is not known yet; what another process tells meanwhile is told."""
        with self.reading() as work:
            fresh = damages.bounded(met) - damages.known(work.session)
        if fresh:
            with suppress(IntegrityError), self.writing() as work:
                damages.add(work, fresh)

    def _work(self, session: Session, principal: Principal, trace: Trace | None, met: set[Damage]) -> Work:
        now, machine_now = self.clock.now(), self.clock.machine()
        session.info[KEYS] = self.keys
        who = (principal, trace or Trace())
        return Work(self.service, session, now, machine_now, *who, self.keys, self.guard, _damages=met)


def _check_audited(session: Session) -> None:
    if work := session.info.get(_WORK):
        work.check_audited()


event.listen(Session, "before_commit", _check_audited)
