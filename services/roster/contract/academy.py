"""The academy's frame: faculties, terms and groups, and the people named in answers."""

from dataclasses import dataclass
from datetime import date

from services.common.messaging.wire import CommandId

SERVICE = "roster"


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something with an id and a name."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Someone(Named):
    """A person: ``name`` "Тегі А. Ә.", the full name, a cadet's with the number, where another would look alike.

    Either is with the login where another one's would look alike even so: "Тегі Аты (aliyev)".
    """

    full_name: str = ""


@dataclass(frozen=True, kw_only=True)
class CreateFaculty:
    """``create_faculty``: IT only. Replies ``Named``. Same name again is refused.

    One that looks like another's is refused as ``looks_like`` until ``as_new`` says that it is meant.
    """

    command_id: CommandId
    name: str
    as_new: bool = False


@dataclass(frozen=True, kw_only=True)
class CreateTerm:
    """``create_term``: IT only. Terms do not overlap; replies ``TermRow``. ``as_new`` as for a faculty."""

    command_id: CommandId
    name: str
    starts: date
    ends: date
    as_new: bool = False


@dataclass(frozen=True, kw_only=True)
class TermRow:
    """A semester, both days included."""

    id: str
    name: str
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class ListFrame:
    """``list_frame``: anybody signed in."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The academy's faculties, terms and the term of today's date ("" between terms).

    ``damaged``, here and in roster's other lists: rows that were altered in the database and do not read
    ("faculty/…"); left out, or shown under their id where a name alone does not read (¶7).
    """

    faculties: tuple[Named, ...]
    terms: tuple[TermRow, ...]
    current_term: str
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListGroups:
    """``list_groups``: IT and moderators all, methodists and heads those of their faculty."""

    faculty: str = ""
    search: str = ""


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """A group today."""

    id: str
    name: str
    faculty: Named
    cadets: int


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Sorted by faculty and name."""

    groups: tuple[GroupRow, ...]
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShowGroup:
    """``show_group``: the same readers as ``list_groups``."""

    group: str


@dataclass(frozen=True, kw_only=True)
class CadetRow:
    """A member: names as of today; ``until`` is the last day in the group, None while the membership lasts."""

    id: str
    number: str
    family: str
    given: str
    patronymic: str
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class AssignmentRow:
    """Who teaches what to the group, in which term."""

    journal: str
    subject: Named
    term: Named
    teachers: tuple[Someone, ...]


@dataclass(frozen=True, kw_only=True)
class GroupPage:
    """A group with everything about it; cadets in Kazakh alphabetical order."""

    id: str
    name: str
    faculty: Named
    cadets: tuple[CadetRow, ...]
    assignments: tuple[AssignmentRow, ...]
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Done:
    """It is done; there is nothing more to say."""
