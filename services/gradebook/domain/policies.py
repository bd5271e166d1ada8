"""By what marks become results: a policy is data with a version, and holds for a subject from a term on (¶2)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Literal, cast, get_args

from services.common.errors import Refusal
from services.gradebook.contract import AbsenceCode, Letter, PolicyTerms
from services.gradebook.domain.changes import PASS_MARK
from services.gradebook.domain.columns import USUAL_RETAKES
from services.gradebook.domain.figures import shortest
from services.gradebook.domain.marks import ABSENCE_CODES, HIGHEST_POINTS
from services.gradebook.refusals import Reasons

#: What the admission rating is made of: the mean of the current mean and of the controls' mean, or the latter alone.
Rating = Literal["current_and_controls", "controls"]
#: Who is admitted to the examination: whose rating passes, whose rating in each control's span passes, everybody.
Gate = Literal["rating", "each_rating", "none"]
#: Which of several examination marks counts.
Attempt = Literal["last", "best"]
#: What the next figure is computed from: the exact figure, or the printed one.
Carried = Literal["exact", "printed"]

RATINGS: tuple[Rating, ...] = get_args(Rating)
GATES: tuple[Gate, ...] = get_args(Gate)
ATTEMPTS: tuple[Attempt, ...] = get_args(Attempt)
CARRIED: tuple[Carried, ...] = get_args(Carried)

MOST_DECIMALS = 2
MOST_RETAKES = 5
MOST_CREDITS = 60
MOST_BANDS = 30
#: A weight, points of a letter: at most four decimals, written with a point.
_DECIMALS = 4
DECIMAL = r"[0-9]{1,2}(\.[0-9]{1,4})?"
_DECIMAL = re.compile(DECIMAL, re.ASCII)
_LETTER = re.compile(r"[A-ZА-ЯӘҒҚҢӨҰҮҺІ]{1,3}[+−-]?")


@dataclass(frozen=True)
class Band:
    """A letter: from ``lowest`` points up to the next letter, worth ``points`` in the GPA."""

    letter: str
    lowest: int
    points: Fraction


@dataclass(frozen=True)
class Policy:
    """How results are made. ``bands``: highest first. ``counting_zero``: the codes that count 0 once it is too late
    to make them up. ``must_pass``: an examination below the pass mark leaves no better final than itself. ``decimals``
    of the printed means and ratings; a final is printed with two, and as the whole number that decides the letter.
    """

    rating: Rating
    rating_weight: Fraction
    examination_weight: Fraction
    pass_mark: int
    gate: Gate
    must_pass: bool
    decimals: int
    carried: Carried
    retakes: int
    attempt: Attempt
    counting_zero: frozenset[AbsenceCode]
    credits: int
    bands: tuple[Band, ...]


def _bands(*rows: tuple[str, int, str]) -> tuple[Band, ...]:
    return tuple(Band(letter, lowest, Fraction(points)) for letter, lowest, points in rows)


#: Kazakhstan's credit technology: what holds where nothing else was decided.
DEFAULT = Policy(
    rating="current_and_controls",
    rating_weight=Fraction("0.6"),
    examination_weight=Fraction("0.4"),
    pass_mark=PASS_MARK,
    gate="rating",
    must_pass=True,
    decimals=2,
    carried="exact",
    retakes=USUAL_RETAKES,
    attempt="last",
    counting_zero=frozenset(),
    credits=5,
    bands=_bands(
        ("A", 95, "4.0"),
        ("A−", 90, "3.67"),
        ("B+", 85, "3.33"),
        ("B", 80, "3.0"),
        ("B−", 75, "2.67"),
        ("C+", 70, "2.33"),
        ("C", 65, "2.0"),
        ("C−", 60, "1.67"),
        ("D+", 55, "1.33"),
        ("D", 50, "1.0"),
        ("FX", 25, "0.5"),
        ("F", 0, "0"),
    ),
)


@dataclass(frozen=True)
class Version:
    """A policy that holds for the terms that start on ``holds_from`` or later; ``subject`` "": for every subject."""

    number: int
    subject: str
    holds_from: date
    policy: Policy


#: What holds before anybody has decided anything.
FIRST = Version(0, "", date.min, DEFAULT)


def version_of(versions: Sequence[Version], subject: str, term_starts: date) -> Version:
    """The version by which a subject's results of a term are made: its own before the one for all, newest first."""
    holding = [each for each in versions if each.subject in ("", subject) and each.holds_from <= term_starts]
    return max(holding, key=lambda each: (each.subject != "", each.number), default=FIRST)


def exact(written: str) -> Fraction | None:
    """The number that is written with at most four decimals; None where it is none, or negative."""
    return Fraction(written) if _DECIMAL.fullmatch(written) else None


def in_decimals(number: Fraction) -> str:
    """The same number as ``exact`` reads it."""
    return shortest(number, _DECIMALS)


