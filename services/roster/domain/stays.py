"""A cadet's memberships over time, and what a change of them makes of them (¶15)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.common.regulation.spans import Span

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stay:
    """A cadet in a group."""

    group: str
    span: Span


def lasting(stays: Iterable[Stay], day: date) -> tuple[Stay, ...]:
    """The stays that hold the day or begin later (¶15)."""
    return tuple(stay for stay in stays if stay.span.until is None or day < stay.span.until)


def held(stays: Iterable[Stay], day: date) -> frozenset[str]:
    """The groups in which the cadet is on the day (¶15)."""
    return frozenset(stay.group for stay in stays if stay.span.holds(day))


def in_groups(stays: Iterable[Stay], *groups: str) -> tuple[Stay, ...]:
    """The stays in these groups alone."""
    return tuple(stay for stay in stays if stay.group in groups)


def first_day(stays: Iterable[Stay]) -> date | None:
    """The first day from which these stays may change: nothing before the last change is rewritten (¶15).

    A stay that has begun lasts a day at least; one that has ended gives way on the day it ended.
    """
    return max((stay.span.until or stay.span.since + DAY for stay in stays), default=None)


def ended(stays: Iterable[Stay], day: date) -> frozenset[Stay]:
    """The stays, those that last ended on the day: it is the first no longer in the group (¶15)."""
    return frozenset(replace(stay, span=Span(stay.span.since, stay.span.until or day)) for stay in stays)


def begun(groups: Iterable[str], day: date) -> frozenset[Stay]:
    """New stays that last from the day on (¶15)."""
    return frozenset(Stay(group, Span(day)) for group in groups)
