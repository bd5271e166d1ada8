"""The GPA: the credit-weighted mean of the letters' points (¶2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from services.gradebook.domain.figures import with_decimals
from services.gradebook.domain.policies import Policy
from services.gradebook.domain.term_results import band_of

#: With how many decimals it is printed.
GPA_DECIMALS = 2


@dataclass(frozen=True)
class Graded:
    """A subject that counts: whole points by the policy that made them."""

    policy: Policy
    points: int


def gpa(points_and_credits: Iterable[tuple[Fraction, int]]) -> Fraction | None:
    """¶2: exact; None without credits."""
    found = list(points_and_credits)
    weight = sum(credits for _, credits in found)
    return sum((points * credits for points, credits in found), Fraction()) / weight if weight else None


def gpa_of(graded: Iterable[Graded]) -> Fraction | None:
    """¶2: by the letters and the credits of each one's policy; what has no final does not count."""
    return gpa((band_of(each.policy, each.points).points, each.policy.credits) for each in graded)


def printed(mean: Fraction | None) -> str | None:
    """¶2: half up, where it is printed."""
    return None if mean is None else with_decimals(mean, GPA_DECIMALS)
