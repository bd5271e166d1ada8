"""The course of a case: each of its steps with number, date, author and ground, with its own paper or not (¶13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, get_args
from zoneinfo import ZoneInfo

from gateway.cases.steps import Made, made
from gateway.i18n.formats import Formats
from gateway.i18n.texts import translate
from gateway.papers.letterhead import Letterhead, code_of
from gateway.papers.printing import cadet_in_full, held_words, in_full, long_date, paper_number, printable
from gateway.papers.words import Words
from services.corrections.contract import Case, HeldUp, Paper, Step

KIND = "course"


@dataclass(frozen=True, kw_only=True)
class CourseSheet(Letterhead):
    """What a case is about; ``rows`` under ``columns``; how far it has come."""

    place: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    state: str


@dataclass(frozen=True, kw_only=True)
class CourseFacts:
    """A case for somebody; ``address`` is where it is found."""

    case: Case
    language: Literal["kk", "ru"]
    address: str
    zone: ZoneInfo
    kind: ClassVar[str] = KIND

    @property
    def number(self) -> str:
        """The case's, with the paper it is called by: an act and a report may have one number."""
        return f"{self.case.first_paper}-{self.case.number}"

    @property
    def at(self) -> datetime:
        """When it was last added to."""
        return self.case.steps[-1].at


def course_sheet(facts: CourseFacts) -> CourseSheet:
    """The course of a case in words."""
    return _Words(facts).sheet()


@dataclass(frozen=True)
class _Words:
    """The facts, put into words."""

    facts: CourseFacts

    def sheet(self) -> CourseSheet:
        case, words = self.facts.case, self._words
        return CourseSheet(
            language=self.facts.language,
            title=words("title", kind=words(f"kind.{KIND}"), number=case.number),
            heading=words(f"kind.{KIND}"),
            about=words(f"about.{case.kind}"),
            number=words("title", kind=words(f"kind.{case.first_paper}"), number=case.number),
            date=long_date(case.at, self.facts.language, self.facts.zone),
            organisation=printable(case.faculty.name),
            author=in_full(case.author),
            place=tuple(self._place()),
            columns=tuple(words(f"course.{each}") for each in ("number", "at", "action", "author", "ground")),
            rows=tuple(self._rows()),
            state=words("course.state", state=self._translated(f"cases.states.{case.state}")),
            foot=(words(f"foot.case.{case.first_paper}", number=case.number),),
            address=self.facts.address,
            code=code_of(self.facts.address),
            code_title=words("foot.code", address=self.facts.address),
            page=words("foot.page"),
        )

    @property
    def _words(self) -> Words:
        return Words(self.facts.language)

    def _translated(self, key: str, **params: object) -> str:
        return translate(self.facts.language, f"ui.{key}", **params)

    def _place(self) -> Iterator[str]:
        """The journal, the lesson and the cadet that the case is about."""
        case, words = self.facts.case, self._words
        if case.journal:
            yield words("course.place", group=printable(case.group), subject=printable(case.subject))
        if case.lesson_date:
            held = f" ({held_words(words, case.held)})" if case.held else ""
            yield words(
                "course.lesson", lesson=long_date(case.lesson_date, self.facts.language, self.facts.zone), held=held
            )
        if case.cadet:
            yield words("course.cadet", cadet=cadet_in_full(words, case.cadet))

    def _rows(self) -> Iterator[tuple[str, ...]]:
        case, formats = self.facts.case, Formats(self.facts.language, self.facts.zone)
        for each in made(case.carried_out_by, case.author, case.steps):
            step = each.step
            number, action = step_number(case, step), self._translated(f"case.actions.{step.action}")
            yield number, formats.instant(step.at), action, self._author(each), self._ground(step)

    def _author(self, each: Made) -> str:
        name = in_full(each.by)
        return self._translated(f"case.{each.maker}", name=name) if each.maker else name

    def _ground(self, step: Step) -> str:
        """The paper that was drawn up, else the reason that was given, or why the journal has refused."""
        paper = self._paper(step)
        if paper:
            return self._words("title", kind=self._words(f"kind.{paper.kind}"), number=paper_number(paper))
        if step.action == "returned" and not step.by.name:
            return translate(self.facts.language, f"refusals.{step.reason}") if step.reason else ""
        if step.action == "held_up":
            why = step.reason if step.reason in get_args(HeldUp)[1:] else "not_taken_in"
            return self._translated(f"case.held_up.{why}")
        if step.action in ("noticed", "returned") and self.facts.case.words_hidden:
            return self._words("label.hidden")
        if step.damaged:
            return self._words("label.damaged")
        return printable(" ".join(step.reason.split()))

    def _paper(self, step: Step) -> Paper | None:
        """Drawn up in the same command."""
        same = (each for each in self.facts.case.papers if (each.at, each.author.id) == (step.at, step.by.id))
        return next(same, None)


def step_number(case: Case, step: Step) -> str:
    """The case's number and the step's in it."""
    return f"{case.number}-{step.number}"
