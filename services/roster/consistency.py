"""Checks roster's database for contradictions (¶7)."""

from collections.abc import Iterator

from services.common.storage import consistency
from services.common.storage.damages import Damage
from services.common.storage.unit_of_work import Work
from services.roster.store.models import Base


def contradictions(work: Work) -> Iterator[Damage]:
    """Every contradiction that is found."""
    yield from consistency.contradictions(work, Base.metadata, ())
