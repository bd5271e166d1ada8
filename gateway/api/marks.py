"""A journal's marks: recorded cell by cell, and each cell's versions."""

from typing import Any

import msgspec

from gateway.api.codes import KEYS, READ_JOURNAL
from gateway.api.endpoint import Endpoint
from gateway.api.schemas import one_of, shape_of, with_messages
from gateway.http.responses import message
from services.gradebook import contract as gradebook
from services.gradebook.refusals import Reasons

#: Why a cell of a batch may be refused, the others being saved.
CELL_REFUSALS = tuple(
    each.code
    for each in (
        Reasons.lesson_unknown,
        Reasons.lesson_removed,
        Reasons.not_your_journal,
        Reasons.outside_substitution,
        Reasons.not_an_examiner,
        Reasons.cadet_unknown,
        Reasons.cadet_not_member,
        Reasons.window_closed,
        Reasons.mark_locked,
        Reasons.sheet_signed,
        Reasons.not_a_mark,
        Reasons.code_not_taken,
        Reasons.not_admitted,
        Reasons.examination_passed,
        Reasons.version_stale,
        Reasons.cell_twice,
        Reasons.cell_malformed,
    )
)


class MarkToRecord(msgspec.Struct, kw_only=True):
    """A cell as it should be; ``version`` is the one seen, 0 for an empty cell."""

    lesson: str
    cadet: str
    value: gradebook.Value
    version: int


RecordMarks = shape_of(gradebook.RecordMarks, without=["journal"], marks=list[MarkToRecord])
RefusedMark = shape_of(gradebook.RefusedMark, code=one_of(CELL_REFUSALS), message=str)
MarksRecorded = shape_of(gradebook.MarksRecorded, refused=list[RefusedMark])  # type: ignore[valid-type]


def marks_recorded(reply: dict[str, Any], language: str) -> Any:
    """``MarksRecorded``: each refusal with its message."""
    return {**reply, "refused": with_messages(reply["refused"], language, message)}


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="PUT",
        path="/journals/{journal}/marks",
        summary="Record marks (¶6, ¶17). Cells are decided one by one: a refused one keeps no other back.",
        request=gradebook.RecordMarks,
        body=RecordMarks,
        reply=MarksRecorded,
        codes=("journal_unknown", "not_your_journal", "too_many_marks", *KEYS),
        present=marks_recorded,
    ),
    Endpoint(
        method="GET",
        path="/journals/{journal}/marks/{lesson}/{cadet}/history",
        summary="Every version of a cell, newest first.",
        request=gradebook.ShowHistory,
        reply=gradebook.History,
        codes=(*READ_JOURNAL, "lesson_unknown", "cadet_unknown"),
    ),
)
