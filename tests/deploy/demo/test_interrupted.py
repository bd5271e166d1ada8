"""A demo's first start is interrupted while it loads; the next goes on."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from deploy.certificates import Files, make
from deploy.demo.begun import begin, begun, end, set_clock
from deploy.demo.plan import plan
from tests.deploy.demo.conftest import Demo, Interrupted
from tests.deploy.running import interrupt, processes_of
from tests.support.clocks import ALMATY

DAY = date(2026, 10, 5)
NOW, LATER = (datetime(2026, 10, day, 9, tzinfo=ALMATY) for day in (5, 14))


def test_an_interrupted_load_ends_politely(interrupted: Interrupted) -> None:
    """Nothing goes on, nobody is promised a sign-in, and the clock is back at its day."""
    assert ([], [], DAY) == (interrupted.processes, interrupted.accounts, interrupted.day)


def test_the_next_start_goes_on_with_the_same_plan(run_demo: Demo) -> None:
    """Every column of the plan is there once, with its marks, and the clock is right."""
    columns = [column for day in plan(DAY).days() for column in plan(DAY).columns(day)]
    planned = Counter(column.course.key for column in columns)
    filled = sum(value is not None for column in columns if not column.examined for value in column.values)
    assert (planned, filled, DAY) == (run_demo.loaded.columns, run_demo.loaded.marks, run_demo.loaded.day)
    assert begun(run_demo.data) is None


def test_a_demo_is_loaded_over_tls_at_another_address(tmp_path: Path) -> None:
    """The loader speaks to the gateway where it listens, and knows it by its own certificate."""
    make(tmp_path / "keys", {"gateway": ("journal.academy.kz",)}, now=datetime.now(UTC))
    files = Files.of(tmp_path / "keys", "gateway")
    tls = {"JURNAL_TLS_CERTIFICATE": str(files.certificate), "JURNAL_TLS_KEY": str(files.key)}
    interrupt(tmp_path / "data", "(1 of", JURNAL_HOST="127.0.0.2", **tls)
    assert [] == processes_of(tmp_path / "data")


def test_a_load_in_another_week_goes_on_with_its_plan(tmp_path: Path) -> None:
    """The plan stays, whatever the clock shows; the clock goes where it was set last."""
    first = begin(tmp_path, NOW)
    assert (NOW, first) == (first.day, begin(tmp_path, LATER))
    set_clock(tmp_path, LATER)
    again = begin(tmp_path, NOW)
    assert (NOW, LATER.date()) == (again.day, again.now().date())
    end(tmp_path)
    assert begun(tmp_path) is None


def test_a_clock_set_before_any_load_begins_none(tmp_path: Path) -> None:
    """Only a load has a plan."""
    set_clock(tmp_path, LATER)
    assert begun(tmp_path) is None
