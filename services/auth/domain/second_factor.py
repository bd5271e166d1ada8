"""The second factor (¶4): who needs one, and what a code may be."""

from collections.abc import Iterable

from services.auth.domain.sessions import ENTRUSTED
from services.auth.refusals import Reasons
from services.common.errors import Refusal

#: RFC 6238: seconds of a step, and how many steps a telephone's clock may be off.
STEP_SECONDS = 30
DRIFT = 1
RECOVERY_CODES = 10


def is_due(roles: Iterable[str], held: bool, required: bool) -> bool:
    """¶4: a head, IT and a moderator have to have one where the academy requires it; everybody may."""
    return required and not held and bool(ENTRUSTED & {*roles})


def steps(now: float) -> tuple[int, ...]:
    """The steps whose codes may be shown at this moment, the likeliest first."""
    current = int(now) // STEP_SECONDS
    return (current, *(current + off * sign for off in range(1, DRIFT + 1) for sign in (-1, 1)))


def step_refusal(step: int | None, last_step: int) -> Refusal | None:
    """¶4: no code, a wrong one, and one that was used, or an older one, open nothing."""
    is_fresh = step is not None and step > last_step
    return None if is_fresh else Reasons.second_factor_wrong.refusal()


def as_typed(code: str) -> str:
    """The code that somebody meant: without spaces and dashes, in small letters."""
    return "".join(each for each in code[:60].lower() if each.isalnum())
