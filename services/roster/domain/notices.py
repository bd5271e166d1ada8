"""A notice that a group's composition changes (¶15): what may be filed, and what applying it makes true (¶11).

The same rules are asked when it is filed and when it is applied: what was true may have changed.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from services.common.errors import Reason, Refusal
from services.roster.contract import NoticeKind, NoticeState
from services.roster.domain.cells import read_cell
from services.roster.domain.memberships import DatedName, name_on
from services.roster.domain.names import key
from services.roster.domain.stays import DAY, Stay, begun, ended, first_day, held, in_groups, lasting
from services.roster.refusals import Reasons

LONGEST_TEXT = 1000
#: How far from today a change may lie: beyond that a date is a slip of the pen.
FURTHEST = timedelta(days=5 * 366)
#: For how long what was returned is something to do.
RETURNED_WAITS = timedelta(days=30)

WaitsFor = Literal["", "author", "it_staff"]


@dataclass(frozen=True, kw_only=True)
class RequestedChange:
    """What a notice asks for: ids, and names tidied; ``cadet`` "" for somebody new. See the contract's FileNotice."""

    kind: NoticeKind
    group: str
    to_group: str
    cadet: str
    since: date
    until: date | None
    number: str
    names: tuple[str, str, str]
    as_new: bool = False

    @property
    def brings_name(self) -> bool:
        """Whether a name comes into a group in which somebody may have it already."""
        return self.kind in ("transfer", "admission", "rename")

    @property
    def is_newcomer(self) -> bool:
        """Whether somebody is admitted who is not on record."""
        return self.kind == "admission" and not self.cadet


@dataclass(frozen=True, kw_only=True)
class LookAlike:
    """Who on record looks like whom a notice is about: ``value`` is what is written of this one, ``like`` of that."""

    cadet: str
    value: str
    like: str


@dataclass(frozen=True, kw_only=True)
class NoticeFacts:
    """What is on record of what the notice names; ``stays`` and ``names`` are the cadet's, empty for a newcomer.

    ``alike`` is who looks like a newcomer, or like the cadet in the group to come.
    """

    groups: Collection[str]
    stays: tuple[Stay, ...]
    names: tuple[DatedName, ...]
    number_taken: bool
    alike: LookAlike | None = None


@dataclass(frozen=True)
class PastNotice:
    """A notice that was filed; ``about`` is what ``identity`` says of whom it is about."""

    state: NoticeState
    author: str
    about: frozenset[str]
    at: datetime
    decided_at: datetime | None


@dataclass(frozen=True)
class Asker:
    """The caller: who, and whether of IT."""

    person: str
    it: bool


def text_refusal(text: str, when_empty: Reason) -> Refusal | None:
    """¶15: a reason, or an order's number, is given, and it fits the page."""
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        return when_empty.refusal(under="¶15")
    if len(text) > LONGEST_TEXT:
        return Reasons.text_too_long.refusal(longest=LONGEST_TEXT)
    return None


def author_refusal(own: Collection[str], faculty: str) -> Refusal | None:
    """¶15: a methodist speaks for the groups of the own faculty."""
    return None if faculty in own else Reasons.not_your_faculty.refusal(under="¶15")


def access_refusal(own: Collection[str], faculties: Collection[str]) -> Refusal | None:
    """¶15: a notice is read in the faculties whose groups it touches."""
    return None if set(own) & set(faculties) else Reasons.not_your_faculty.refusal(under="¶15")


def decision_refusal(state: NoticeState) -> Refusal | None:
    """¶11: IT decides on a notice once, and not on one that was withdrawn."""
    return None if state == "filed" else Reasons.notice_not_filed.refusal(under="¶11", state=state)


def identity(cadet: str, number: str, names: tuple[str, str, str]) -> frozenset[str]:
    """¶15: what tells whom a notice is about: the cadet, and where somebody is admitted also the number and the name.

    Any one of them is enough: an admission comes back because another of them is wrong. "" tells nothing.
    """
    name = " ".join(names).strip()
    said = {"cadet": cadet, "number": key(number), "name": key(name)}
    return frozenset(f"{what} {value}" for what, value in said.items() if value)


