"""How study goes, as readers see it: weeks, cadets and risks (¶1)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from services.gradebook.contract import LetterCount, RiskFound, WeekOfCadet, WeekOfGroup
from services.gradebook.domain.figures import half_up, shortest
from services.gradebook.domain.policies import MOST_DECIMALS, Policy
from services.gradebook.domain.risks import LessonMark, Risk
from services.gradebook.domain.term_results import TermResult, band_of
from services.gradebook.domain.weeks import Week, weeks


def weeks_of_group(marks: Iterable[LessonMark]) -> tuple[WeekOfGroup, ...]:
    """A group's weeks."""
    return tuple(_week_of_group(week) for week in weeks(marks))


def weeks_of_cadet(marks: Iterable[LessonMark]) -> tuple[WeekOfCadet, ...]:
    """A cadet's, or a whole journal's, weeks in short."""
    return tuple(_week_of_cadet(week) for week in weeks(marks))


def risk_found(risk: Risk) -> RiskFound:
    """A risk with its reason."""
    return RiskFound(code=risk.code, figures=dict(risk.figures), lessons=risk.lessons)


def letter_so_far(policy: Policy, result: TermResult) -> str | None:
    """The letter that the printed rating would have as a final."""
    return None if result.rating is None else band_of(policy, half_up(result.rating.printed)).letter


def letter_counts(policy: Policy, letters: Sequence[str | None]) -> tuple[LetterCount, ...]:
    """How many cadets have each of the policy's letters, the highest first."""
    return tuple(LetterCount(letter=band.letter, cadets=letters.count(band.letter)) for band in policy.bands)


def written(figure: Fraction | None) -> str | None:
    """The figure with at most two decimals."""
    return None if figure is None else shortest(figure, MOST_DECIMALS)


def _week_of_cadet(week: Week) -> WeekOfCadet:
    return WeekOfCadet(
        monday=week.monday,
        given=week.given,
        mean=written(week.mean),
        points=None if week.mean is None else half_up(week.mean),
        missed=sum(week.codes.values()),
    )


def _week_of_group(week: Week) -> WeekOfGroup:
    return WeekOfGroup(
        monday=week.monday,
        given=week.given,
        mean=written(week.mean),
        lower=written(week.lower),
        median=written(week.median),
        upper=written(week.upper),
        codes=dict(week.codes),
    )
