"""The kinds of a journal's columns: what each counts as, who enters it, what it takes and how often (¶2, ¶3, ¶6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from services.common.errors import Refusal
from services.common.regulation.deadlines import last_entry_day
from services.common.regulation.spans import Span
from services.gradebook.contract import AbsenceCode, CountsAs, Kind
from services.gradebook.domain.access import covers, entering_refusal
from services.gradebook.refusals import Reasons

Enterers = Literal["teachers", "examiners"]

#: ¶2: how many midterm controls, and how many rating controls, a term has at most.
MOST_CONTROLS = 4
#: How many retakes an examination has, where the policy says nothing else.
USUAL_RETAKES = 2
_ALL: tuple[AbsenceCode, ...] = get_args(AbsenceCode)
#: A duty or a leave is no reason at an examination: it is moved to another date.
_AT_EXAMINATIONS: tuple[AbsenceCode, ...] = ("а", "дс", "қ")


@dataclass(frozen=True)
class ColumnKind:
    """A kind of column. ``most``: how many a journal may have; None: any number. ``made_up``: whether a make-up is."""

    name: Kind
    counts_as: CountsAs
    entered_by: Enterers = "teachers"
    codes: tuple[AbsenceCode, ...] = _ALL
    most: int | None = None
    made_up: bool = True


def _examined(name: Kind, counts_as: CountsAs, most: int = 1) -> ColumnKind:
    return ColumnKind(name, counts_as, "examiners", _AT_EXAMINATIONS, most, made_up=False)


#: In the order in which forms offer them.
COLUMNS: Mapping[str, ColumnKind] = {
    each.name: each
    for each in (
        ColumnKind("lecture", "current"),
        ColumnKind("seminar", "current"),
        ColumnKind("practical", "current"),
        ColumnKind("midterm_control", "control", most=MOST_CONTROLS),
        ColumnKind("rating_control", "control", most=MOST_CONTROLS),
        _examined("examination", "examination"),
        _examined("retake", "examination", USUAL_RETAKES),
        _examined("final_attestation", "final_attestation"),
    )
}


def is_examined(kind: str) -> bool:
    """¶2: whether a column of the kind is its examiners', not the journal's teachers'."""
    return kind in COLUMNS and COLUMNS[kind].entered_by == "examiners"


def author_refusal(kind: str, entering: Sequence[Span], day: date) -> Refusal | None:
    """¶3, ¶21: who teaches enters lessons and controls, who examines the rest; ``entering`` is when who asks does."""
    if not is_examined(kind):
        return entering_refusal(entering, day)
    return None if covers(entering, day) else Reasons.not_an_examiner.refusal()


def code_refusal(kind: str, value: Any) -> Refusal | None:
    """¶2, ¶6: an absence code that has no sense in such a column; it is not quoted back."""
    codes = COLUMNS[kind].codes
    if not isinstance(value, str) or value in codes:
        return None
    return Reasons.code_not_taken.refusal(codes=", ".join(codes))


def last_adding_day(kind: str, day: date) -> date:
    """¶17: a lesson or a control is added while its window is open, an examination on its date."""
    return day if is_examined(kind) else last_entry_day(day)


def most_columns(kind: str, retakes: int = USUAL_RETAKES) -> int | None:
    """¶2: how many columns of the kind a journal may have; of retakes as many as its policy says."""
    return retakes if kind == "retake" else COLUMNS[kind].most


def has_room(kind: str, there: int, retakes: int = USUAL_RETAKES) -> bool:
    """¶2: whether a journal may have one more; ``there``: how many there are, removed ones left out."""
    most = most_columns(kind, retakes)
    return most is None or there < most


def number_refusal(kind: str, there: int, retakes: int = USUAL_RETAKES) -> Refusal | None:
    """¶2: there is one examination, and a few controls."""
    if has_room(kind, there, retakes):
        return None
    return Reasons.too_many_columns.refusal(most=most_columns(kind, retakes))


def made_up_refusal(kind: str) -> Refusal | None:
    """¶19: a lesson or a control is made up; an examination is retaken."""
    return None if COLUMNS[kind].made_up else Reasons.not_made_up.refusal()


def counts_as(kind: Any) -> CountsAs:
    """¶2: what a column's marks count as; those of one whose kind does not read count as a lesson's."""
    return COLUMNS[kind].counts_as if kind in COLUMNS else "current"
