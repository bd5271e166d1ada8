"""An electronic record on paper: a line for each subject of each term, and the code that says the same (¶2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import ClassVar
from zoneinfo import ZoneInfo

from gateway.papers.letterhead import Letterhead, code_of
from gateway.papers.printing import in_full, long_date, printable
from gateway.papers.words import Words
from services.gradebook.contract import Record, RecordFigures, RecordLine

KIND = "record"
COLUMNS = ("place", "subject", "credits", "rating", "examination", "points", "letter", "worth")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A subject; ``said``: why it has no final, instead of the figures of one, "" where it has."""

    cells: tuple[str, ...]
    said: str


@dataclass(frozen=True, kw_only=True)
class RecordPaper(Letterhead):
    """Whose record it is; why it holds no longer, "" while it does; ``terms``: rows under the name of each term.

    ``note``: what does not count in the GPA.
    """

    place: tuple[str, ...]
    notice: str
    columns: tuple[str, ...]
    terms: tuple[tuple[str, tuple[Row, ...]], ...]
    gpa: tuple[str, str]
    note: str
    role: str
    check: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RecordFacts:
    """A record for somebody who may see its figures; ``address`` is where anybody checks one."""

    record: Record
    language: str
    address: str
    zone: ZoneInfo
    kind: ClassVar[str] = KIND

    @property
    def number(self) -> str:
        """The record's."""
        return self.record.row.number

    @property
    def at(self) -> datetime:
        """When it was issued."""
        return self.record.row.issued_at

    @property
    def link(self) -> str:
        """What the code leads to: what stands after # is sent to no server."""
        return f"{self.address}#{self.record.code}"


def record_paper(facts: RecordFacts) -> RecordPaper:
    """The record in words."""
    row, words = facts.record.row, Words(facts.language)
    number = words("number", number=row.number)
    return RecordPaper(
        language=facts.language,
        title=words("title", kind=words(f"kind.{KIND}"), number=row.number),
        heading=words(f"kind.{KIND}"),
        about=words("record.about"),
        number=number,
        date=long_date(row.issued_at, facts.language, facts.zone),
        organisation=printable(row.faculty.name),
        author=in_full(row.issued_by),
        place=tuple(_place(words, facts.record)),
        notice=_notice(words, facts),
        columns=tuple(words(f"record.columns.{each}") for each in COLUMNS),
        terms=tuple(_terms(words, facts.record.lines)),
        gpa=(words("record.gpa"), _decimal(words, facts.record.gpa)),
        note=words("record.attestation") if any(map(_is_attestation, facts.record.lines)) else "",
        role=words("record.issued_by"),
        check=(words("record.check"), words("record.compare")),
        foot=(f"{words(f'kind.{KIND}')} {number}",),
        address=facts.address,
        code=code_of(facts.link),
        code_title=words("record.code", address=facts.address),
        page=words("foot.page"),
    )


def _place(words: Words, record: Record) -> Iterator[str]:
    yield words("record.cadet", name=printable(record.row.cadet.name))
    if record.row.cadet_number:
        yield words("record.number", number=printable(record.row.cadet_number))


def _notice(words: Words, facts: RecordFacts) -> str:
    row = facts.record.row
    if row.state == "valid":
        return ""
    since = long_date(row.since, facts.language, facts.zone) if row.since else words("record.states.unreadable")
    return words(f"record.states.{row.state}", date=since)


def _terms(words: Words, lines: tuple[RecordLine, ...]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    numbered = enumerate(lines, 1)
    for (term, group), rows in groupby(numbered, key=lambda each: (each[1].term, each[1].group)):
        name = f"{printable(term)} · {printable(group)}"
        yield name, tuple(_row(words, place, line) for place, line in rows)


def _row(words: Words, place: int, line: RecordLine) -> Row:
    figures = line.figures or RecordFigures(state="not_closed")
    subject = printable(line.subject)
    name = words("record.attested", subject=subject) if _is_attestation(line) else subject
    cells = (str(place), name, str(line.credits), _decimal(words, figures.rating))
    if figures.points is None:
        return Row(cells=cells, said=words(f"record.lines.{figures.state}"))
    final = (
        _whole(figures.examination),
        _whole(figures.points),
        figures.letter or "–",
        _decimal(words, figures.worth),
    )
    return Row(cells=(*cells, *final), said="")


def _is_attestation(line: RecordLine) -> bool:
    return line.figures is not None and line.figures.state in ("attested", "not_attested")


def _whole(number: int | None) -> str:
    return "–" if number is None else str(number)


def _decimal(words: Words, written: str | None) -> str:
    return "–" if written is None else written.replace(".", words("record.comma"))
