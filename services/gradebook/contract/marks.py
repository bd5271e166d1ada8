"""Adding lessons and entering marks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.common.messaging.wire import CommandId
from services.gradebook.contract.journals import Mean
from services.gradebook.contract.results import Result
from services.gradebook.contract.values import Someone, Value


@dataclass(frozen=True, kw_only=True)
class HoldLesson:
    """``hold_lesson``: who enters columns of the kind on that date; replies ``Lesson`` (¶3, ¶17, ¶18)."""

    command_id: CommandId
    journal: str
    date: date
    kind: str
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class CorrectLesson:
    """``correct_lesson``: who enters it, while its window is open; replies ``Lesson`` (¶17, ¶18).

    ``version``: the ``correction`` of the lesson as it was seen.
    """

    command_id: CommandId
    journal: str
    lesson: str
    kind: str
    topic: str
    version: int


@dataclass(frozen=True, kw_only=True)
class RecordMarks:
    """``record_marks``: at most 500 cells, each an object {lesson, cadet, value, version}.

    Cells are decoded one by one, so that a malformed one is refused alone.
    """

    command_id: CommandId
    journal: str
    marks: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A cell that was written."""

    lesson: str
    cadet: str
    version: int


@dataclass(frozen=True, kw_only=True)
class CurrentMark:
    """What a refused cell holds now; ``broken``: it does not open (¶5)."""

    value: Value
    version: int
    author: Someone
    at: datetime
    broken: bool = False


@dataclass(frozen=True, kw_only=True)
class RefusedMark:
    """A cell that was not written, and why."""

    lesson: str
    cadet: str
    rule: str
    code: str
    params: dict[str, str]
    current: CurrentMark | None


@dataclass(frozen=True, kw_only=True)
class MarksRecorded:
    """The answer, cell by cell; ``means`` and ``results`` of the cadets whose cells were written."""

    saved: tuple[Saved, ...]
    refused: tuple[RefusedMark, ...]
    means: tuple[Mean, ...]
    results: tuple[Result, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordMakeUp:
    """``record_make_up``: the teacher whom a warrant permits it, once; replies ``MakeUpRecorded`` (¶19)."""

    command_id: CommandId
    journal: str
    lesson: str
    cadet: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class MakeUpRecorded:
    """It stands beside the original."""

    case: str
