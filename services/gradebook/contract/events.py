"""What gradebook tells others by event."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from services.gradebook.contract.values import Kind

LESSON_HELD = "gradebook.lesson_held.v1"


EXAMINERS_NAMED = "gradebook.examiners_named.v1"


WARRANT_SETTLED = "gradebook.warrant_settled.v1"


WARRANT_PUT_ASIDE = "gradebook.warrant_put_aside.v1"


@dataclass(frozen=True, kw_only=True)
class LessonState:
    """Data of ``LESSON_HELD``, aggregate ``lesson/<id>``."""

    id: str
    journal: str
    date: date
    kind: Kind
    topic: str
    author: str
    removed: bool = False


@dataclass(frozen=True, kw_only=True)
class ExaminersNamed:
    """Data of ``EXAMINERS_NAMED``, aggregate ``journal/<id>``: who examines from now on (¶3)."""

    journal: str
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WarrantSettled:
    """Data of ``WARRANT_SETTLED``, aggregate ``case/<id>``: what became of a warrant.

    ``registered``: a make-up may now be entered; ``applied``: it is done, and ``lesson`` the one that was added, if
    one was; ``refused``: nothing was changed, and ``code`` says why, as in ``refusals.py``.
    """

    case: str
    warrant: str
    outcome: Literal["registered", "applied", "refused"]
    code: str
    at: datetime
    lesson: str = ""


@dataclass(frozen=True, kw_only=True)
class WarrantPutAside:
    """Data of ``WARRANT_PUT_ASIDE``, aggregate ``case/<id>``: a warrant waits until an operator lets it in again.

    ``fingerprint``: the statement's, for somebody else may have named the case. ``key_unknown``: the key that it is
    signed with is not here; ``not_taken_in``: anything else.
    """

    case: str
    fingerprint: str
    why: Literal["key_unknown", "not_taken_in"]
    at: datetime


EVENTS: dict[str, type] = {
    LESSON_HELD: LessonState,
    EXAMINERS_NAMED: ExaminersNamed,
    WARRANT_SETTLED: WarrantSettled,
    WARRANT_PUT_ASIDE: WarrantPutAside,
}
