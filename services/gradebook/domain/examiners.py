"""Who examines a journal's group (¶2, ¶3), and for whom an examination has a mark."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from services.common.errors import Refusal
from services.gradebook.domain.columns import COLUMNS
from services.gradebook.refusals import Reasons

MOST_EXAMINERS = 5


@dataclass(frozen=True)
class NamingFacts:
    """What is known before examiners are named.

    ``teachers``: who of those wanted has the role teacher; ``named``: who is named now; ``begun``: whether a mark of
    an examination was entered.
    """

    teachers: Collection[str]
    named: Collection[str]
    begun: bool


def naming_refusal(people: Collection[str], facts: NamingFacts) -> Refusal | None:
    """¶2, ¶3, ¶4: one to five teachers; once a mark was entered nobody is taken away who may have entered it."""
    if not 1 <= len({*people}) <= MOST_EXAMINERS:
        return Reasons.examiners_number.refusal(most=MOST_EXAMINERS)
    if {*people} - {*facts.teachers}:
        return Reasons.examiner_not_teacher.refusal()
    if facts.begun and {*facts.named} - {*people}:
        return Reasons.examination_begun.refusal()
    return None


def needs_admission(kind: str) -> bool:
    """¶2: an examination and its retakes are for who is admitted by the rating."""
    return COLUMNS[kind].counts_as == "examination"


@dataclass(frozen=True)
class Standing:
    """How a cadet comes to an examination: admitted by the rating or not; ``passed`` it at an earlier attempt."""

    admitted: bool
    passed: bool


def standing_refusal(kind: str, value: Any, standing: Standing | None) -> Refusal | None:
    """¶2: who is not admitted has no mark at an examination, and who has passed it none at a retake.

    None: nothing is known of it, and nothing refused.
    """
    if value is None or standing is None or not needs_admission(kind):
        return None
    if not standing.admitted:
        return Reasons.not_admitted.refusal()
    return Reasons.examination_passed.refusal() if standing.passed else None
