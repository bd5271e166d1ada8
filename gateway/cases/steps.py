"""Who has made each step of a case: people, or the journal on somebody's behalf (¶10, ¶13)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from services.corrections.contract import Executor, Someone, Step

#: As whom what the gradebook made of a warrant, and what time has done, is recorded.
GRADEBOOK, CLOCK = "service/gradebook", "system"
NOBODY = Someone(id="", name="")
Maker = Literal["", "by_clock", "by_gradebook", "by_gradebook_for", "by_gradebook_entered", "by_gradebook_decided"]
#: By the last step on which the gradebook acts.
_FOR: dict[str, Maker] = {"applying": "by_gradebook_for", "approved": "by_gradebook_decided"}


@dataclass(frozen=True)
class Made:
    """A step; ``maker``: how the texts under ``ui.case`` call who made it, "" where it is ``by`` alone."""

    step: Step
    maker: Maker
    by: Someone

    @property
    def name(self) -> str:
        """As lists show it."""
        return self.by.name


def made(carried_out_by: Executor, author: Someone, steps: Iterable[Step]) -> Iterator[Made]:
    """Each with its maker: the journal acts for IT that has handed the warrant on, for the author whom it lets enter,
    or on the decision itself.
    """
    why, whom = "", NOBODY
    for step in steps:
        if step.action in _FOR:
            why, whom = step.action, step.by
        if step.by.id == CLOCK:
            yield Made(step, "by_clock", NOBODY)
        elif step.by.id != GRADEBOOK:
            yield Made(step, "", step.by)
        elif carried_out_by == "teacher":
            yield Made(step, "by_gradebook_entered" if step.action == "applied" else "by_gradebook", author)
        else:
            yield Made(step, _FOR.get(why, "by_gradebook"), whom)
