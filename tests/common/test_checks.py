"""The check of the stored data: one of several processes does it, and says when and what it found (¶7)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from services.common.clocks.clock import DemoClock
from services.common.concurrency.processes import this_process
from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.runtime.app import Runtime
from services.common.storage import checks
from services.common.storage.checks import AT_ONCE, CHECK, DAILY, CheckDamages, ListDamages, check_in_turn
from services.common.storage.damages import Damage
from services.common.storage.tables import audit_entry, lease
from services.common.storage.unit_of_work import Work
from tests.support.clocks import ALMATY, StillClock
from tests.support.databases import Databases
from tests.support.runtimes import principal, runtime

MODERATOR = principal("m", ("moderator", ""))


@pytest.fixture
def service(databases: Databases, tmp_path: Path, clock: StillClock) -> Runtime:
    """Any service."""
    return runtime("roster", databases, tmp_path, clock)


def _one(_work: Work) -> Iterator[Damage]:
    yield Damage("row_unreadable", "group/g")


def _fails(_work: Work) -> Iterator[Damage]:
    raise OSError("the disk")


def _said(service: Runtime) -> tuple[bool, int, bool]:
    """Whether it is known when the check ended, how much it found, whether one is under way."""
    answer = service.run_query(checks.list_damages, ListDamages, {}, MODERATOR, Trace())
    return answer["checked_at"] is not None, answer["found"], answer["checking"]


def test_it_says_when_it_ended_and_what_it_found(service: Runtime, clock: StillClock) -> None:
    """¶7: before the first one, nothing."""
    assert (False, 0, False) == _said(service)
    assert check_in_turn(service.unit, _one, AT_ONCE)
    assert (True, 1, False) == _said(service)
    clock.move(hours=1)
    assert () == checks.check(service.unit, lambda _: iter(()))
    assert (True, 0, False) == _said(service)


def test_a_demos_time_may_run_backwards(service: Runtime, tmp_path: Path) -> None:
    """Its clock is moved at will; an academy's is not."""

    def backwards(_work: Work) -> Iterator[Damage]:
        yield Damage("time_backwards", "audit/2")

    assert 1 == len(checks.check(service.unit, backwards))
    service.unit.clock = DemoClock(ALMATY, tmp_path / "clock.json")
    assert () == checks.check(service.unit, backwards)


def test_the_daily_one_is_done_once(service: Runtime, clock: StillClock) -> None:
    """Whoever comes second that day leaves it; at a start, or when somebody asks, it is done."""
    assert [True, False] == [check_in_turn(service.unit, _one, DAILY) for _ in range(2)]
    assert check_in_turn(service.unit, _one, AT_ONCE)
    clock.move(hours=24)
    assert [True, False] == [check_in_turn(service.unit, _one, DAILY) for _ in range(2)]


@pytest.mark.parametrize(
    ("holder", "done"), [(this_process(), False), (f"{this_process()}0", True)], ids=["alive", "dead"]
)
def test_two_do_not_check_at_once(service: Runtime, holder: str, done: bool) -> None:
    """While a process lives that has begun; one that has died keeps nobody back."""
    until = service.clock.machine() + timedelta(hours=1)
    with service.unit.database.writing() as session:
        session.execute(insert(lease).values(name=CHECK, holder=holder, until=until))
        session.commit()
    assert done == check_in_turn(service.unit, _one, AT_ONCE)
    assert (done, int(done), not done) == _said(service)


def test_one_that_fails_leaves_the_next_its_turn(service: Runtime) -> None:
    """And is not taken for one that found nothing."""
    with pytest.raises(OSError, match="disk"):
        check_in_turn(service.unit, _fails, AT_ONCE)
    assert (False, 0, False) == _said(service)
    assert check_in_turn(service.unit, _one, DAILY)


def test_it_and_moderators_have_it_begun(service: Runtime) -> None:
    """¶7: the audit says who; nobody else may."""
    for role in ("it_staff", "moderator"):
        who = principal(role, (role, ""))
        service.run_command(checks.ask_for_check, CheckDamages, {"command_id": f"c-{role}"}, who, Trace())
    for role in ("teacher", "monitor", "methodist"):
        who = principal(role, (role, "f"))
        with pytest.raises(Refused, match="role_required"):
            service.run_command(checks.ask_for_check, CheckDamages, {"command_id": f"c-{role}"}, who, Trace())
    with service.unit.reading() as work:
        asked = work.session.scalars(select(audit_entry.c.actor).where(audit_entry.c.action == "check.asked"))
        assert {"it_staff", "moderator"} == set(asked)
