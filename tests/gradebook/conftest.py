"""gradebook's fixtures."""

from datetime import date
from pathlib import Path

import pytest

from services.gradebook.store.models import Member
from tests.gradebook.academy import Academy, make_academy
from tests.support.clocks import StillClock
from tests.support.databases import Databases


@pytest.fixture
def academy(databases: Databases, tmp_path: Path, clock: StillClock) -> Academy:
    """A journal on Monday 5 October 2026, 09:00."""
    return make_academy(databases, tmp_path, clock)


@pytest.fixture
def cadets(academy: Academy) -> list[str]:
    """Thirty of them are in the group."""
    name = {"family": "Әлиев", "given": "", "patronymic": "", "since": "2026-09-01"}
    names = [f"cadet-{number}" for number in range(30)]
    with academy.runtime.unit.writing() as work:
        since = date(2026, 9, 1)
        work.session.add_all([Member(group_id=academy.group, cadet=each, since=since, names=[name]) for each in names])
        work.audit("group.filled", "academy")
    return names
