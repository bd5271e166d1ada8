"""What stands on a paper: full sentences of a case's facts, ready to be set; nothing here is markup."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gateway.papers.facts import Facts
from gateway.papers.letterhead import Letterhead, code_of
from gateway.papers.phrases import Phrases
from gateway.papers.printing import capitalised, in_fours, in_full, paper_number, paragraphs, printable
from gateway.papers.scope import scope
from gateway.papers.words import Words


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
    paper, case, parts = facts.paper, facts.case, Phrases(facts)
    words, told = parts.words, _Sentences(facts, parts)
    return Sheet(
        language=facts.language,
        title=words("title", kind=words(f"kind.{paper.kind}"), number=paper_number(paper)),
        heading=words(f"kind.{paper.kind}"),
        about=words(f"about.{case.kind}"),
        number=words("number", number=paper_number(paper)),
        date=parts.date(paper.at),
        organisation=printable(case.faculty.name),
        addressee=told.addressee,
        notice=told.notice,
        opening=tuple(told.opening()),
        reason_label=words(f"label.{paper.kind}"),
        reason=(words("label.hidden"),) if case.words_hidden else paragraphs(paper.text),
        resolved=words("label.resolved"),
        statement=told.statement,
        journals_label=words("label.journals"),
        journals=tuple(printable(each.name) for each in facts.terms.journals) if facts.terms else (),
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
class _Sentences:
    """The facts, put into whole sentences."""

    facts: Facts
    phrases: Phrases

    @property
    def _words(self) -> Words:
        return self.phrases.words

    @property
    def addressee(self) -> str:
        name = printable(self.facts.case.faculty.name)
        endings = ("факультеті", "факультет", "")
        ending = next(each for each in endings if name.lower().endswith(each))
        return self._words("addressee", faculty=self._words(f"faculty.{ending}", faculty=name))

    @property
    def role(self) -> str:
        return self._words(self.phrases.of_kind("role"))

    @property
    def notice(self) -> str:
        """Why the paper holds no longer, "" while it does."""
        if self.facts.later:
            return self._words("notice.replaced", later=self.phrases.reference("named", self.facts.later))
        return self._ended if self.facts.paper.approved else ""

    @cached_property
    def _ended(self) -> str:
        """¶4, ¶21: why the warrant of the case permits nothing any more, "" while it does or has been used."""
        case, terms = self.facts.case, self.facts.case.substitution
        if not case.fingerprint:
            return self._words("notice.not_carried_out")
        if case.state == "expired" and case.expires_at:
            return self._words("notice.expired", date=self.phrases.date(case.expires_at))
        if terms and terms.revoked_at:
            return self._words("notice.revoked", date=self.phrases.date(terms.revoked_at))
        return ""

    @property
    def statement(self) -> str:
        """What is asked for, proposed or decided, in one sentence."""
        paper, case = self.facts.paper, self.facts.case
        key = paper.kind if paper.kind != "decision" else "approved" if paper.approved else "rejected"
        rule = case.rule.removeprefix("¶")
        sentence = self._words(
            f"statement.{key}", what=self.phrases.what(), basis=self.phrases.references("basis"), rule=rule
        )
        return capitalised(sentence)

    def opening(self) -> Iterator[str]:
        """How the paper begins; a permission is one sentence and has no beginning."""
        paper, case = self.facts.paper, self.facts.case
        key = self.phrases.of_kind("opening")
        if self._words.has(key):
            yield capitalised(self._words(key, **self.phrases.place(), **self.phrases.papers()))
        if paper.kind == "report" and case.window_closed_at and self.facts.lesson_day == case.lesson_date:
            yield self._words("window", closed=self.phrases.date(case.window_closed_at))

    def scope(self) -> Iterator[tuple[str, str]]:
        """What the warrant permits; nothing unless it is this paper's."""
        if self.facts.paper.approved and not self.notice:
            yield from scope(self.phrases)

    @property
    def execution(self) -> str:
        """¶10, ¶13: who of IT had the decision carried out, and when it was; "" before, and where IT has no part."""
        case, paper = self.facts.case, self.facts.paper
        ordered = [step for step in case.steps if step.action == "applying"]
        done = [step for step in case.steps if step.action == "applied"]
        if not (ordered and done and paper.approved) or self.notice:
            return ""
        name = in_full(ordered[-1].by)
        return self._words("execution", name=name, at=self.phrases.formats.instant(done[-1].at))

    def foot(self) -> Iterator[str]:
        """Where the paper is kept, since when, and the warrant's fingerprint."""
        paper, case = self.facts.paper, self.facts.case
        yield self._words(f"foot.case.{case.first_paper}", number=case.number)
        yield self._words("foot.filed", at=self.phrases.formats.instant(paper.at))
        if case.fingerprint and paper.approved and not self.facts.later:
            yield self._words("foot.fingerprint", fingerprint=in_fours(case.fingerprint))
