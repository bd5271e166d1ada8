"""That a clock was wrong stands in the database while it is, and in the audit as soon as that can be written (¶8)."""

import logging

from sqlalchemy import select, update

from services.common.clocks.guard import Fault, behind
from services.common.security.tokens import Principal
from services.common.storage.database import Database
from services.common.storage.tables import counter
from services.common.storage.unit_of_work import SYSTEM, UnitOfWork, newest_entry

log = logging.getLogger(__name__)

#: Whoever may run commands on the server, as the audit names them.
OPERATOR = Principal(person="operator", name="", session="")
REASONS = ("behind", "apart")


def watch(unit: UnitOfWork) -> None:
    """Look at the clock: remember what is wrong with it, or tell the audit what was."""
    with unit.database.reading() as session:
        unit.guard.saw(newest_entry(session))
        remembered = {row.name: row.value for row in session.execute(select(counter.c.name, counter.c.value))}
    if (fault := unit.guard.fault() or unit.guard.refused) and not remembered.get(_row(fault)):
        _remember(unit.database, fault)
        remembered[_row(fault)] = fault.seconds
    unit.guard.refused = None
    if not unit.guard.fault() and any(remembered.get(f"clock_{reason}") for reason in REASONS):
        _tell(unit)


def lag(unit: UnitOfWork) -> int:
    """By how many seconds the clock is behind the newest entry; 0 when it is not, or by no more than is let pass."""
    with unit.database.reading() as session:
        fault = behind(unit.guard.machine(), newest_entry(session))
    return fault.seconds if fault else 0


def accept(unit: UnitOfWork) -> int:
    """Let writing begin again though the clock is behind the newest entry, for who knows that it is right.

    By how many seconds it was behind; 0 when it was not, and nothing is done.
    """
    if seconds := lag(unit):
        with unit.writing(OPERATOR) as work:
            work.session.execute(update(counter).where(counter.c.name == "audit").values(at=None))
            work.audit("clock.accepted", f"service/{unit.service}", seconds=seconds)
    return seconds


def _remember(database: Database, fault: Fault) -> None:
    """No entry of the audit, which this clock may not date."""
    log.error("nothing is written: the clock is %s by %d s", fault.reason, fault.seconds)
    with database.writing() as session:
        session.execute(update(counter).where(counter.c.name == _row(fault)).values(value=_kept(fault.seconds)))
        session.commit()


def _tell(unit: UnitOfWork) -> None:
    """Once, whichever process comes first."""
    with unit.writing(SYSTEM) as work:
        for reason in REASONS:
            wrong = counter.c.name == f"clock_{reason}"
            seconds = work.session.scalar(select(counter.c.value).where(wrong).with_for_update())
            if seconds:
                work.session.execute(update(counter).where(wrong).values(value=0))
                work.audit("clock.was_wrong", f"service/{unit.service}", reason=reason, seconds=seconds)
    log.warning("the clock is right again: what is asked for is written")


def _row(fault: Fault) -> str:
    return f"clock_{fault.reason}"


def _kept(seconds: int) -> int:
    """As the column holds it."""
    most = 2**31 - 1
    return max(-most, min(most, seconds))
