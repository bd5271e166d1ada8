"""A demo's first start is interrupted while it loads; the next goes on."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path

from deploy.demo.begun import begin, begun, end, set_clock
from deploy.demo.courses import EXAMINED
from deploy.demo.plan import plan
from tests.deploy.demo.conftest import Demo, Interrupted
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
    filled = sum(value is not None for each in columns if each.kind not in EXAMINED for value in each.values)
    assert (planned, filled, DAY) == (run_demo.loaded.columns, run_demo.loaded.marks, run_demo.loaded.day)
    assert begun(run_demo.data) is None


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
