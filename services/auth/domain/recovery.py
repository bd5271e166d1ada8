"""A forgotten password is two people's act (¶4, ¶5): IT asks, a faculty's head confirms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.auth.refusals import Reasons
from services.common.errors import Refusal

#: How long a request waits for an answer, and how long an initial password waits for its owner; academy time.
ANSWERED_WITHIN = timedelta(days=7)
USED_WITHIN = timedelta(hours=24)
#: The same for the one of a new account: people are registered before they come.
FIRST_USED_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Head:
    """Somebody who heads faculties and may sign in."""

    person: str
    faculties: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class RequestFacts:
    """A request: for whom, of which faculties, who asked and when, and whether it is ``open`` still.

    ``of_it``: whether who asked still belongs to IT. ``of_cadet``: whether the account is a cadet's.
    """

    person: str
    faculties: frozenset[str]
    asked_by: str
    asked_at: datetime
    open: bool
    of_it: bool = True
    of_cadet: bool = False


def asking_refusal(asker: str, person: str, active: bool, waiting: bool) -> Refusal | None:
    """¶4: for somebody else who may sign in, and one request at a time."""
    if asker == person:
        return Reasons.own_account.refusal()
    if not active:
        return Reasons.person_inactive.refusal()
    return Reasons.password_request_waiting.refusal() if waiting else None


def deciders(asked: RequestFacts, heads: Iterable[Head]) -> frozenset[str]:
    """¶4: other heads of the person's faculties; where there is none, any other head. Never who asked.

    ¶5: a cadet's password opens marks, which heads of other faculties do not see: for it there is no other head.
    """
    others = [head for head in heads if head.person not in (asked.person, asked.asked_by)]
    near = frozenset(head.person for head in others if head.faculties & asked.faculties)
    return near if near or asked.of_cadet else frozenset(head.person for head in others)


def decision_refusal(asked: RequestFacts, decider: str, heads: Iterable[Head], now: datetime) -> Refusal | None:
    """¶4, ¶5: no password is given anew by one person alone, nor by a head who has nothing to do with its owner.

    What somebody asked who is of IT no more is asked again by who is.
    """
    if decider in (asked.person, asked.asked_by):
        return Reasons.two_people_needed.refusal()
    if decider not in deciders(asked, heads):
        return Reasons.password_request_not_yours.refusal()
    if not asked.of_it:
        return Reasons.password_request_closed.refusal()
    return closed_refusal(asked, now)


def closed_refusal(asked: RequestFacts, now: datetime) -> Refusal | None:
    """¶4: what was answered, withdrawn or left waiting too long is over."""
    return None if asked.open and not has_lapsed(asked, now) else Reasons.password_request_closed.refusal()


def has_lapsed(asked: RequestFacts, now: datetime) -> bool:
    """¶4: whether a request has waited too long."""
    return asked.open and now >= asked.asked_at + ANSWERED_WITHIN


def use_refusal(until: datetime, used_at: datetime | None, now: datetime) -> Refusal | None:
    """¶5: an initial password that somebody has seen opens one session, within a day."""
    if used_at is not None:
        return Reasons.initial_password_used.refusal()
    return Reasons.initial_password_expired.refusal() if now >= until else None
