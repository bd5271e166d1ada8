"""Reporting to a case what became of its warrant, or that its permission no longer fits (¶4, ¶19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from services.common.security.warrants import fingerprint
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import WARRANT_PUT_ASIDE, WARRANT_SETTLED, WarrantPutAside, WarrantSettled
from services.gradebook.refusals import Reasons
from services.gradebook.store import permissions
from services.gradebook.store.marks import Cell
from services.gradebook.store.permissions import OpenPermit


@dataclass(frozen=True)
class WarrantOutcome:
    """What became of a warrant; ``code`` says why it was refused, ``lesson`` names the lesson that it added."""

    outcome: Literal["registered", "applied", "refused"]
    code: str = ""
    lesson: str = ""


APPLIED, REGISTERED = WarrantOutcome("applied"), WarrantOutcome("registered")


def report_outcome(work: Work, case: str, warrant: str, what: WarrantOutcome) -> None:
    """Tell the case what became of its warrant."""
    state = WarrantSettled(
        case=case, warrant=warrant, outcome=what.outcome, code=what.code, at=work.now, lesson=what.lesson
    )
    work.emit(WARRANT_SETTLED, f"case/{case}", state)


def report_put_aside(work: Work, case: str, statement: str, why: Literal["key_unknown", "not_taken_in"]) -> None:
    """Tell the case that its warrant waits for an operator."""
    state = WarrantPutAside(case=case, fingerprint=fingerprint(statement), why=why, at=work.now)
    work.emit(WARRANT_PUT_ASIDE, f"case/{case}", state)


def end_permits_of_cells(work: Work, changed: Mapping[Cell, int]) -> None:
    """End the permissions for a make-up of changed cells, given with the versions that they had (¶4, ¶19)."""
    for permit in permissions.open_permits(work.session, {lesson for lesson, _ in changed}, work.now):
        if changed.get(permit.cell) == permit.version:
            _end(work, permit)


def end_permits_of_lesson(work: Work, lesson: str) -> None:
    """End the permissions for make-ups of a removed lesson (¶19)."""
    for permit in permissions.open_permits(work.session, [lesson], work.now):
        _end(work, permit)


def _end(work: Work, permit: OpenPermit) -> None:
    """End one permission: its case goes back, as that of a correction whose cell has changed."""
    refusal = Reasons.warrant_conflict.refusal()
    facts = {"code": refusal.code, "rule": refusal.rule, "by": work.principal.person}
    work.audit("warrant.refused", f"case/{permit.case}", **facts)
    report_outcome(work, permit.case, permit.warrant, WarrantOutcome("refused", refusal.code))
