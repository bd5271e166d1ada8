"""A group's term over all subjects on paper: a row for each cadet, a column for each subject (¶2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from gateway.papers.letterhead import Tabular, code_of
from gateway.papers.printing import long_date, printable
from gateway.papers.words import Words
from services.gradebook.contract import Summary, SummaryCell, SummaryRow, SummarySubject

KIND = "group_summary"
#: What is counted under each subject.
SUMS = ("passed", "debt", "not_admitted", "pending")
#: After what no closed sheet says.
OPEN_MARK = "*"


@dataclass(frozen=True, kw_only=True)
class GroupSummaryFacts:
    """A summary for somebody who may see its figures; ``address`` is where it is found."""

    summary: Summary
    language: Literal["kk", "ru"]
    address: str
    zone: ZoneInfo
    kind: ClassVar[str] = KIND

    @property
    def number(self) -> str:
        """It has none: the group and the month in which the term begins."""
        return f"{self.summary.group.name}-{self.summary.term.starts:%Y-%m}"

    @property
    def at(self) -> datetime:
        """When it was made."""
        return self.summary.now


def group_summary(facts: GroupSummaryFacts) -> Tabular:
    """The summary in words."""
    return _Words(facts).summary()


@dataclass(frozen=True)
class _Words:
    """The facts, put into words."""

    facts: GroupSummaryFacts

    def summary(self) -> Tabular:
        told, words, group = self.facts.summary, self._words, printable(self.facts.summary.group.name)
        return Tabular(
            language=self.facts.language,
            title=words("group_summary.title", group=group, term=printable(told.term.name)),
            heading=words(f"kind.{KIND}"),
            about=words("group_summary.about"),
            number="",
            date=long_date(told.now, self.facts.language, self.facts.zone),
            organisation=printable(told.faculty.name),
            author="",
            place=(words("group_summary.place", group=group, term=printable(told.term.name)),),
            notice=self._notice,
            columns=tuple(self._columns()),
            rows=tuple(self._row(*each) for each in enumerate(told.rows, 1)),
            sums=tuple(self._sums()),
            notes=tuple(self._notes()),
            signatures=tuple((words(f"role.{role}"), "", "") for role in ("act", "decision")),
            foot=(words("group_summary.foot"),),
            address=self.facts.address,
            code=code_of(self.facts.address),
            code_title=words("group_summary.code", address=self.facts.address),
            page=words("foot.page"),
        )

    @property
    def _words(self) -> Words:
        return Words(self.facts.language)

    @property
    def _notice(self) -> str:
        """That it is not the last word: a sheet is not closed, or a subject is not in it."""
        told = self.facts.summary
        whole = all(each.closed for each in told.subjects) and not told.left_out
        return "" if whole else self._words("group_summary.draft")

    def _columns(self) -> Iterator[str]:
        yield from (self._words(f"grade_sheet.{each}") for each in ("place", "cadet", "number"))
        yield from (self._subject(each) for each in self.facts.summary.subjects)
        yield from (self._words(f"group_summary.{each}") for each in ("gpa", "debts"))

    def _subject(self, each: SummarySubject) -> str:
        name = printable(each.subject.name) + ("" if each.closed else OPEN_MARK)
        return self._words("group_summary.subject", name=name, credits=each.credits or 0)

    def _row(self, place: int, row: SummaryRow) -> tuple[str, ...]:
        gpa = "–" if row.gpa is None else row.gpa.replace(".", self._words("grade_sheet.comma"))
        return (
            str(place),
            printable(row.full_name or row.name),
            printable(row.number),
            *(self._cell(cell) for cell in row.cells),
            gpa + (OPEN_MARK if row.provisional else ""),
            str(row.not_passed or "–"),
        )

    def _cell(self, cell: SummaryCell) -> str:
        """Points and letter; else why there are none."""
        if cell.standing in ("not_admitted", "broken"):
            return self._words(f"grade_sheet.{cell.standing}")
        said = cell.absence or "–" if cell.points is None else f"{cell.points} {cell.letter}"
        return said + (OPEN_MARK if not cell.closed and said != "–" else "")

    def _sums(self) -> Iterator[tuple[str, ...]]:
        """How many stand so in each subject; nothing of what nobody does."""
        for name in SUMS:
            counts = [getattr(each.tally, name) for each in self.facts.summary.subjects if each.tally]
            if any(counts):
                yield ("", self._words(f"group_summary.sums.{name}"), "", *map(str, counts), "", "")

    def _notes(self) -> Iterator[str]:
        told = self.facts.summary
        if totals := told.totals:
            counts = {name: getattr(totals, name) for name in ("cadets", "clear", "in_debt", "not_admitted")}
            yield self._words("group_summary.totals", **counts)
        if any(not cell.closed for row in told.rows for cell in row.cells):
            yield self._words("group_summary.open")
        for each in told.left_out:
            yield self._words(f"group_summary.left_out.{each.reason}", subject=printable(each.subject.name))
