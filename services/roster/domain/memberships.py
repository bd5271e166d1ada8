"""Who is in a group since when, and under which name (¶14, ¶15)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.common.regulation.spans import Span


@dataclass(frozen=True)
class TermDays:
    """A term, both days included."""

    starts: date
    ends: date


def missing_span(spans: Iterable[Span], term: TermDays) -> Span | None:
    """What must be added so that a cadet is a member to the end of the term and from then on (¶14).

    From the term's first day, so that a journal's first lessons can be filled; but not over days that an
    earlier or later membership already has (¶15). None when nothing is missing.
    """
    spans = list(spans)
    begun = [span for span in spans if span.since <= term.ends]
    if any(span.until is None or span.until > term.ends for span in begun):
        return None
    since = max([term.starts, *(span.until for span in begun if span.until)])
    return Span(since, min((span.since for span in spans if span.since > term.ends), default=None))


@dataclass(frozen=True)
class DatedName:
    """A cadet's name from a day on."""

    since: date
    family: str
    given: str
    patronymic: str

    @property
    def parts(self) -> tuple[str, str, str]:
        """Family, given, patronymic."""
        return self.family, self.given, self.patronymic


def name_on(names: Sequence[DatedName], day: date) -> DatedName:
    """The name that held on a day (¶15); before the first one known, the first."""
    ordered = sorted(names, key=lambda name: name.since)
    return next((name for name in reversed(ordered) if name.since <= day), ordered[0])
