"""Who falls behind, early enough to act: each risk with its reason (¶1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, NamedTuple

from services.gradebook.domain.figures import Figure, mean, shortest
from services.gradebook.domain.policies import MOST_DECIMALS, Policy
from services.gradebook.domain.results import Found
from services.gradebook.domain.term_results import TermResult, is_barred

#: How far back a fall is looked for, and by how many points the mean has fallen then.
LOOKED_BACK = timedelta(weeks=3)
FALL = 10
#: So many lessons missed one after another are a risk.
MISSED_IN_A_ROW = 3

RiskCode = Literal["mean_fell", "missed_in_a_row", "forecast_below_pass_mark", "rating_below_pass_mark"]
#: The rating so far, or where it is going: what the gate looks at.
_OF_THE_RATING: frozenset[RiskCode] = frozenset({"rating_below_pass_mark", "forecast_below_pass_mark"})


class LessonMark(NamedTuple):
    """What counts in a lesson's cell of a cadet; an empty cell is none."""

    lesson: str
    date: date
    value: Found


@dataclass(frozen=True)
class Risk:
    """``figures`` fill the reason's places; ``lessons`` are the ones behind it."""

    code: RiskCode
    figures: tuple[tuple[str, str], ...]
    lessons: tuple[str, ...]


@dataclass(frozen=True)
class TermSoFar:
    """A cadet's marks of lessons by date, the mean of controls, and the term's last day."""

    marks: Sequence[LessonMark]
    controls: Figure | None
    ends: date


def risks(policy: Policy, result: TermResult, term: TermSoFar, today: date) -> tuple[Risk, ...]:
    """¶1: every risk, the clearest first; none of a term that is over: it is too late to act."""
    if today > term.ends:
        return ()
    found = (
        rating_fails(policy, result, term.marks),
        missed_in_a_row(term.marks),
        mean_fell(term.marks, today),
        forecast_fails(policy, term, today),
    )
    return tuple(risk for risk in found if risk)


def shut_out(policy: Policy, found: Iterable[Risk]) -> tuple[Risk, ...]:
    """¶1, ¶2: those of a cadet's risks for which the examination would be closed; none where there is no gate."""
    return () if policy.gate == "none" else tuple(risk for risk in found if risk.code in _OF_THE_RATING)


def rating_fails(policy: Policy, result: TermResult, marks: Sequence[LessonMark]) -> Risk | None:
    """¶2: a rating that does not pass, the lowest one of the gate; behind it are the lessons that did not."""
    if result.rating is None or not is_barred(result):
        return None
    ratings = [result.rating, *(span.rating for span in result.spans)]
    lowest = min(ratings, key=lambda each: each.exact)
    failed = tuple(each.lesson for each in marks if isinstance(each.value, int) and each.value < policy.pass_mark)
    return Risk("rating_below_pass_mark", (("rating", str(lowest)), ("pass_mark", str(policy.pass_mark))), failed)


def missed_in_a_row(marks: Sequence[LessonMark]) -> Risk | None:
    """¶1: the last lessons, one after another, were missed, whatever the reason."""
    missed: list[str] = []
    for mark in reversed(marks):
        if not isinstance(mark.value, str):
            break
        missed.append(mark.lesson)
    if len(missed) < MISSED_IN_A_ROW:
        return None
    return Risk("missed_in_a_row", (("lessons", str(len(missed))),), tuple(reversed(missed)))


def mean_fell(marks: Sequence[LessonMark], today: date) -> Risk | None:
    """¶1: the current mean has fallen by ten points or more within three weeks."""
    before = [mark for mark in marks if mark.date <= today - LOOKED_BACK]
    was, now = _mean(before), _mean(marks)
    if was is None or now is None or was - now < FALL:
        return None
    since = tuple(mark.lesson for mark in marks[len(before) :] if isinstance(mark.value, int))
    return Risk("mean_fell", (("was", _written(was)), ("now", _written(now))), since)


def forecast_fails(policy: Policy, term: TermSoFar, today: date) -> Risk | None:
    """¶1: if the rest of the term goes as the last three weeks did, the rating ends below the pass mark."""
    recent = [mark for mark in term.marks if mark.date > today - LOOKED_BACK]
    pace = _mean(recent)
    forecast = None if pace is None else forecast_rating(policy, term, pace, today)
    if forecast is None or forecast >= policy.pass_mark:
        return None
    lessons = tuple(mark.lesson for mark in recent if isinstance(mark.value, int))
    return Risk("forecast_below_pass_mark", (("rating", _written(forecast)),), lessons)


def forecast_rating(policy: Policy, term: TermSoFar, pace: Fraction, today: date) -> Fraction | None:
    """The rating at the term's end, if marks go on coming as often as so far, each as good as ``pace``."""
    points = _points(term.marks)
    if not points:
        return None
    passed = max(1, (today - term.marks[0].date).days)
    to_come = Fraction(len(points) * max(0, (term.ends - today).days), passed)
    current = (sum(points) + pace * to_come) / (len(points) + to_come)
    parts = [term.controls.exact if term.controls else None]
    parts += [current] if policy.rating == "current_and_controls" else []
    return mean([part for part in parts if part is not None])


def _points(marks: Sequence[LessonMark]) -> list[int]:
    return [mark.value for mark in marks if isinstance(mark.value, int)]


def _mean(marks: Sequence[LessonMark]) -> Fraction | None:
    return mean(_points(marks))


def _written(figure: Fraction) -> str:
    return shortest(figure, MOST_DECIMALS)
