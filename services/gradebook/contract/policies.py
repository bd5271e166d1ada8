"""By what marks become results: versions of a policy, proposed and put in force (¶2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

import msgspec

from services.common.messaging.wire import CommandId
from services.gradebook.contract.results import Result
from services.gradebook.contract.values import AbsenceCode, Named, Someone

#: A version's number: whatever a database holds as one.
PolicyNumber = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter: from ``lowest`` points up to the next one, worth ``points`` ("3.67") in the GPA."""

    letter: str
    lowest: int
    points: str


@dataclass(frozen=True, kw_only=True)
class PolicyTerms:
    """What a policy says. Weights and points are decimals with a point and at most four decimals.

    ``rating``: "current_and_controls" or "controls". ``gate``: "rating", "each_rating" or "none". ``must_pass``: an
    examination below the pass mark leaves no better final than itself. ``decimals`` of printed means and ratings.
    ``carried``: whether "exact" or "printed" figures are computed with. ``attempt``: which examination mark counts,
    "last" or "best". ``counting_zero``: codes that count 0 when it is too late to make them up. ``letters``: highest
    first.
    """

    rating: str
    rating_weight: str
    examination_weight: str
    pass_mark: int
    gate: str
    must_pass: bool
    decimals: int
    carried: str
    retakes: int
    attempt: str
    counting_zero: tuple[AbsenceCode, ...]
    credits: int
    letters: tuple[Letter, ...]


@dataclass(frozen=True, kw_only=True)
class ListPolicies:
    """``list_policies``: everybody who works with journals; replies ``Policies``."""


@dataclass(frozen=True, kw_only=True)
class PolicyVersion:
    """``number`` 0 is what holds before anything was decided. ``subject`` None: for every subject.

    ``holds_from``: the first day of the first term for which it holds. ``author`` and ``at``: who proposed it, when.
    ``put_in_force``: when it was; None while it is a proposal.
    """

    number: int
    subject: Named | None
    holds_from: date | None
    terms: PolicyTerms
    author: Someone | None
    at: datetime | None
    put_in_force: datetime | None


@dataclass(frozen=True, kw_only=True)
class TermDays:
    """A term for which a policy can be proposed."""

    name: str
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class SubjectCredits:
    """A subject's credits in a term that would begin today, by the version of this number."""

    subject: Named
    credits: int
    policy: int


@dataclass(frozen=True, kw_only=True)
class Policies:
    """Newest first. ``subjects`` and ``terms`` are those of the journals; ``credits`` by the Kazakh alphabet.

    ``damaged``: versions that do not read.
    """

    versions: tuple[PolicyVersion, ...]
    subjects: tuple[Named, ...]
    terms: tuple[TermDays, ...]
    credits: tuple[SubjectCredits, ...]
    may_propose: bool
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProposePolicy:
    """``propose_policy``: IT only. It changes nothing until it is put in force; replies ``PolicyProposed`` (¶2).

    ``subject``: a subject's id, "" for every subject without a policy of its own. ``holds_from``: a term's first day.
    """

    command_id: CommandId
    subject: str = ""
    holds_from: date
    terms: PolicyTerms


@dataclass(frozen=True, kw_only=True)
class PolicyProposed:
    """The new version's number."""

    number: int


@dataclass(frozen=True, kw_only=True)
class PutPolicyInForce:
    """``put_policy_in_force``: IT only; replies ``Done``. Results are made by it from now on (¶2)."""

    command_id: CommandId
    number: PolicyNumber


@dataclass(frozen=True, kw_only=True)
class ShowPolicyEffect:
    """``show_policy_effect``: what a proposal would change; replies ``PolicyEffect`` (¶2, ¶5)."""

    number: PolicyNumber


@dataclass(frozen=True, kw_only=True)
class ChangedResult:
    """A cadet whose results would be others, as they are and as they would be; ``name`` as in ``Cadet``."""

    journal: str
    group: str
    subject: str
    name: str
    before: Result
    after: Result


@dataclass(frozen=True, kw_only=True)
class PolicyEffect:
    """``journals`` and ``cadets``: of how many the results would be made by it.

    ``opened``: in how many of the journals the caller may read marks, and they were computed again. Of the ``changed``
    cadets in those, ``changes`` are the first 200. IT and moderators hold no keys and see the two numbers alone (¶5).
    """

    journals: int
    cadets: int
    opened: int
    changed: int
    changes: tuple[ChangedResult, ...]
