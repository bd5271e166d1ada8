"""What stands on a paper: full sentences of a case's facts, ready to be set; nothing here is markup."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

import segno
from babel.dates import format_date

from gateway.papers.words import Words
from gateway.web.formats import Formats
from services.common.security.warrants import HeldLesson
from services.common.text.normalization import composed
from services.corrections.contract import Cadet, Case, Paper, Someone, SubstitutionTerms
from services.gradebook.contract import OpenedChange, Value

_DATES = {"kk": "y\u00a0'жылғы' d\u00a0MMMM", "ru": "d\u00a0MMMM y\u00a0'г.'"}
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

    def told(self) -> "Sheet":
        """In words."""
        return sheet(self)


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The texts that all papers have, each as it is to be read; "" and () where there is none."""

    language: str
    title: str
    heading: str
    about: str
    number: str
    date: str
    organisation: str
    author: str
    foot: tuple[str, ...]
    address: str
    code: str
    code_title: str
    page: str


@dataclass(frozen=True, kw_only=True)
class Sheet(Letterhead):
    """What a report, an act, a decision or a permission has besides."""

    addressee: str
    notice: str
    opening: tuple[str, ...]
    reason_label: str
    reason: tuple[str, ...]
    resolved: str
    statement: str
    journals_label: str
    journals: tuple[str, ...]
    scope_title: str
    scope: tuple[tuple[str, str], ...]
    role: str
    execution: str


def sheet(facts: Facts) -> Sheet:
    """The paper in words."""
    paper, case, told = facts.paper, facts.case, _Told(facts)
    words = told.words
    return Sheet(
        language=facts.language,
        title=words("title", kind=words(f"kind.{paper.kind}"), number=paper_number(paper)),
        heading=words(f"kind.{paper.kind}"),
        about=words(f"about.{case.kind}"),
        number=words("number", number=paper_number(paper)),
        date=told.date(paper.at),
        organisation=printable(case.faculty.name),
        addressee=told.addressee,
        notice=told.notice,
        opening=tuple(told.opening()),
        reason_label=words(f"label.{paper.kind}"),
        reason=(words("label.hidden"),) if facts.case.words_hidden else _paragraphs(paper.text),
        resolved=words("label.resolved"),
        statement=told.statement,
        journals_label=words("label.journals"),
        journals=tuple(printable(each.name) for each in told.terms.journals) if told.terms else (),
        scope_title=words("scope.title"),
        scope=tuple(told.scope()),
        role=told.role,
        author=in_full(paper.author),
        execution=told.execution,
        foot=tuple(told.foot()),
        address=facts.address,
        code=code_of(facts.address),
        code_title=words("foot.code", address=facts.address),
        page=words("foot.page"),
    )


