"""What the mechanism's tests stand on: auth's schema and one of its tables."""

from pathlib import Path

import pytest
from sqlalchemy import select

from services.auth.store.models import FailedSignIns
from services.common.runtime.app import Runtime
from services.common.storage.tables import audit_entry
from services.common.storage.unit_of_work import Work
from tests.support.clocks import StillClock
from tests.support.databases import Databases
from tests.support.runtimes import runtime


def write(work: Work, place: str) -> None:
    """Write a row of a table that must be audited."""
    work.session.add(FailedSignIns(place=place, count=1, last_at=work.machine_now))


def written(made: Runtime) -> list[str]:
    """The rows that were written, sorted."""
    with made.unit.reading() as work:
        return list(work.session.scalars(select(FailedSignIns.place).order_by(FailedSignIns.place)))


def audited(made: Runtime) -> list[tuple[int, str]]:
    """The audit: number and action."""
    with made.unit.reading() as work:
        rows = work.session.execute(select(audit_entry).order_by(audit_entry.c.sequence))
        return [(row.sequence, row.action) for row in rows]


@pytest.fixture
def made(databases: Databases, tmp_path: Path, clock: StillClock) -> Runtime:
    """A runtime on an empty database, without a bus."""
    return runtime("auth", databases, tmp_path, clock)
