"""How study goes: a journal's weeks, its cadets, who falls behind; journals side by side; a cadet's subjects (¶1)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from services.gradebook.contract.results import Result
from services.gradebook.contract.values import AbsenceCode, Named, Someone, TermSpan


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
    """A cadet's, or a whole journal's, points in the week from ``monday`` on, and how many lessons were missed.

    ``points``: the mean in whole points, half up.
    """

    monday: date
    given: int
    mean: str | None
    points: int | None
    missed: int


@dataclass(frozen=True, kw_only=True)
class RiskFound:
    """Why a cadet falls behind; ``figures`` fill the reason's places, ``lessons`` are those behind it.

    ``code``: missed_in_a_row, mean_fell, forecast_below_pass_mark or rating_below_pass_mark.
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

    ``rating``: the middle one of its cadets' ratings so far; ``pass_mark``: its policy's. ``weeks``: by week.
    ``closed``: the caller has no key of it yet.
    """

    id: str
    group: Named
    subject: Named
    faculty: Named
    teachers: tuple[Someone, ...]
    given: int
    mean: str | None
    rating: str | None
    pass_mark: int | None
    unsatisfactory: str | None
    not_admitted: int
    at_risk: int
    weeks: tuple[WeekOfCadet, ...]
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class ShutOut:
    """To whom a journal's examination would be closed, and why: the rating so far, or where it is going (¶2)."""

    cadet: Named
    journal: str
    group: Named
    subject: Named
    rating: str | None
    reasons: tuple[RiskFound, ...]


@dataclass(frozen=True, kw_only=True)
class MeanBefore:
    """The mean of this term's points beside that of the term before; by how much it is higher or lower."""

    now: str
    before: str
    change: Literal["higher", "lower", "same"]
    difference: str


@dataclass(frozen=True, kw_only=True)
class GroupTrend:
    """A group that had the subject in both terms; ``journal``: this term's, ``former``: that of then."""

    journal: str
    former: str
    group: Named
    mean: MeanBefore


@dataclass(frozen=True, kw_only=True)
class SubjectTrend:
    """A subject beside itself in ``term``, the last one before in which it was taught."""

    subject: Named
    term: TermSpan
    mean: MeanBefore
    groups: tuple[GroupTrend, ...]


@dataclass(frozen=True, kw_only=True)
class InsightsList:
    """Sorted by subject and group. ``terms``: those that the caller's journals have, the latest first."""

    term: TermSpan | None
    terms: tuple[TermSpan, ...]
    journals: tuple[JournalInsight, ...]
    shut_out: tuple[ShutOut, ...]
    trends: tuple[SubjectTrend, ...]
    now: datetime


@dataclass(frozen=True, kw_only=True)
class ShowCadetInsights:
    """``show_cadet_insights``: who sees a journal of the cadet's groups, of now or then; replies ``CadetInsights``."""

    cadet: str


@dataclass(frozen=True, kw_only=True)
class StudyInJournal:
    """A cadet's study in one journal; ``letter`` is that of the rating so far, until there is a final one.

    ``lessons``: columns of days on which the cadet was in the group, ``filled``: how many of them hold something.
    ``barred``: the rating so far keeps the cadet from the examination. ``missed``: how many lessons, by absence code.
    ``result`` is None, and nothing is said but these two, where the marks are not open to the caller (¶5).
    """

    journal: str
    group: Named
    subject: Named
    teachers: tuple[Someone, ...]
    lessons: int
    filled: int
    pass_mark: int | None = None
    result: Result | None = None
    letter: str | None = None
    barred: bool = False
    missed: dict[AbsenceCode, int] = field(default_factory=dict)
    weeks: tuple[WeekOfCadet, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CadetTerm:
    """A term's journals by subject; ``weeks`` are those of all that are open together."""

    term: TermSpan
    journals: tuple[StudyInJournal, ...]
    weeks: tuple[WeekOfGroup, ...]


@dataclass(frozen=True, kw_only=True)
class JournalRisks:
    """Why a cadet falls behind in a journal."""

    journal: str
    subject: Named
    risks: tuple[RiskFound, ...]


@dataclass(frozen=True, kw_only=True)
class CadetInsights:
    """A cadet's study over the terms that have begun, the latest first, as far as the caller may see it.

    ``risks``: what is to be acted on, of the present term's journals.
    ``reads``: the caller's roles see marks; IT and moderators are told counts alone (¶5).
    """

    id: str
    name: str
    full_name: str
    number: str
    groups: tuple[Named, ...]
    risks: tuple[JournalRisks, ...]
    terms: tuple[CadetTerm, ...]
    reads: bool
    now: datetime
