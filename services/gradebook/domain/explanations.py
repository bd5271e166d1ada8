"""How each figure of a result came about, in numbers that anybody can compute again (¶2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import Literal

from services.gradebook.domain.figures import Figure, half_up, shortest
from services.gradebook.domain.policies import Policy
from services.gradebook.domain.term_results import FINAL_DECIMALS, Final, TermResult, carried

#: The figure that a step explains.
Name = Literal["current", "controls", "rating", "final", "points", "letter", "cap"]
#: More marks than these are not listed one by one.
MOST_LISTED = 12
_WEIGHT_DECIMALS = 4


@dataclass(frozen=True)
class Step:
    """``expression`` = ``figure``, with points for decimals; ``rounded``: the figure is printed rounded."""

    name: Name
    expression: str
    figure: str
    rounded: bool = False


def steps(policy: Policy, result: TermResult) -> tuple[Step, ...]:
    """¶2: the steps to the results that there are, in their order."""
    return tuple(_steps(policy, result))


def _steps(policy: Policy, result: TermResult) -> Iterable[Step]:
    if result.current:
        yield _step("current", _mean_of(result.current_points), result.current)
    if result.controls:
        yield _step("controls", _mean_of(result.control_points), result.controls)
    if result.rating:
        yield _step("rating", _rating(policy, result), result.rating)
    if result.final and result.examination is not None:
        yield from _final(policy, result.rating, result.examination, result.final)


def _final(policy: Policy, rating: Figure | None, examination: int, final: Final) -> Iterable[Step]:
    """The weighted sum; without a rating, which weighs nothing then, its second part alone."""
    weights = [shortest(each, _WEIGHT_DECIMALS) for each in (policy.rating_weight, policy.examination_weight)]
    known = carried(policy, rating) if rating else Fraction()
    computed = Figure(policy.rating_weight * known + policy.examination_weight * examination, FINAL_DECIMALS)
    parts = [f"{weights[0]} × {_shown(rating)}"] if rating else []
    expression = " + ".join([*parts, f"{weights[1]} × {examination}"])
    rounded = computed.is_rounded or (rating is not None and known != rating.printed)
    yield Step("final", expression, _shown(computed), rounded)
    if final.capped:
        yield Step("cap", f"{examination} < {policy.pass_mark}", str(examination))
    yield Step("points", _telling(final.figure.exact), str(final.points), final.figure.exact != final.points)
    yield Step("letter", str(final.points), final.band.letter)


def _telling(exact: Fraction) -> str:
    """With so many decimals that it is seen which whole number is nearest: 89.495 is not written 89.5."""
    written = (shortest(exact, decimals) for decimals in count(FINAL_DECIMALS))
    return next(each for each in written if half_up(Fraction(each)) == half_up(exact))


def _rating(policy: Policy, result: TermResult) -> str:
    parts = [result.controls] if policy.rating == "controls" else [result.current, result.controls]
    known = [_shown(part) for part in parts if part is not None]
    return known[0] if len(known) == 1 else f"({' + '.join(known)}) / {len(known)}"


def _mean_of(points: Sequence[int]) -> str:
    if len(points) == 1:
        return str(points[0])
    if len(points) > MOST_LISTED:
        return f"{sum(points)} / {len(points)}"
    return f"({' + '.join(map(str, points))}) / {len(points)}"


def _step(name: Name, expression: str, figure: Figure) -> Step:
    return Step(name, expression, _shown(figure), figure.is_rounded)


def _shown(figure: Figure) -> str:
    return shortest(Fraction(figure.exact), figure.decimals)