def policy_of(terms: PolicyTerms) -> Policy | None:
    """The policy that the terms say; None where a number in them is none. What it says may still be refused."""
    weights = exact(terms.rating_weight), exact(terms.examination_weight)
    bands = [_band(letter) for letter in terms.letters]
    if weights[0] is None or weights[1] is None or None in bands:
        return None
    return Policy(
        rating=cast(Rating, terms.rating),
        rating_weight=weights[0],
        examination_weight=weights[1],
        pass_mark=terms.pass_mark,
        gate=cast(Gate, terms.gate),
        must_pass=terms.must_pass,
        decimals=terms.decimals,
        carried=cast(Carried, terms.carried),
        retakes=terms.retakes,
        attempt=cast(Attempt, terms.attempt),
        counting_zero=frozenset(terms.counting_zero),
        credits=terms.credits,
        bands=tuple(band for band in bands if band is not None),
    )


def terms_refusal(terms: PolicyTerms) -> Refusal | None:
    """¶2: the first reason why results cannot be made by such terms, or None."""
    policy = policy_of(terms)
    return Reasons.policy_decimal_malformed.refusal() if policy is None else policy_refusal(policy)


def terms_of(policy: Policy) -> PolicyTerms:
    """The same as the contract says it."""
    return PolicyTerms(
        rating=policy.rating,
        rating_weight=in_decimals(policy.rating_weight),
        examination_weight=in_decimals(policy.examination_weight),
        pass_mark=policy.pass_mark,
        gate=policy.gate,
        must_pass=policy.must_pass,
        decimals=policy.decimals,
        carried=policy.carried,
        retakes=policy.retakes,
        attempt=policy.attempt,
        counting_zero=tuple(code for code in ABSENCE_CODES if code in policy.counting_zero),
        credits=policy.credits,
        letters=tuple(
            Letter(letter=band.letter, lowest=band.lowest, points=in_decimals(band.points)) for band in policy.bands
        ),
    )


def _band(letter: Letter) -> Band | None:
    points = exact(letter.points)
    return None if points is None else Band(letter.letter, letter.lowest, points)


def policy_refusal(policy: Policy) -> Refusal | None:
    """¶2: the first reason why results cannot be made so, or None."""
    return _weights_refusal(policy) or _numbers_refusal(policy) or _choices_refusal(policy) or bands_refusal(policy)


def holding_from_refusal(
    day: date, terms: Sequence[tuple[date, date]], today: date, *, is_signed: bool = False
) -> Refusal | None:
    """¶2: a policy holds from the first day of a term that has not ended; ``terms`` are first and last days.

    ``is_signed``: somebody has signed a grade sheet of a journal that it would hold for, whose results are closed.
    """
    ends = [last for first, last in terms if first == day]
    if not ends:
        return Reasons.policy_term_unknown.refusal(date=day)
    if max(ends) < today:
        return Reasons.policy_term_ended.refusal(date=day)
    return Reasons.policy_term_signed.refusal(date=day) if is_signed else None


def _weights_refusal(policy: Policy) -> Refusal | None:
    weights = (policy.rating_weight, policy.examination_weight)
    if min(weights) < 0 or sum(weights) != 1:
        return Reasons.weights_not_whole.refusal()
    return None


def _numbers_refusal(policy: Policy) -> Refusal | None:
    bounds = (
        (Reasons.pass_mark_out_of_bounds, policy.pass_mark, 1, HIGHEST_POINTS),
        (Reasons.decimals_out_of_bounds, policy.decimals, 0, MOST_DECIMALS),
        (Reasons.retakes_out_of_bounds, policy.retakes, 0, MOST_RETAKES),
        (Reasons.credits_out_of_bounds, policy.credits, 0, MOST_CREDITS),
    )
    for reason, number, least, most in bounds:
        if type(number) is not int or not least <= number <= most:
            return reason.refusal(least=least, most=most)
    return None


def _choices_refusal(policy: Policy) -> Refusal | None:
    choices = {
        "rating": policy.rating in RATINGS,
        "gate": policy.gate in GATES,
        "carried": policy.carried in CARRIED,
        "attempt": policy.attempt in ATTEMPTS,
        "counting_zero": policy.counting_zero <= frozenset(ABSENCE_CODES),
    }
    wrong = next((name for name, sound in choices.items() if not sound), None)
    return Reasons.policy_choice_unknown.refusal(name=wrong) if wrong else None


def bands_refusal(policy: Policy) -> Refusal | None:
    """¶2: the letters go down to 0 without a gap, each is there once, and no lower one is worth more.

    The pass mark begins a letter, so that no letter means both.
    """
    bands = policy.bands
    if not 0 < len(bands) <= MOST_BANDS:
        return Reasons.letters_missing.refusal(most=MOST_BANDS)
    if unknown := next((band for band in bands if not _LETTER.fullmatch(band.letter)), None):
        return Reasons.letter_malformed.refusal(letter=unknown.letter[:10])
    if bands[0].lowest > HIGHEST_POINTS or bands[-1].lowest != 0:
        return Reasons.letters_leave_gap.refusal()
    for higher, lower in pairwise(bands):
        if higher.lowest <= lower.lowest or higher.letter == lower.letter or higher.points < lower.points:
            return Reasons.letters_overlap.refusal(letter=lower.letter)
    if len({band.letter for band in bands}) < len(bands):
        return Reasons.letters_overlap.refusal(letter=bands[-1].letter)
    starts = any(band.lowest == policy.pass_mark for band in bands)
    return None if starts else Reasons.pass_mark_inside_letter.refusal(pass_mark=policy.pass_mark)