@dataclass(frozen=True)
class _Told:
    """The facts, put into words."""

    facts: Facts

    @property
    def words(self) -> Words:
        return Words(self.facts.language)

    @property
    def terms(self) -> SubstitutionTerms | None:
        """The substitution that this very paper is about, whatever it was amended to."""
        return self.facts.paper.substitution or self.facts.case.substitution

    @property
    def addressee(self) -> str:
        name = printable(self.facts.case.faculty.name)
        endings = ("факультеті", "факультет", "")
        ending = next(each for each in endings if name.lower().endswith(each))
        return self.words("addressee", faculty=self.words(f"faculty.{ending}", faculty=name))

    @property
    def role(self) -> str:
        return self.words(self._of_kind("role"))

    @property
    def notice(self) -> str:
        """Why the paper holds no longer, "" while it does."""
        if self._later:
            return self.words("notice.replaced", later=self._reference("named", self._later))
        return self._ended if self.facts.paper.approved else ""

    @cached_property
    def _ended(self) -> str:
        """¶4, ¶21: why the warrant of the case permits nothing any more, "" while it does or has been used."""
        case, terms = self.facts.case, self.facts.case.substitution
        if not case.fingerprint:
            return self.words("notice.not_carried_out")
        if case.state == "expired" and case.expires_at:
            return self.words("notice.expired", date=self.date(case.expires_at))
        if terms and terms.revoked_at:
            return self.words("notice.revoked", date=self.date(terms.revoked_at))
        return ""

    @property
    def statement(self) -> str:
        """What is asked for, proposed or decided, in one sentence."""
        paper, case = self.facts.paper, self.facts.case
        key = paper.kind if paper.kind != "decision" else "approved" if paper.approved else "rejected"
        rule = case.rule.removeprefix("¶")
        sentence = self.words(f"statement.{key}", what=self._what(), basis=self._references("basis"), rule=rule)
        return _capitalised(sentence)

    def opening(self) -> Iterator[str]:
        """How the paper begins; a permission is one sentence and has no beginning."""
        paper, case = self.facts.paper, self.facts.case
        key = self._of_kind("opening")
        if self.words.has(key):
            yield _capitalised(self.words(key, **self._place(), **self._papers()))
        if paper.kind == "report" and case.window_closed_at and _lesson_day(self.facts) == case.lesson_date:
            yield self.words("window", closed=self.date(case.window_closed_at))

    def scope(self) -> Iterator[tuple[str, str]]:
        """What the warrant permits, exactly; nothing unless it is this paper's."""
        paper, case = self.facts.paper, self.facts.case
        if not paper.approved or self.notice:
            return
        yield self._row("action", self.words(f"scope.{self._kind}"))
        yield from self._substitution_rows(self.terms) if self.terms else self._place_rows()
        if case.expires_at:
            yield self._row("expires", f"{self.date(case.expires_at)}, {self._formats.time(case.expires_at)}")

    @property
    def execution(self) -> str:
        """¶10, ¶13: who of IT had the decision carried out, and when it was; "" before, and where IT has no part."""
        case, paper = self.facts.case, self.facts.paper
        ordered = [step for step in case.steps if step.action == "applying"]
        done = [step for step in case.steps if step.action == "applied"]
        if not (ordered and done and paper.approved) or self.notice:
            return ""
        name = in_full(ordered[-1].by)
        return self.words("execution", name=name, at=self._formats.instant(done[-1].at))

    def foot(self) -> Iterator[str]:
        """Where the paper is kept, since when, and the warrant's fingerprint."""
        paper, case = self.facts.paper, self.facts.case
        yield self.words(f"foot.case.{case.first_paper}", number=case.number)
        yield self.words("foot.filed", at=self._formats.instant(paper.at))
        if case.fingerprint and paper.approved and not self._later:
            yield self.words("foot.fingerprint", fingerprint=_in_fours(case.fingerprint))

    def date(self, day: date) -> str:
        """2026 жылғы 5 қазан · 5 октября 2026 г., academy time."""
        return long_date(day, self.facts.language, self.facts.zone)

    @property
    def _formats(self) -> Formats:
        return Formats(self.facts.language, self.facts.zone)

    def _of_kind(self, key: str) -> str:
        """The key of the words for this kind of case, where it has its own."""
        paper, case = self.facts.paper.kind, self.facts.case.kind
        own = f"{key}.{paper}_{case}"
        return own if self.words.has(own) else f"{key}.{paper}"

    @cached_property
    def _later(self) -> Paper | None:
        """The paper that took this one's place: the same or an earlier step of the case, made anew."""
        papers, paper = self.facts.case.papers, self.facts.paper
        after = papers[papers.index(paper) + 1 :]
        return next((each for each in after if _STAGE[each.kind] <= _STAGE[paper.kind]), None)

    def _earlier(self) -> list[Paper]:
        """The newest paper of each step before this one."""
        papers, paper = self.facts.case.papers, self.facts.paper
        before = papers[: papers.index(paper)]
        newest = {each.kind: each for each in before if _STAGE[each.kind] < _STAGE[paper.kind]}
        return sorted(newest.values(), key=lambda each: _STAGE[each.kind])

    def _references(self, form: str) -> str:
        return self.words("reference.and").join(self._reference(form, each) for each in self._earlier())

    def _reference(self, form: str, paper: Paper) -> str:
        author = in_full(paper.author)
        return self.words(
            f"reference.{form}.{paper.kind}", date=self.date(paper.at), number=paper_number(paper), author=author
        )

    def _papers(self) -> dict[str, str]:
        return {"papers": self._references("named"), "basis": self._references("basis")}

    @property
    def _held(self) -> str:
        """Which lesson was held and is to be added, "" in other cases."""
        held = self.facts.paper.held or self.facts.case.held
        return held_words(self.words, held) if held else ""

    def _place(self) -> dict[str, str]:
        case, terms, day = self.facts.case, self.terms, _lesson_day(self.facts)
        return {
            "group": printable(case.group),
            "subject": printable(case.subject),
            "lesson": self.date(day) if day else "",
            "held": self._held,
            "cadet": cadet_in_full(self.words, case.cadet),
            "author": in_full(case.author),
            "absent": in_full(terms.absent) if terms else "",
            "substitute": in_full(terms.substitute) if terms else "",
            "since": self.date(terms.since) if terms else "",
            "until": self.date(terms.until) if terms else "",
        }

    def _what(self) -> str:
        before, after = self._change("before"), self._change("after")
        days = self.words.counted("days", self._open_days)
        return self.words(f"what.{self._kind}", **self._place(), before=before, after=after, days=days)

    @property
    def _kind(self) -> str:
        """A correction of a make-up mark says that it is one (¶19), to whom the marks are opened (¶5)."""
        change, kind = self.facts.change, self.facts.case.kind
        return f"{kind}_make_up" if change and change.make_up else kind

    def _change(self, side: Literal["before", "after"], form: str = "") -> str:
        change = self.facts.change
        if self._later or change is None:
            return self.words(f"{form or side}.{'replaced' if self._later else 'hidden'}")
        if side == "before" and change.broken:
            return self.words(f"{form or side}.broken")
        value: Value = getattr(change, side)
        if value is None:
            return self.words(f"{form or side}.empty")
        if isinstance(value, int):
            return self.words(f"{form or side}.points", value=value)
        return self.words(f"{form or side}.code", value=value, meaning=self.words(f"meaning.{value}"))

    @property
    def _open_days(self) -> int:
        return self.facts.paper.open_days or self.facts.case.open_days

    def _row(self, key: str, value: str) -> tuple[str, str]:
        return self.words(f"scope.{key}"), value

    def _place_rows(self) -> Iterator[tuple[str, str]]:
        case, place = self.facts.case, self._place()
        yield self._row("journal", self.words("scope.journal_value", **place))
        yield self._row("lesson", place["lesson"])
        if place["held"]:
            yield self._row("held", place["held"])
        if case.cadet:
            yield self._row("cadet", place["cadet"])
        if "value" in case.report_fields:
            yield self._row("change", f"{self._change('before', 'value')} → {self._change('after', 'value')}")
        if self._open_days:
            yield self._row("days", self.words.counted("scope.days_value", self._open_days))

    def _substitution_rows(self, terms: SubstitutionTerms) -> Iterator[tuple[str, str]]:
        yield self._row("absent", in_full(terms.absent))
        yield self._row("substitute", in_full(terms.substitute))
        yield self._row("dates", self.words("scope.dates_value", **self._place()))


