"""A group's term over all subjects: what holds of a cadet in each, the GPA, who is in debt (¶2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.gradebook.contract import Result, SummaryStanding
from services.gradebook.domain.gpa import Graded, gpa_of
from services.gradebook.domain.policies import Policy


@dataclass(frozen=True)
class Said:
    """A cadet's results in a subject, and the policy that made them. ``closed``: they stand on a closed sheet."""

    result: Result
    policy: Policy
    closed: bool


@dataclass(frozen=True)
class SubjectFigures:
    """What holds of each cadet in a subject; ``policy``: of the newest closed sheet, else of the journal."""

    policy: Policy
    by_cadet: Mapping[str, Said]


def holding(sheets: Sequence[Said], now: Said) -> Said:
    """¶2: what the last closed sheet says that lists the cadet; ``sheets`` in the order of their columns.

    What the journal says now holds without one, or when there is an attempt that stands on none. A line that was
    altered is not passed over (¶5).
    """
    newest = sheets[-1] if sheets else now
    has_more = len(now.result.attempts) > len(newest.result.attempts)
    return now if has_more and not newest.result.broken else newest


def standing(said: Said, *, examined: bool) -> SummaryStanding:
    """¶2: how the cadet stands. ``examined``: there is an examination, or a closed sheet of the admission."""
    if said.result.broken:
        return "broken"
    if not examined:
        return "pending"
    if not said.result.admitted:
        return "not_admitted"
    points = said.result.points
    return "debt" if points is None or points < said.policy.pass_mark else "passed"


def mean_of(found: Iterable[Said]) -> Fraction | None:
    """¶2: of the subjects with a letter, by the policy that made it; None where one of them says nothing (¶5)."""
    known = list(found)
    if any(each.result.broken for each in known):
        return None
    return gpa_of(Graded(each.policy, each.result.points) for each in known if each.result.points is not None)


def is_clear(standings: Collection[SummaryStanding]) -> bool:
    """¶2: whether a cadet has passed in every subject."""
    return {*standings} == {"passed"}
