"""How methodists work (¶12)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.corrections.contract.values import Named, Someone

#: What is counted of a faculty and of a methodist, as in ``FacultyWork`` and ``MethodistWork``.
Counted = Literal["reports", "amending", "discrepancies", "returned", "with_head", "with_it", "overdue"]


@dataclass(frozen=True, kw_only=True)
class OverseeMethodists:
    """``oversee_methodists``: IT and moderators; numbers and dates, no texts and no marks."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many wait, and since when the oldest of them does; None when there is none."""

    number: int
    since: datetime | None


@dataclass(frozen=True, kw_only=True)
class MethodistWork:
    """Where the unfinished acts of one methodist stand; ``appointed``: is a methodist of the faculty now.

    ``returned``: came back from the head or the gradebook; ``with_head``: wait for the decision; ``with_it``: are
    approved, the first of them due at ``due_at``; ``overdue``: those of them not applied in time (¶10), since then.
    """

    methodist: Someone
    appointed: bool
    returned: Waiting
    with_head: Waiting
    with_it: Waiting
    due_at: datetime | None
    overdue: Waiting


@dataclass(frozen=True, kw_only=True)
class FacultyWork:
    """What waits for a faculty's methodists together, and for each.

    ``reports``: wait for an act; ``amending``: of whatever kind, were sent back to their authors, an act or not;
    ``discrepancies``: are open (¶20).
    """

    faculty: Named
    reports: Waiting
    amending: Waiting
    discrepancies: Waiting
    methodists: tuple[MethodistWork, ...]


@dataclass(frozen=True, kw_only=True)
class MethodistsWork:
    """Faculties and people in Kazakh alphabetical order.

    ``readable``: of which numbers the reader may read everything that was counted (¶7, ¶10).
    """

    faculties: tuple[FacultyWork, ...]
    readable: tuple[Counted, ...] = ()