def held_words(words: Words, held: HeldLesson) -> str:
    """A lesson's kind, and its topic where it has one."""
    kind, topic = words(f"held.{held.kind}"), printable(held.topic)
    return words("held.with_topic", kind=kind, topic=topic) if topic else kind


def code_of(address: str) -> str:
    """The QR code that leads there, as SVG."""
    return segno.make_qr(address, error="m").svg_inline(border=4)


def long_date(day: date, language: str, zone: ZoneInfo) -> str:
    """A day in words; of an instant, the day it has at the academy."""
    local = day.astimezone(zone).date() if isinstance(day, datetime) else day
    return format_date(local, _DATES[language], locale=language)


def _lesson_day(facts: Facts) -> date | None:
    """The lesson's as the paper names it; a late lesson's may have been amended since."""
    held = facts.paper.held
    return held.date if held else facts.case.lesson_date


def paper_number(paper: Paper) -> str:
    """12/2026."""
    return f"{paper.number}/{paper.year}"


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(printable(line) for line in text.splitlines() if line.strip())


def printable(text: str) -> str:
    """The text without signs that print nothing but could turn what is read around: controls, directions."""
    return "".join(sign for sign in composed(text.replace("\t", " ").strip()) if not _is_unseen(sign))


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" or unicodedata.bidirectional(sign) in _DIRECTIONS


_DIRECTIONS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def in_full(person: Someone) -> str:
    """A person by the full name; by initials while that is not known."""
    return printable(person.full_name or person.name)


def cadet_in_full(words: Words, cadet: Cadet | None) -> str:
    """A cadet with the number, for two may have one name (¶13); "" where a case is about none."""
    if cadet is None:
        return ""
    name, number = in_full(cadet), printable(cadet.number)
    return words("cadet", name=name, number=number) if number and cadet.full_name else name


def _capitalised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _in_fours(digits: str) -> str:
    return "\u00a0".join(digits[start : start + 4] for start in range(0, len(digits), 4))
