"""gradebook's fixtures."""

from pathlib import Path

import pytest

from tests.gradebook.academy import Academy, make_academy
from tests.support.clocks import StillClock
from tests.support.databases import Databases


@pytest.fixture
def academy(databases: Databases, tmp_path: Path, clock: StillClock) -> Academy:
    """A journal on Monday 5 October 2026, 09:00."""
    return make_academy(databases, tmp_path, clock)
