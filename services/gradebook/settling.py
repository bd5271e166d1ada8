"""What a case hears of its warrant: what became of it, or that what it permitted fits no longer (¶4, ¶19)."""

from collections.abc import Mapping
from typing import Literal

from services.common.work import Work
from services.gradebook import queries
from services.gradebook.contract import WARRANT_SETTLED, WarrantSettled
from services.gradebook.queries import Cell, OpenPermit

Outcome = Literal["registered", "applied", "refused"]


def settle(work: Work, case: str, warrant: str, outcome: Outcome, code: str = "") -> None:
    """Tell the case what became of its warrant."""
    state = WarrantSettled(case=case, warrant=warrant, outcome=outcome, code=code, at=work.now)
    work.emit(WARRANT_SETTLED, f"case/{case}", state)


def outdate_make_ups(work: Work, changed: Mapping[Cell, int]) -> None:
    """Of cells that change, each with the version it had: who may make one up may so as the mark was (¶4, ¶19)."""
    for permit in queries.open_permits(work.session, {lesson for lesson, _ in changed}, work.now):
        if changed.get(permit.cell) == permit.version:
            _end(work, permit)


def end_make_ups(work: Work, lesson: str) -> None:
    """Of a lesson that is removed nothing is made up (¶19)."""
    for permit in queries.open_permits(work.session, [lesson], work.now):
        _end(work, permit)


def _end(work: Work, permit: OpenPermit) -> None:
    """The case goes back, as that of a correction whose cell has changed does."""
    facts = {"code": "warrant_conflict", "rule": "¶4", "by": work.principal.person}
    work.audit("warrant.refused", f"case/{permit.case}", **facts)
    settle(work, permit.case, permit.warrant, "refused", "warrant_conflict")
