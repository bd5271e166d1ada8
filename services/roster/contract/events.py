"""What roster tells the other services: the state of groups and journals."""

from dataclasses import dataclass
from datetime import date

from services.common.messaging.wire import CommandId
from services.roster.contract.academy import Named, TermRow


@dataclass(frozen=True, kw_only=True)
class Republish:
    """``republish``: IT only; emits the state of every group and journal again, for others to rebuild their copies."""

    command_id: CommandId


GROUP_COMPOSED = "roster.group_composed.v1"

JOURNAL_ASSIGNED = "roster.journal_assigned.v1"


@dataclass(frozen=True, kw_only=True)
class NameState:
    """A name and the day from which it holds."""

    family: str
    given: str
    patronymic: str
    since: date


@dataclass(frozen=True, kw_only=True)
class MemberState:
    """A cadet's membership in the group: ``until`` is the first day no longer in it, None while it lasts."""

    cadet: str
    number: str
    names: tuple[NameState, ...]
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class GroupState:
    """Data of ``GROUP_COMPOSED``, aggregate ``group/<id>``: all who are or were in the group."""

    id: str
    name: str
    faculty: Named
    members: tuple[MemberState, ...]


@dataclass(frozen=True, kw_only=True)
class TeacherState:
    """Who teaches a journal; ``until`` is the first day no longer."""

    person: str
    name: str
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class JournalState:
    """Data of ``JOURNAL_ASSIGNED``, aggregate ``journal/<id>``. ``withdrawn``: its contingent was undone."""

    id: str
    group: str
    group_name: str
    faculty: Named
    subject: Named
    term: TermRow
    teachers: tuple[TeacherState, ...]
    withdrawn: bool = False


EVENTS: dict[str, type] = {GROUP_COMPOSED: GroupState, JOURNAL_ASSIGNED: JournalState}
