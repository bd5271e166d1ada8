"""How study goes: a journal's weeks, its cadets, who falls behind; journals side by side (¶1)."""

from dataclasses import dataclass
from datetime import date, datetime

from services.gradebook.contract.results import Result
from services.gradebook.contract.values import Named, Someone, TermSpan


@dataclass(frozen=True, kw_only=True)
class ShowInsights:
    """``show_insights``: who may see the journal's marks; replies ``Insights``."""

    journal: str


@dataclass(frozen=True, kw_only=True)
class WeekOfGroup:
    """Lessons from ``monday`` on: points given, their mean and quartiles, how many cells hold each absence code."""

    monday: date
    given: int
    mean: str | None
    lower: str | None
    median: str | None
    upper: str | None
    codes: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class WeekOfCadet:
    """The mean of a cadet's points in the week from ``monday`` on, and how many lessons were missed."""

    monday: date
    mean: str | None
    missed: int


@dataclass(frozen=True, kw_only=True)
class RiskFound:
    """Why a cadet falls behind; ``figures`` fill the reason's places, ``lessons`` are those behind it.

    ``code``: missed_in_a_row, mean_fell or forecast_below_pass_mark.
    """

    code: str
    figures: dict[str, str]
    lessons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CadetInsight:
    """A cadet who is in the group today; ``letter`` is that of the rating so far."""

    cadet: str
    name: str
    result: Result
    letter: str | None
    weeks: tuple[WeekOfCadet, ...]
    risks: tuple[RiskFound, ...]


@dataclass(frozen=True, kw_only=True)
class LetterCount:
    """How many cadets' rating so far has the letter."""

    letter: str
    cadets: int


@dataclass(frozen=True, kw_only=True)
class Insights:
    """A journal's study so far. ``pass_mark`` and letters are those of its policy."""

    id: str
    group: Named
    subject: Named
    term: TermSpan
    teachers: tuple[Someone, ...]
    pass_mark: int
    weeks: tuple[WeekOfGroup, ...]
    letters: tuple[LetterCount, ...]
    cadets: tuple[CadetInsight, ...]
    now: datetime


@dataclass(frozen=True, kw_only=True)
class ListInsights:
    """``list_insights``: the caller's journals of a term, "" for the present one; replies ``InsightsList``."""

    term: str = ""


@dataclass(frozen=True, kw_only=True)
class JournalInsight:
    """A journal in a row of others: all its points' mean, the share of unsatisfactory ones in hundredths, risks.

    ``weeks``: the weekly means, None where none was given. ``closed``: the caller has no key of it yet.
    """

    id: str
    group: Named
    subject: Named
    faculty: Named
    teachers: tuple[Someone, ...]
    given: int
    mean: str | None
    unsatisfactory: str | None
    not_admitted: int
    at_risk: int
    weeks: tuple[WeekOfCadet, ...]
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class InsightsList:
    """Sorted by subject and group. ``terms``: those that the caller's journals have, the latest first."""

    term: TermSpan | None
    terms: tuple[TermSpan, ...]
    journals: tuple[JournalInsight, ...]
    now: datetime
