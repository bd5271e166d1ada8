"""A service's own check: what contradicts itself in its database, looked for at start, daily and on demand.

On demand: ``check_damages``, or ``python -m services.<name> check``. Of several processes one does it.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.common.clocks.clock import DemoClock
from services.common.concurrency.processes import is_gone, this_process
from services.common.messaging.wire import CommandId
from services.common.refusals import Reasons
from services.common.storage import damages
from services.common.storage.damages import TIME_BACKWARDS, Damage
from services.common.storage.tables import counter, damage, lease
from services.common.storage.unit_of_work import UnitOfWork, Work

#: Who may know what is damaged; it names ids, never a mark.
WATCHERS = ("it_staff", "moderator", "monitor")
#: Who may have the check begun.
CHECKERS = ("it_staff", "moderator")
#: The name of the check's lease and of its count.
CHECK = "check"
#: A check that has lasted longer has ended without a word.
LONGEST_CHECK = timedelta(hours=6)
#: Who looks daily does not look again where another process has just done so.
DAILY, AT_ONCE = timedelta(hours=23), timedelta(0)
#: More are not shown at once.
MOST = 200

Check = Callable[[Work], Iterable[Damage]]


@dataclass(frozen=True, kw_only=True)
class ListDamages:
    """``list_damages``: IT, moderators and monitoring."""


@dataclass(frozen=True, kw_only=True)
class DamageRow:
    """One of them, and when it was found."""

    kind: str
    subject: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Damages:
    """The newest first; ``total`` counts those that are not shown too.

    ``checked_at``: when the check ended last, ``found`` how much it found; ``checking``: one is under way.
    """

    damages: tuple[DamageRow, ...]
    total: int
    checked_at: datetime | None = None
    found: int = 0
    checking: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckDamages:
    """``check_damages``: IT and moderators; the check begins, and ``list_damages`` tells when it has ended."""

    command_id: CommandId


@dataclass(frozen=True, kw_only=True)
class CheckAsked:
    """It was asked for."""


def list_damages(work: Work, _request: ListDamages) -> Damages:
    """What is known to be damaged. Raises ``Refused(role_required)``."""
    if not any(work.principal.has(role) for role in WATCHERS):
        raise Reasons.role_required.refused(under="¶7", role="moderator")
    newest = select(damage).order_by(damage.c.at.desc(), damage.c.kind, damage.c.subject)
    rows = work.session.execute(newest.limit(MOST))
    shown = tuple(DamageRow(kind=row.kind, subject=row.subject, at=row.at.astimezone(UTC)) for row in rows)
    ended = work.session.execute(select(counter).where(counter.c.name == CHECK)).one_or_none()
    return Damages(
        damages=shown,
        total=damages.count(work.session),
        checked_at=ended.at.astimezone(UTC) if ended and ended.at else None,
        found=ended.value if ended else 0,
        checking=_is_under_way(work.session, work.machine_now),
    )


def ask_for_check(work: Work, _request: CheckDamages) -> CheckAsked:
    """Let the audit know who has the check begun. Raises ``Refused(role_required)``."""
    if not any(work.principal.has(role) for role in CHECKERS):
        raise Reasons.role_required.refused(under="¶7", role="moderator")
    work.audit("check.asked", "damages")
    return CheckAsked()


def check_in_turn(unit: UnitOfWork, contradictions: Check, not_within: timedelta) -> bool:
    """Check, unless another process is doing so or has done so ``not_within`` that time; whether it was done."""
    if not _takes_turn(unit, not_within):
        return False
    check(unit, contradictions)
    return True


def check(unit: UnitOfWork, contradictions: Check) -> tuple[Damage, ...]:
    """Look for everything that a service's check finds; what it found before and finds no more is mended."""
    try:
        found = _check(unit, contradictions)
    except BaseException:
        with suppress(Exception):
            _end(unit, None)
        raise
    _end(unit, len(found))
    return found


def _check(unit: UnitOfWork, contradictions: Check) -> tuple[Damage, ...]:
    with unit.reading() as work:
        found = damages.bounded(each for each in contradictions(work) if not _is_of_a_demo(unit, each))
        known = damages.known(work.session, checked=True)
    if found != known:
        with suppress(IntegrityError), unit.writing() as work:
            damages.add(work, found - damages.known(work.session))
            damages.remove(work, known - found)
            damages.mark_checked(work, found)
    return tuple(sorted(found))


def _is_of_a_demo(unit: UnitOfWork, damage: Damage) -> bool:
    """A demo's time may be moved back at will, so times that run backwards are no contradiction there."""
    return damage.kind == TIME_BACKWARDS and isinstance(unit.clock, DemoClock)


def _takes_turn(unit: UnitOfWork, not_within: timedelta) -> bool:
    now = unit.clock.machine()
    with unit.database.writing() as session:
        ended = session.scalar(select(counter.c.at).where(counter.c.name == CHECK))
        is_fresh = ended is not None and ended <= now < ended + not_within
        if is_fresh or _is_under_way(session, now, for_update=True):
            return False
        session.execute(delete(lease).where(lease.c.name == CHECK))
        session.execute(insert(lease).values(name=CHECK, holder=this_process(), until=now + LONGEST_CHECK))
        session.commit()
    return True


def _is_under_way(session: Session, now: datetime, *, for_update: bool = False) -> bool:
    """Whether a process that may be alive checks."""
    wanted = select(lease).where(lease.c.name == CHECK)
    held = session.execute(wanted.with_for_update() if for_update else wanted).one_or_none()
    return held is not None and now < held.until <= now + LONGEST_CHECK and not is_gone(held.holder)


def _end(unit: UnitOfWork, found: int | None) -> None:
    """Another process may check again; when this ended and how much it found, unless it failed."""
    now = unit.clock.machine()
    with unit.database.writing() as session:
        session.execute(delete(lease).where(lease.c.name == CHECK))
        if found is not None:
            session.execute(delete(counter).where(counter.c.name == CHECK))
            session.execute(insert(counter).values(name=CHECK, value=found, at=now))
        session.commit()
