"""What contradicts itself in roster's database (¶7)."""

from collections.abc import Iterator

from services.common import upkeep
from services.common.damages import Damage
from services.common.work import Work
from services.roster.models import Base


def contradictions(work: Work) -> Iterator[Damage]:
    """Everything that is found."""
    yield from upkeep.contradictions(work, Base.metadata, ())
