"""How methodists keep up with what waits for them (¶12): sums of facts, without a word or a mark."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from services.common.errors import Refusal
from services.common.regulation.deadlines import is_over
from services.common.text.kazakh import kazakh_order
from services.corrections.contract import Counted, FacultyWork, MethodistWork, Named, Someone, Waiting
from services.corrections.domain.cases import WaitsFor
from services.corrections.refusals import Reasons

OVERSEERS = frozenset(("it_staff", "moderator"))
#: What is counted only of cases that the head has approved.
APPROVED: tuple[Counted, ...] = ("with_it", "overdue")


@dataclass(frozen=True)
class Post:
    """A methodist of a faculty, now."""

    faculty: str
    person: str


@dataclass(frozen=True)
class Standing:
    """An unfinished case whose papers are a methodist's duty, or that is back at its author.

    ``methodist`` drew up its act, "" before there is one; ``since`` it stands where it stands. ``waits_for`` is ""
    while the gradebook carries out what IT has handed on.
    """

    faculty: str
    methodist: str
    waits_for: WaitsFor
    since: datetime
    due_at: datetime | None = None


@dataclass(frozen=True)
class OpenDiscrepancy:
    """A discrepancy that nobody has closed."""

    faculty: str
    since: datetime


@dataclass(frozen=True)
class Oversight:
    """What is known; ``names`` of faculties and people by id, ``full_names`` of people."""

    posts: Sequence[Post]
    standings: Sequence[Standing]
    discrepancies: Sequence[OpenDiscrepancy]
    names: Mapping[str, str]
    full_names: Mapping[str, str] = field(default_factory=dict)


def overseeing_refusal(roles: Collection[str]) -> Refusal | None:
    """¶7, ¶12: IT oversees methodists and moderators see it; nobody else does."""
    return None if OVERSEERS & set(roles) else Reasons.role_required.refusal(under="¶12", role="it_staff")


def readable_numbers(roles: Collection[str]) -> tuple[Counted, ...]:
    """¶7, ¶10: moderators read all that is counted; IT reads cases from their approval on."""
    return get_args(Counted) if "moderator" in roles else APPROVED


def faculties_work(known: Oversight, now: datetime) -> tuple[FacultyWork, ...]:
    """¶12: each faculty with its methodists, in alphabetical order: what waits, for whom, and since when."""
    faculties = {post.faculty for post in known.posts}
    faculties |= {each.faculty for each in known.standings} | {each.faculty for each in known.discrepancies}
    return tuple(_faculty_work(faculty, known, now) for faculty in _named(faculties, known.names))


def _faculty_work(faculty: Named, known: Oversight, now: datetime) -> FacultyWork:
    standings = [each for each in known.standings if each.faculty == faculty.id]
    amending = [each for each in standings if each.waits_for == "author"]
    acts = [each for each in standings if each.methodist and each not in amending]
    appointed = {post.person for post in known.posts if post.faculty == faculty.id}
    people = _people(appointed | {each.methodist for each in acts}, known)
    return FacultyWork(
        faculty=faculty,
        reports=waiting(each.since for each in standings if each.waits_for == "methodist" and not each.methodist),
        amending=waiting(each.since for each in amending),
        discrepancies=waiting(each.since for each in known.discrepancies if each.faculty == faculty.id),
        methodists=tuple(
            methodist_work(each, [act for act in acts if act.methodist == each.id], each.id in appointed, now)
            for each in people
        ),
    )


def methodist_work(person: Someone, acts: Sequence[Standing], appointed: bool, now: datetime) -> MethodistWork:
    """¶10, ¶12: where one methodist's unfinished acts stand; those that IT has not applied in time are overdue."""
    with_it = [each.due_at for each in acts if each.waits_for == "it_staff" and each.due_at]
    not_done = [each.due_at for each in acts if each.waits_for in ("it_staff", "") and each.due_at]
    return MethodistWork(
        methodist=person,
        appointed=appointed,
        returned=waiting(each.since for each in acts if each.waits_for == "methodist"),
        with_head=waiting(each.since for each in acts if each.waits_for == "faculty_head"),
        with_it=waiting(each.since for each in acts if each.waits_for == "it_staff"),
        due_at=min(with_it, default=None),
        overdue=waiting(due for due in not_done if is_over(due, now)),
    )


def waiting(instants: Iterable[datetime]) -> Waiting:
    """¶12: how many wait, and since when the oldest of them does."""
    found = sorted(instants)
    return Waiting(number=len(found), since=found[0] if found else None)


def _named(ids: Iterable[str], names: Mapping[str, str]) -> list[Named]:
    return sorted((Named(id=each, name=names.get(each, "")) for each in ids), key=_order)


def _people(ids: Iterable[str], known: Oversight) -> list[Someone]:
    full = known.full_names
    found = (Someone(id=each.id, name=each.name, full_name=full.get(each.id, "")) for each in _named(ids, known.names))
    return sorted(found, key=lambda each: (kazakh_order(each.full_name or each.name), each.id))


def _order(each: Named) -> tuple[object, str]:
    return kazakh_order(each.name), each.id
