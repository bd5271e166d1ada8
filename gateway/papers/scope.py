"""What a warrant permits, exactly, in rows of a table."""

from collections.abc import Iterator

from gateway.papers.phrases import Phrases
from gateway.papers.printing import in_full
from services.corrections.contract import SubstitutionTerms

Row = tuple[str, str]


def scope(phrases: Phrases) -> Iterator[Row]:
    """What is permitted, where and until when."""
    case, terms = phrases.facts.case, phrases.facts.terms
    yield _row(phrases, "action", phrases.words(f"scope.{phrases.kind}"))
    yield from _substitution(phrases, terms) if terms else _place(phrases)
    if case.expires_at:
        yield _row(phrases, "expires", f"{phrases.date(case.expires_at)}, {phrases.formats.time(case.expires_at)}")


def _place(phrases: Phrases) -> Iterator[Row]:
    facts, place = phrases.facts, phrases.place()
    yield _row(phrases, "journal", phrases.words("scope.journal_value", **place))
    yield _row(phrases, "lesson", place["lesson"])
    if place["held"]:
        yield _row(phrases, "held", place["held"])
    if facts.case.cadet:
        yield _row(phrases, "cadet", place["cadet"])
    if facts.case.change:
        yield _row(phrases, "change", f"{phrases.change('before', 'value')} → {phrases.change('after', 'value')}")
    if facts.open_days:
        yield _row(phrases, "days", phrases.words.counted("scope.days_value", facts.open_days))


def _substitution(phrases: Phrases, terms: SubstitutionTerms) -> Iterator[Row]:
    yield _row(phrases, "absent", in_full(terms.absent))
    yield _row(phrases, "substitute", in_full(terms.substitute))
    yield _row(phrases, "dates", phrases.words("scope.dates_value", **phrases.place()))


def _row(phrases: Phrases, key: str, value: str) -> Row:
    return phrases.words(f"scope.{key}"), value