def waits_for(notice: PastNotice, others: Iterable[PastNotice], now: datetime) -> WaitsFor:
    """¶11, ¶15: what is filed waits for IT.

    What IT has returned waits for its author until that author writes of the same person again, whatever is asked for
    then, and at most thirty days.
    """
    if notice.state == "filed":
        return "it_staff"
    if notice.state != "returned" or notice.decided_at is None or now - notice.decided_at > RETURNED_WAITS:
        return ""
    since = (other for other in others if other.author == notice.author and other.at > notice.decided_at)
    return "" if any(other.about & notice.about for other in since) else "author"


def is_turn_of(asker: Asker, notice: PastNotice, others: Iterable[PastNotice], now: datetime) -> bool:
    """¶11, ¶15: whether it waits for who asks: for all of IT, or for its author."""
    whom = waits_for(notice, others, now)
    return asker.it if whom == "it_staff" else whom == "author" and asker.person == notice.author


def withdrawal_refusal(state: NoticeState, *, is_author: bool) -> Refusal | None:
    """¶15: its author takes a notice back before it is decided on, and nobody else."""
    if not is_author:
        return Reasons.notice_not_yours.refusal()
    return None if state == "filed" else Reasons.notice_not_filed.refusal(state=state)


def notice_refusal(change: RequestedChange, facts: NoticeFacts, today: date) -> Refusal | None:
    """¶15: the first reason for which the composition does not change so, or None."""
    refusal = form_refusal(change, today) or record_refusal(change, facts) or _RULES[change.kind](change, facts, today)
    return refusal or namesake_refusal(change, facts)


def form_refusal(change: RequestedChange, today: date) -> Refusal | None:
    """¶15: dates that can be meant, and a name and a number where they are needed."""
    if not all(abs(day - today) <= FURTHEST for day in (change.since, change.until) if day):
        return Reasons.date_too_far.refusal(earliest=today - FURTHEST, latest=today + FURTHEST)
    if change.until is not None and change.until <= change.since:
        return Reasons.leave_dates_wrong.refusal()
    if (change.is_newcomer or change.kind == "rename") and not _are_names(change.names):
        return Reasons.names_malformed.refusal()
    if change.is_newcomer and read_cell("cadet_number", change.number).fault:
        return Reasons.number_malformed.refusal()
    return None


def record_refusal(change: RequestedChange, facts: NoticeFacts) -> Refusal | None:
    """¶15: the groups are on record, and so is the cadet, save one who is new and whose number is nobody's."""
    if change.group not in facts.groups or (change.kind == "transfer" and change.to_group not in facts.groups):
        return Reasons.group_unknown.refusal(under="¶15")
    if change.is_newcomer:
        return newcomer_refusal(change, facts)
    return None if facts.names else Reasons.cadet_unknown.refusal()


def newcomer_refusal(change: RequestedChange, facts: NoticeFacts) -> Refusal | None:
    """¶15: the number is nobody's, and who looks like somebody on record is said to be another one."""
    if facts.number_taken:
        return Reasons.number_taken.refusal(number=change.number)
    return _unless_meant(Reasons.looks_like, change, facts)


def namesake_refusal(change: RequestedChange, facts: NoticeFacts) -> Refusal | None:
    """¶15: who comes to be in a group with somebody who looks alike is said to be another one."""
    return None if change.is_newcomer else _unless_meant(Reasons.namesake_in_group, change, facts)


def transfer_refusal(change: RequestedChange, facts: NoticeFacts, today: date) -> Refusal | None:
    """¶15: from the group in which the cadet is to another, after the last change in either."""
    if change.group == change.to_group:
        return Reasons.same_group.refusal()
    touched = in_groups(facts.stays, change.group, change.to_group)
    if refusal := leaving_refusal(change, facts, touched, today):
        return refusal
    return _in_group_already() if change.to_group in held(facts.stays, change.since) else None


