"""The machine's clock goes back: nothing is written until it is right, and the audit says so afterwards."""

import json

import pytest
from sqlalchemy import select

from services.common.clocks.guard import Fault
from services.common.delivery.outbox import LEASE, RelayLease
from services.common.errors import Refused
from services.common.runtime.app import Runtime
from services.common.storage import clock_faults
from services.common.storage.tables import audit_entry
from services.common.storage.unit_of_work import UnitOfWork
from tests.common.conftest import audited, write, written
from tests.support.clocks import StillClock


def _writes(unit: UnitOfWork, place: str) -> None:
    with unit.writing() as work:
        write(work, place)
        work.audit("test.written", place)


def _refused(unit: UnitOfWork) -> Refused:
    with pytest.raises(Refused) as caught:
        _writes(unit, "refused")
    return caught.value


def _told(made: Runtime) -> list[tuple[str, dict[str, object]]]:
    with made.unit.reading() as work:
        rows = work.session.execute(select(audit_entry).where(audit_entry.c.action.startswith("clock.")))
        return [(row.action, json.loads(row.facts)) for row in rows]


def _beside(made: Runtime, clock: StillClock) -> UnitOfWork:
    """Another process of the service, on another machine or started anew."""
    return UnitOfWork("auth", made.unit.database, clock, made.config.keys)


def test_nothing_is_written_while_the_clock_is_behind(made: Runtime, clock: StillClock) -> None:
    """¶17: neither rows nor entries; five seconds are let pass."""
    _writes(made.unit, "first")
    clock.move(seconds=-5)
    _writes(made.unit, "second")
    clock.move(seconds=-1)
    refusal = _refused(made.unit).refusal
    assert ("unavailable", "clock_wrong", "¶8", {"seconds": "6"}) == (
        refusal.kind,
        refusal.code,
        refusal.rule,
        refusal.params,
    )
    assert (["first", "second"], 2) == (written(made), len(audited(made)))


def test_small_steps_back_do_not_add_up(made: Runtime, clock: StillClock) -> None:
    """The newest entry is the one with the latest time, not the last one."""
    _writes(made.unit, "first")
    clock.move(seconds=-4)
    _writes(made.unit, "second")
    clock.move(seconds=-4)
    _refused(made.unit)


def test_another_process_is_refused_when_it_commits(made: Runtime, clock: StillClock) -> None:
    """It has not read what the first has written."""
    other = _beside(made, StillClock())
    clock.move(days=3)
    _writes(made.unit, "first")
    assert {"seconds": "259200"} == _refused(other).refusal.params
    assert ["first"] == written(made)


def test_a_clock_that_goes_back_in_the_middle_of_a_command_ends_it(made: Runtime, clock: StillClock) -> None:
    """What counts is the commit."""
    _writes(made.unit, "first")

    def set_back() -> None:
        with made.unit.writing() as work:
            write(work, "second")
            work.audit("test.written", "second")
            clock.move(days=-3)

    with pytest.raises(Refused):
        set_back()
    assert ["first"] == written(made)


def test_reading_goes_on(made: Runtime, clock: StillClock) -> None:
    """Who looks something up is not in the way."""
    _writes(made.unit, "first")
    clock.move(days=-3)
    assert ["first"] == written(made)


def test_the_audit_says_it_once_the_clock_is_right(made: Runtime, clock: StillClock) -> None:
    """Once, with what was wrong and by how much; the health says it meanwhile."""
    _writes(made.unit, "first")
    clock.move(days=-3)
    made.watch_clock()
    assert ("behind", 259_200) == (made.health()["clock"], made.health()["clock_seconds"])
    assert [] == _told(made)
    clock.move(days=3)
    for _ in range(2):
        made.watch_clock()
    assert [("clock.was_wrong", {"reason": "behind", "seconds": 259_200})] == _told(made)
    assert ("right", 0) == (made.health()["clock"], made.health()["clock_seconds"])


def test_a_clock_that_was_wrong_between_two_looks_is_told_of(made: Runtime, clock: StillClock) -> None:
    """When something was refused for it."""
    _writes(made.unit, "first")
    clock.move(seconds=-60)
    _refused(made.unit)
    clock.move(seconds=60)
    made.watch_clock()
    assert [("clock.was_wrong", {"reason": "behind", "seconds": 60})] == _told(made)


def test_a_process_that_died_meanwhile_tells_it_when_it_starts(made: Runtime, clock: StillClock) -> None:
    """What was wrong stands in the database."""
    _writes(made.unit, "first")
    clock.move(days=-3)
    made.watch_clock()
    clock.move(days=3)
    clock_faults.watch(_beside(made, clock))
    assert [("clock.was_wrong", {"reason": "behind", "seconds": 259_200})] == _told(made)


def test_a_service_starts_though_the_clock_is_behind(made: Runtime, clock: StillClock) -> None:
    """It reads, and says what is wrong."""
    _writes(made.unit, "first")
    clock.move(days=-3)
    unit = _beside(made, clock)
    clock_faults.watch(unit)
    assert Fault("behind", 259_200) == unit.guard.fault()


def test_who_knows_that_the_clock_is_right_says_so(made: Runtime, clock: StillClock) -> None:
    """An entry was dated ahead; the audit shows where its times run backwards, and who has let them."""
    clock.move(days=3)
    _writes(made.unit, "ahead")
    clock.move(days=-3)
    _refused(made.unit)
    operators = _beside(made, clock)
    assert (259_200, 259_200, 0) == (
        clock_faults.lag(operators),
        clock_faults.accept(operators),
        clock_faults.accept(operators),
    )
    made.watch_clock()
    _writes(made.unit, "after")
    assert ["after", "ahead"] == written(made)
    assert ("clock.accepted", {"seconds": 259_200}) == _told(made)[0]


def test_a_demos_clock_goes_back_as_it_likes(made: Runtime, clock: StillClock) -> None:
    """The machine's is what is looked at."""
    _writes(made.unit, "first")
    clock.show(days=-35)
    _writes(made.unit, "second")
    assert ["first", "second"] == written(made)


def test_nothing_is_written_far_from_the_others(made: Runtime, clock: StillClock) -> None:
    """¶8: a clock that is ahead would close lessons, and date what comes after it."""
    right = clock.machine()
    for part in ("roster", "gradebook", "corrections"):
        made.unit.guard.hear(part, right)
    clock.move(days=3)
    assert {"seconds": "259200"} == _refused(made.unit).refusal.params
    assert ("apart", -259_200) == (made.health()["clock"], made.health()["clock_seconds"])


def test_a_lease_from_the_future_is_not_waited_for(made: Runtime, clock: StillClock) -> None:
    """Else what was written would be told to nobody for days."""
    database = made.unit.database
    clock.move(days=3)
    assert RelayLease(database, clock).hold()
    assert not RelayLease(database, clock).hold()
    clock.move(days=-3)
    assert RelayLease(database, clock).hold()
    clock.move(seconds=LEASE.total_seconds() - 1)
    assert not RelayLease(database, clock).hold()
