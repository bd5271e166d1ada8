"""The kinds of cases in one table: which papers each needs, by when it is reported, who carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from services.common.regulation.deadlines import TWO_WEEKS
from services.corrections.contract import CaseKind


@dataclass(frozen=True)
class KindRules:
    """How a kind of case goes.

    ``about``: what it names; a ``held_lesson`` is in no journal yet. ``needs_act``: a methodist's act comes before
    the decision (¶13), else it goes straight to the head. ``report_within``: of the lesson (¶19). ``carried_out_by``:
    IT on the warrant (¶10), the teacher whom it lets enter (¶19), or the decision itself (¶21). ``report_fields`` and
    ``act_fields``: what such a paper says beside its text, and says anew when it comes back.
    """

    about: Literal["cell", "lesson", "held_lesson", "journals"]
    needs_act: bool
    report_within: timedelta | None
    carried_out_by: Literal["it_staff", "teacher", "decision"]
    has_value: bool = False
    report_fields: tuple[str, ...] = ()
    act_fields: tuple[str, ...] = ()


_TERMS = ("absent", "substitute", "journals", "since", "until")

KINDS: Mapping[CaseKind, KindRules] = {
    "mark_correction": KindRules("cell", True, None, "it_staff", has_value=True, report_fields=("value",)),
    "discrepancy": KindRules("cell", True, None, "it_staff", True, ("value",), act_fields=("value",)),
    "late_entry": KindRules("lesson", True, None, "it_staff", report_fields=("open_days",)),
    "late_lesson": KindRules("held_lesson", True, None, "it_staff", report_fields=("open_days", "held")),
    "removal": KindRules("lesson", True, TWO_WEEKS, "it_staff"),
    "make_up": KindRules("cell", False, TWO_WEEKS, "teacher"),
    "substitution": KindRules("journals", False, None, "decision", report_fields=_TERMS),
}
