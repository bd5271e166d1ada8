"""Why a record was revoked or a sheet annulled, under the gradebook's own key: people may name marks (¶5)."""

from services.common.security.sealing import SealBrokenError
from services.common.storage.unit_of_work import Work
from services.gradebook.sealing.generations import Generations
from services.gradebook.sealing.key_ring import key_ring

#: The longest reason: size tells nothing.
_LONGEST = 4100


def sealed_reason(work: Work, what: str, reason: str) -> bytes:
    """The reason; ``what`` was so ended names it ("record/R/revocation")."""
    return _cipher(work).seal(reason, what, _LONGEST)


def opened_reason(work: Work, what: str, sealed: bytes) -> str:
    """The reason again; "" where it was altered, which is told (¶5)."""
    try:
        return str(_cipher(work).open(sealed, what))
    except (SealBrokenError, TypeError):
        work.damaged("seal_broken", what)
        return ""


def _cipher(work: Work) -> Generations:
    return Generations({1: key_ring(work.keys).reasons_key})
