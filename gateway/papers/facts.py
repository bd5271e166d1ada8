"""What is known of a paper: its case, the papers before and after it, and what it is about."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from gateway.papers.printing import paper_number
from services.common.security.warrants import HeldLesson
from services.corrections.contract import Case, Paper, SubstitutionTerms
from services.gradebook.contract import OpenedChange

_STAGE = {"report": 0, "act": 1, "decision": 2, "permission": 2}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A paper of a case, for somebody: ``change`` is what the gradebook opened to them; ``address`` the case's."""

    paper: Paper
    case: Case
    change: OpenedChange | None
    language: Literal["kk", "ru"]
    address: str
    zone: ZoneInfo

    @property
    def kind(self) -> str:
        """The paper's."""
        return self.paper.kind

    @property
    def number(self) -> str:
        """The paper's."""
        return paper_number(self.paper)

    @property
    def at(self) -> datetime:
        """When it was drawn up."""
        return self.paper.at

    @property
    def terms(self) -> SubstitutionTerms | None:
        """The substitution that this very paper is about, whatever it was amended to."""
        return self.paper.substitution or self.case.substitution

    @property
    def held(self) -> HeldLesson | None:
        """Which lesson was held and is to be added, None in other cases."""
        return self.paper.held or self.case.held

    @property
    def lesson_day(self) -> date | None:
        """The lesson's as the paper names it; a late lesson's may have been amended since."""
        return self.paper.held.date if self.paper.held else self.case.lesson_date

    @property
    def open_days(self) -> int:
        """For how many days a column is to be open, 0 where none is."""
        return self.paper.open_days or self.case.open_days

    @cached_property
    def later(self) -> Paper | None:
        """The paper that took this one's place: the same or an earlier step of the case, made anew."""
        papers = self.case.papers
        after = papers[papers.index(self.paper) + 1 :]
        return next((each for each in after if _STAGE[each.kind] <= _STAGE[self.kind]), None)

    def earlier(self) -> list[Paper]:
        """The newest paper of each step before this one."""
        papers = self.case.papers
        before = papers[: papers.index(self.paper)]
        newest = {each.kind: each for each in before if _STAGE[each.kind] < _STAGE[self.kind]}
        return sorted(newest.values(), key=lambda each: _STAGE[each.kind])
