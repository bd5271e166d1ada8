"""corrections' fixtures."""

from pathlib import Path

import pytest

from tests.corrections.academy import Academy, make_academy
from tests.support.clocks import StillClock
from tests.support.databases import Databases


@pytest.fixture
def academy(databases: Databases, tmp_path: Path, clock: StillClock) -> Academy:
    """A journal with a lesson of Monday 5 October 2026."""
    return make_academy(databases, tmp_path, clock)
