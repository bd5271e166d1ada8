"""The fixtures of cases."""

from pathlib import Path

import pytest

from tests.cases.desk import Desk, make_desk
from tests.support.clocks import StillClock
from tests.support.databases import Databases


@pytest.fixture
def desk(databases: Databases, tmp_path: Path, clock: StillClock) -> Desk:
    """Both services on Monday 5 October 2026, 09:00."""
    return make_desk(databases, tmp_path, clock)
