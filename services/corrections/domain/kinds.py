"""The kinds of cases in one table: by which paragraph each comes, which papers it needs, who carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from services.common.regulation.deadlines import TWO_WEEKS
from services.corrections.contract import CaseKind, CaseStart, Executor, PaperKind


@dataclass(frozen=True, kw_only=True)
class KindRules:
    """How a kind of case goes.

    ``about``: what it names; a ``held_lesson`` is in no journal yet, and ``journals`` are named with two people and
    days (¶21). ``rule``: the paragraph that it comes from. ``first_paper``: what it begins with, and is called by.
    ``needs_act``: a methodist's act comes before the decision (¶13), else it goes straight to the head.
    ``report_within``: of the lesson (¶19). ``granted_by``: the paper by which the head grants it.
    ``carried_out_by``: IT on the warrant (¶10), the teacher whom it lets enter (¶19), or the decision itself (¶21).
    ``report_fields`` and ``act_fields``: what such a paper says beside its text, and says anew when it comes back.
    """

    about: Literal["cell", "lesson", "held_lesson", "journals"]
    rule: str
    first_paper: CaseStart = "report"
    needs_act: bool = True
    report_within: timedelta | None = None
    granted_by: PaperKind = "decision"
    carried_out_by: Executor = "it_staff"
    report_fields: tuple[str, ...] = ()
    act_fields: tuple[str, ...] = ()

    @property
    def has_value(self) -> bool:
        """Whether it says what a cell is to hold (¶6)."""
        return "value" in self.report_fields

    @property
    def has_terms(self) -> bool:
        """Whether it lets one person stand in for another for some days (¶21)."""
        return self.about == "journals"

    @property
    def is_reported(self) -> bool:
        """Whether it begins with a report about a place in a journal (¶4, ¶19)."""
        return self.first_paper == "report" and not self.has_terms


_TERMS = ("absent", "substitute", "journals", "since", "until")

#: In the order in which reports are offered.
KINDS: Mapping[CaseKind, KindRules] = {
    "mark_correction": KindRules(about="cell", rule="¶4", report_fields=("value",)),
    "make_up": KindRules(about="cell", rule="¶19", needs_act=False, report_within=TWO_WEEKS, carried_out_by="teacher"),
    "late_entry": KindRules(about="lesson", rule="¶4", report_fields=("open_days",)),
    "late_lesson": KindRules(about="held_lesson", rule="¶4", report_fields=("open_days", "held")),
    "removal": KindRules(about="lesson", rule="¶19", report_within=TWO_WEEKS),
    "discrepancy": KindRules(
        about="cell", rule="¶20", first_paper="act", report_fields=("value",), act_fields=("value",)
    ),
    "substitution": KindRules(
        about="journals",
        rule="¶21",
        needs_act=False,
        granted_by="permission",
        carried_out_by="decision",
        report_fields=_TERMS,
    ),
}
