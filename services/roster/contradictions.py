"""What contradicts itself in roster's database (¶7)."""

from collections.abc import Iterator

from services.common.storage import consistency
from services.common.storage.damages import Damage
from services.common.storage.unit_of_work import Work
from services.roster.models import Base


def contradictions(work: Work) -> Iterator[Damage]:
    """Everything that is found."""
    yield from consistency.contradictions(work, Base.metadata, ())
