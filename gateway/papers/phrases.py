"""The parts of a paper's sentences: what it is about, from what to what, and on which papers it rests."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gateway.i18n.formats import Formats
from gateway.papers.facts import Facts
from gateway.papers.printing import cadet_in_full, held_words, in_full, long_date, paper_number, printable
from gateway.papers.words import Words
from services.corrections.contract import Paper
from services.gradebook.contract import Value


@dataclass(frozen=True)
class Phrases:
    """The facts, put into parts of sentences."""

    facts: Facts

    @property
    def words(self) -> Words:
        """The words of the paper's language."""
        return Words(self.facts.language)

    @property
    def formats(self) -> Formats:
        """How the language prints instants."""
        return Formats(self.facts.language, self.facts.zone)

    def date(self, day: date) -> str:
        """2026 жылғы 5 қазан · 5 октября 2026 г., academy time."""
        return long_date(day, self.facts.language, self.facts.zone)

    def of_kind(self, key: str) -> str:
        """The key of the words for this kind of case, where it has its own."""
        paper, case = self.facts.paper.kind, self.facts.case.kind
        own = f"{key}.{paper}_{case}"
        return own if self.words.has(own) else f"{key}.{paper}"

    @property
    def kind(self) -> str:
        """A correction of a make-up mark says that it is one (¶19), to whom the marks are opened (¶5)."""
        change, kind = self.facts.change, self.facts.case.kind
        return f"{kind}_make_up" if change and change.make_up else kind

    def place(self) -> dict[str, str]:
        """The journal, the lesson and the people that the paper is about; "" for what it is not about."""
        case, terms, day, held = self.facts.case, self.facts.terms, self.facts.lesson_day, self.facts.held
        return {
            "group": printable(case.group),
            "subject": printable(case.subject),
            "lesson": self.date(day) if day else "",
            "held": held_words(self.words, held) if held else "",
            "cadet": cadet_in_full(self.words, case.cadet),
            "author": in_full(case.author),
            "absent": in_full(terms.absent) if terms else "",
            "substitute": in_full(terms.substitute) if terms else "",
            "since": self.date(terms.since) if terms else "",
            "until": self.date(terms.until) if terms else "",
        }

    def what(self) -> str:
        """What is to be done."""
        before, after = self.change("before"), self.change("after")
        days = self.words.counted("days", self.facts.open_days)
        return self.words(f"what.{self.kind}", **self.place(), before=before, after=after, days=days)

    def change(self, side: Literal["before", "after"], form: str = "") -> str:
        """The mark on one side of the change, or why it is not shown."""
        change = self.facts.change
        if self.facts.later or change is None:
            return self.words(f"{form or side}.{'replaced' if self.facts.later else 'hidden'}")
        if side == "before" and change.broken:
            return self.words(f"{form or side}.broken")
        value: Value = getattr(change, side)
        if value is None:
            return self.words(f"{form or side}.empty")
        if isinstance(value, int):
            return self.words(f"{form or side}.points", value=value)
        return self.words(f"{form or side}.code", value=value, meaning=self.words(f"meaning.{value}"))

    def papers(self) -> dict[str, str]:
        """The papers before this one, as named and as its ground."""
        return {"papers": self.references("named"), "basis": self.references("basis")}

    def references(self, form: str) -> str:
        """The papers before this one, in a form of words."""
        return self.words("reference.and").join(self.reference(form, each) for each in self.facts.earlier())

    def reference(self, form: str, paper: Paper) -> str:
        """A paper by date, number and author, in a form of words."""
        author = in_full(paper.author)
        return self.words(
            f"reference.{form}.{paper.kind}", date=self.date(paper.at), number=paper_number(paper), author=author
        )
