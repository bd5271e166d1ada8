"""roster with a real database, without a bus."""

from pathlib import Path

import pytest

from tests.roster.academy import Academy
from tests.support.clocks import StillClock
from tests.support.databases import Databases
from tests.support.runtimes import runtime


@pytest.fixture
def academy(databases: Databases, tmp_path: Path, clock: StillClock) -> Academy:
    """An academy on 5 October 2026, in its first term."""
    return Academy(runtime("roster", databases, tmp_path, clock))