def departure_refusal(change: RequestedChange, facts: NoticeFacts, today: date) -> Refusal | None:
    """¶15: who is expelled or goes on leave is in the group, and goes from all of them."""
    return leaving_refusal(change, facts, facts.stays, today)


def leaving_refusal(
    change: RequestedChange, facts: NoticeFacts, touched: tuple[Stay, ...], today: date
) -> Refusal | None:
    """¶15: who leaves a group is in it on that day, and it is after the last change of what is touched."""
    if refusal := expelled_refusal(change, facts, today) or order_refusal(change.since, first_day(touched)):
        return refusal
    is_there = change.group in held(facts.stays, change.since)
    return None if is_there else Reasons.cadet_not_in_group.refusal(date=change.since)


def admission_refusal(change: RequestedChange, facts: NoticeFacts, _today: date) -> Refusal | None:
    """¶15: who is admitted is in no group on that day, nor was, nor will be, after it."""
    if held(facts.stays, change.since):
        return _in_group_already()
    return order_refusal(change.since, first_day(facts.stays))


def rename_refusal(change: RequestedChange, facts: NoticeFacts, today: date) -> Refusal | None:
    """¶15: a cadet of the group gets another name, after the last change of name."""
    if refusal := expelled_refusal(change, facts, today):
        return refusal
    if change.group not in {stay.group for stay in lasting(facts.stays, max(change.since, today))}:
        return Reasons.cadet_not_in_group.refusal(date=change.since)
    if refusal := order_refusal(change.since, max(name.since for name in facts.names) + DAY):
        return refusal
    is_same = name_on(facts.names, change.since).parts == change.names
    return Reasons.name_unchanged.refusal() if is_same else None


def expelled_refusal(change: RequestedChange, facts: NoticeFacts, today: date) -> Refusal | None:
    """¶15: for who is in no group any more there is nothing but an admission."""
    return None if lasting(facts.stays, max(change.since, today)) else Reasons.cadet_expelled.refusal()


def order_refusal(since: date, first: date | None) -> Refusal | None:
    """¶15: a change is not dated before the previous one."""
    if first is None or since >= first:
        return None
    return Reasons.dated_before_previous.refusal(first=first)


def stays_after(change: RequestedChange, stays: Collection[Stay]) -> frozenset[Stay]:
    """¶11: the cadet's memberships once the notice is applied; the rules have let it pass."""
    match change.kind:
        case "transfer":
            leaving = frozenset(in_groups(stays, change.group))
            return (frozenset(stays) - leaving) | ended(leaving, change.since) | begun([change.to_group], change.since)
        case "expulsion":
            return ended(stays, change.since)
        case "leave":
            back = held(stays, change.since) if change.until else ()
            return ended(stays, change.since) | begun(back, change.until or change.since)
        case "admission":
            return frozenset(stays) | begun([change.group], change.since)
        case "rename":
            return frozenset(stays)


def _unless_meant(reason: Reason, change: RequestedChange, facts: NoticeFacts) -> Refusal | None:
    if change.as_new or (alike := facts.alike) is None:
        return None
    return reason.refusal(under="¶15", value=alike.value, like=alike.like, cadet=alike.cadet)


def _are_names(names: tuple[str, str, str]) -> bool:
    return not any(read_cell(column, name).fault for column, name in zip(_PARTS, names, strict=True))


def _in_group_already() -> Refusal:
    return Reasons.cadet_in_group.refusal()


_PARTS = ("family", "given", "patronymic")
_RULES: Mapping[NoticeKind, Callable[[RequestedChange, NoticeFacts, date], Refusal | None]] = {
    "transfer": transfer_refusal,
    "expulsion": departure_refusal,
    "admission": admission_refusal,
    "rename": rename_refusal,
    "leave": departure_refusal,
}
