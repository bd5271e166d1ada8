"""A grade sheet on paper: a row for each cadet, what made the figures, and who has signed (¶2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from gateway.i18n.formats import Formats
from gateway.papers.letterhead import Tabular, code_of
from gateway.papers.printing import in_full, long_date, printable
from gateway.papers.words import Words
from services.gradebook.contract import Result, Sheet, SheetLine

KIND = "grade_sheet"
#: What the rows of a sheet say besides the cadet.
FIGURES = {
    "admission": ("current", "controls", "rating", "admitted"),
    "examination": ("rating", "attempts", "final", "points", "letter", "worth"),
    "retake": ("rating", "attempts", "final", "points", "letter", "worth"),
    "final_attestation": ("attestation", "attestation_letter"),
}


@dataclass(frozen=True, kw_only=True)
class GradeSheetFacts:
    """A sheet for somebody who may see its figures; ``address`` is where its journal is found."""

    sheet: Sheet
    language: Literal["kk", "ru"]
    address: str
    zone: ZoneInfo
    kind: ClassVar[str] = KIND

    @property
    def number(self) -> str:
        """The sheet's, with the revision's where it is not the first."""
        shown = self.sheet.shown
        return f"{self.sheet.row.number}-{shown}" if shown > 1 else self.sheet.row.number

    @property
    def at(self) -> datetime:
        """When what stands on it was made, or it was opened."""
        made = [each.at for each in self.sheet.revisions if each.number == self.sheet.shown]
        return made[0] if made else self.sheet.row.opened_at


def grade_sheet(facts: GradeSheetFacts) -> Tabular:
    """The sheet in words."""
    return _Words(facts).sheet()


def _table(sheet: Sheet, language: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The headers, and a row for each cadet."""
    words, figures = Words(language), FIGURES[sheet.row.kind]
    columns = tuple(words(f"grade_sheet.{each}") for each in ("place", "cadet", "number", *figures))
    rows = tuple(
        (str(place), printable(line.full_name or line.name), printable(line.number), *_figures(words, line, figures))
        for place, line in enumerate(sheet.lines, 1)
    )
    return columns, rows


def _figures(words: Words, line: SheetLine, figures: tuple[str, ...]) -> Iterator[str]:
    result = line.result
    if result.broken:
        yield words("grade_sheet.broken")
        yield from ("",) * (len(figures) - 1)
        return
    for each in figures:
        yield _figure(words, result, each)


def _figure(words: Words, result: Result, name: str) -> str:
    """A figure as the language writes it; "–" where there is none; who is not admitted is told in words."""
    if name == "admitted" or (name == "attempts" and not result.admitted):
        return words("grade_sheet.is_admitted" if result.admitted else "grade_sheet.not_admitted")
    if name == "attempts":
        return ", ".join(str(sat) for sat in result.sittings or result.attempts) or "–"
    if name == "attestation":
        return result.attestation_absence or ("–" if result.attestation is None else str(result.attestation))
    said = getattr(result, name)
    return "–" if said is None else str(said).replace(".", words("grade_sheet.comma"))


@dataclass(frozen=True)
class _Words:
    """The facts, put into words."""

    facts: GradeSheetFacts

    def sheet(self) -> Tabular:
        row, words = self.facts.sheet.row, self._words
        columns, rows = _table(self.facts.sheet, self.facts.language)
        return Tabular(
            language=self.facts.language,
            title=words("title", kind=words(f"kind.{KIND}"), number=row.number),
            heading=words(f"kind.{KIND}"),
            about=words(f"grade_sheet.about.{row.kind}"),
            number=words("number", number=row.number),
            date=self._date(row.date or self.facts.at),
            organisation=printable(row.faculty.name),
            author=in_full(row.opened_by),
            place=tuple(self._place()),
            notice=self._notice,
            columns=columns,
            rows=rows,
            signatures=tuple(self._signatures()),
            foot=tuple(self._foot()),
            address=self.facts.address,
            code=code_of(self.facts.address),
            code_title=words("grade_sheet.code", address=self.facts.address),
            page=words("foot.page"),
        )

    @property
    def _words(self) -> Words:
        return Words(self.facts.language)

    def _date(self, day: object) -> str:
        return long_date(day, self.facts.language, self.facts.zone)  # type: ignore[arg-type]

    def _place(self) -> Iterator[str]:
        row = self.facts.sheet.row
        yield self._words("course.place", group=printable(row.group.name), subject=printable(row.subject.name))
        yield self._words("grade_sheet.term", term=printable(row.term.name))

    @property
    def _notice(self) -> str:
        """That it was annulled, is a draft, was replaced, or is about to be."""
        sheet = self.facts.sheet
        if annulment := sheet.row.annulment:
            return self._words("grade_sheet.annulled", reason=printable(annulment.reason) or "–")
        if not sheet.shown:
            return self._words("grade_sheet.draft")
        if sheet.shown < sheet.row.revision:
            return self._words("grade_sheet.replaced", revision=sheet.row.revision)
        return self._words("grade_sheet.outdated") if sheet.row.outdated else ""

    def _signatures(self) -> Iterator[tuple[str, str, str]]:
        formats = Formats(self.facts.language, self.facts.zone)
        signed = {each.role: each for each in self.facts.sheet.signatures}
        for role in ("examiner", "head"):
            each = signed.get(role)
            yield (
                self._words(f"grade_sheet.role.{role}"),
                in_full(each.person) if each else "",
                self._words("grade_sheet.signed", at=formats.instant(each.at), revision=each.revision) if each else "",
            )

    def _foot(self) -> Iterator[str]:
        sheet = self.facts.sheet
        yield self._words("grade_sheet.foot")
        if sheet.shown:
            shown = next(each for each in sheet.revisions if each.number == sheet.shown)
            key = "first" if shown.number == 1 else "later"
            yield self._words(
                f"grade_sheet.revision.{key}",
                number=shown.number,
                former=shown.supersedes,
                date=self._date(shown.at),
            )
        yield self._words("grade_sheet.policy", number=sheet.policy)
