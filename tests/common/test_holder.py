"""Who has died is known at once on the same machine; of others nobody can tell."""

import subprocess
import sys

import pytest

from services.common.concurrency.processes import is_gone, this_process
from services.common.delivery.outbox import RelayLease
from services.common.runtime.app import Runtime
from tests.support.clocks import StillClock

NAMED = "from services.common.concurrency.processes import this_process; print(this_process(), flush=True); input()"


def _another() -> tuple[subprocess.Popen[str], str]:
    """A process that runs until it is killed, and its name."""
    process = subprocess.Popen([sys.executable, "-c", NAMED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def test_a_process_is_gone_once_it_was_killed() -> None:
    """Not before; and a name is short enough for its column."""
    process, name = _another()
    with process:
        assert not is_gone(name)
        process.kill()
        process.wait()
        assert is_gone(name)
    assert len(name) <= 80


def test_a_number_that_another_process_has_now_is_not_the_same_process() -> None:
    """When it began tells them apart."""
    place, number, began = this_process().split("/")
    assert not is_gone(f"{place}/{number}/{began}")
    assert is_gone(f"{place}/{number}/{int(began) - 1}")


@pytest.mark.parametrize("name", ["", "8d0c7a7a-uuid", "elsewhere.1/1/1", "elsewhere.1"])
def test_of_another_machine_nobody_can_tell(name: str) -> None:
    """Nor of what an earlier release wrote."""
    assert not is_gone(name)


def test_the_relays_lease_is_taken_over_at_once_from_who_has_died(made: Runtime, clock: StillClock) -> None:
    """Nobody waits eight seconds for a process that was killed; one that lives is waited for."""
    process, name = _another()
    with process:
        assert RelayLease(made.unit.database, clock, name).hold()
        assert not RelayLease(made.unit.database, clock).hold()
        process.kill()
        process.wait()
        assert RelayLease(made.unit.database, clock).hold()
        assert not RelayLease(made.unit.database, clock, "elsewhere.1/1/1").hold()
    clock.move(seconds=9)
    assert RelayLease(made.unit.database, clock, "elsewhere.1/1/1").hold()
