"""A cadet's results in a journal: current mean, controls, admission rating, examination, final, letter (¶2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple, get_args

from services.common.regulation.deadlines import TWO_WEEKS, end_of, is_over
from services.gradebook.contract import AbsenceCode, CountsAs
from services.gradebook.domain.columns import COLUMNS, counts_as
from services.gradebook.domain.examiners import Standing
from services.gradebook.domain.figures import Figure, half_up, mean
from services.gradebook.domain.policies import Band, Policy, Version
from services.gradebook.domain.results import UNREADABLE, Found, value_or_none

#: With how many decimals a final is printed beside its whole number.
FINAL_DECIMALS = 2
_PLACES = {kind: place for place, kind in enumerate(COLUMNS)}


class Entry(NamedTuple):
    """What counts in a cell: the make-up's mark, else its own (¶19). Columns that were removed have none.

    ``order`` tells columns of one date apart: the examination comes before its retakes.
    """

    counts_as: CountsAs
    date: date
    value: Found
    order: int = 0


def entry(kind: Any, day: Any, value: Found) -> Entry:
    """What counts in a cell of a column of the kind; kinds of one day are in the order of their table.

    A mark of a lesson that does not read counts as a lecture's, before all others.
    """
    return Entry(counts_as(kind), day if isinstance(day, date) else date.min, value, _PLACES.get(kind, 0))


@dataclass(frozen=True)
class Span:
    """A control and the current marks since the control before it: what "each rating" is made of."""

    control: Figure
    rating: Figure


@dataclass(frozen=True)
class Final:
    """``exact`` decides: ``figure`` prints it, ``points`` is its whole number, from which ``band`` follows."""

    figure: Figure
    points: int
    band: Band
    capped: bool


@dataclass(frozen=True)
class TermResult:
    """A cadet's results; what cannot be said yet is None. ``broken``: a mark does not open, so nothing is said (¶5).

    ``attempts``: the points of the examination and its retakes in their order; ``examination`` is what counts of them.
    ``sittings``: what was entered there, absence codes too; ``attestation_entry``: the same of the attestation.
    """

    current: Figure | None = None
    controls: Figure | None = None
    rating: Figure | None = None
    spans: tuple[Span, ...] = ()
    admitted: bool = False
    attempts: tuple[int, ...] = ()
    sittings: tuple[int | AbsenceCode, ...] = ()
    examination: int | None = None
    final: Final | None = None
    attestation: Final | None = None
    attestation_entry: int | AbsenceCode | None = None
    current_points: tuple[int, ...] = ()
    control_points: tuple[int, ...] = ()
    broken: bool = False


#: Of whom nothing can be said.
BROKEN = TermResult(broken=True)


def result_by(version: Version | None, entries: Iterable[Entry], now: datetime) -> TermResult:
    """¶2, ¶5: the results by a version of the policy; nothing can be said by one that does not read."""
    return term_result(version.policy, entries, now) if version else BROKEN


def term_result(policy: Policy, entries: Iterable[Entry], now: datetime) -> TermResult:
    """¶2: the results by a policy. Only points count, and codes that the policy counts 0 when it is too late."""
    found = sorted(entries, key=lambda each: (each.date, each.order))
    if any(each.value is UNREADABLE for each in found):
        return BROKEN
    points = _points(policy, found, now)
    current, controls = points["current"], points["control"]
    current_mean, controls_mean = _mean(policy, current), _mean(policy, controls)
    rating = _rating(policy, current_mean, controls_mean)
    spans = tuple(_spans(policy, found, now)) if policy.gate == "each_rating" else ()
    admitted = is_admitted(policy, rating, spans)
    attempts = points["examination"]
    examination = counting_attempt(policy, attempts)
    attestation = points["final_attestation"]
    attested = _entered(found, "final_attestation")
    return TermResult(
        current=current_mean,
        controls=controls_mean,
        rating=rating,
        spans=spans,
        admitted=admitted,
        attempts=attempts,
        sittings=_entered(found, "examination"),
        examination=examination,
        final=final(policy, rating, examination) if admitted else None,
        attestation=_alone(policy, attestation[-1]) if attestation else None,
        attestation_entry=attested[-1] if attested else None,
        current_points=current,
        control_points=controls,
    )


def is_admitted(policy: Policy, rating: Figure | None, spans: Sequence[Span]) -> bool:
    """¶2: whose printed rating is below the pass mark is not admitted to the examination."""
    if policy.gate == "none":
        return True
    ratings = [rating] if policy.gate == "rating" or not spans else [rating, *(span.rating for span in spans)]
    return all(each is not None and each.reaches(policy.pass_mark) for each in ratings)


def is_barred(result: TermResult) -> bool:
    """¶2: whether a rating, and not its absence, keeps a cadet from the examination."""
    return result.rating is not None and not result.admitted


def counting_attempt(policy: Policy, attempts: Sequence[int]) -> int | None:
    """¶2: the examination mark that counts among the first one and its retakes."""
    if not attempts:
        return None
    return attempts[-1] if policy.attempt == "last" else max(attempts)


def standing(policy: Policy, entries: Sequence[Entry], column: Entry, now: datetime) -> Standing | None:
    """¶2: how a cadet comes to the examination of a column; None where a mark does not open."""
    result = term_result(policy, entries, now)
    if result.broken:
        return None
    earlier = [each for each in entries if (each.date, each.order) < (column.date, column.order)]
    counts = term_result(policy, earlier, now).examination
    return Standing(result.admitted, passed=counts is not None and counts >= policy.pass_mark)


def final(policy: Policy, rating: Figure | None, examination: int | None) -> Final | None:
    """¶2: the weighted sum. An unsatisfactory examination leaves no better final than itself, where that is set."""
    if examination is None or (rating is None and policy.rating_weight):
        return None
    known = carried(policy, rating) if rating else Fraction()
    exact = policy.rating_weight * known + policy.examination_weight * examination
    capped = policy.must_pass and examination < policy.pass_mark and examination < exact
    return _final(policy, Fraction(examination) if capped else exact, capped=capped)


def band_of(policy: Policy, points: int) -> Band:
    """The letter of a whole number of points."""
    return max((band for band in policy.bands if band.lowest <= points), key=lambda band: band.lowest)


def _alone(policy: Policy, points: int) -> Final:
    return _final(policy, Fraction(points), capped=False)


def _final(policy: Policy, exact: Fraction, *, capped: bool) -> Final:
    points = half_up(exact)
    return Final(Figure(exact, FINAL_DECIMALS), points, band_of(policy, points), capped)


def _rating(policy: Policy, current: Figure | None, controls: Figure | None) -> Figure | None:
    """The mean of both; of what there is, while one of them is missing, so that the rating is seen to grow."""
    parts = [controls] if policy.rating == "controls" else [current, controls]
    value = mean([carried(policy, part) for part in parts if part is not None])
    return None if value is None else Figure(value, policy.decimals)


def _spans(policy: Policy, entries: Sequence[Entry], now: datetime) -> Iterable[Span]:
    """Each control with the current marks that were given since the one before it."""
    since: list[int] = []
    for each in entries:
        points = _counted(policy, each, now)
        if points is None:
            continue
        if each.counts_as == "current":
            since.append(points)
        if each.counts_as == "control":
            control = Figure(Fraction(points), policy.decimals)
            rating = _rating(policy, _mean(policy, since), control)
            yield Span(control, rating or control)
            since = []


def _mean(policy: Policy, points: Sequence[int]) -> Figure | None:
    return Figure(Fraction(sum(points), len(points)), policy.decimals) if points else None


def carried(policy: Policy, figure: Figure) -> Fraction:
    """What the next figure is computed with."""
    return figure.printed if policy.carried == "printed" else figure.exact


def _points(policy: Policy, entries: Sequence[Entry], now: datetime) -> dict[CountsAs, tuple[int, ...]]:
    """What counts, by what it counts as."""
    found: dict[CountsAs, list[int]] = {each: [] for each in get_args(CountsAs)}
    for each in entries:
        if (points := _counted(policy, each, now)) is not None:
            found[each.counts_as].append(points)
    return {each: tuple(points) for each, points in found.items()}


def _entered(entries: Iterable[Entry], what: CountsAs) -> tuple[int | AbsenceCode, ...]:
    """What was entered, in its order, whether it counts or not."""
    values = (value_or_none(each.value) for each in entries if each.counts_as == what)
    return tuple(each for each in values if each is not None)


def _counted(policy: Policy, found: Entry, now: datetime) -> int | None:
    """¶2, ¶19: points; 0 for a code that the policy counts so, when its two weeks to be made up are over."""
    if isinstance(found.value, int):
        return found.value
    too_late = is_over(end_of(found.date + TWO_WEEKS, now.tzinfo), now)
    return 0 if found.value in policy.counting_zero and too_late else None
