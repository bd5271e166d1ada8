"""What the roster holds of what a contingent file speaks of: the facts that a check and a difference rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.common.regulation.spans import Span
from services.roster.contract import Named
from services.roster.domain.memberships import TermDays


@dataclass(frozen=True, kw_only=True)
class Teacher:
    """One who signs in; ``faculties`` are those in which the person is a teacher."""

    person: str
    name: str
    faculties: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class KnownGroup:
    """A group on record."""

    id: str
    faculty: str


@dataclass(frozen=True, kw_only=True)
class KnownSubject:
    """A subject on record; ``department`` is the key of its department's name."""

    id: str
    department: str


@dataclass(frozen=True, kw_only=True)
class KnownCadet:
    """A cadet on record under the name that holds."""

    id: str
    names: tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Alike:
    """What is on record by how it looks (``common.looks.rough_look``), as it is written there.

    Departments and subjects by (faculty's id, look), ``members`` by (group's key, full name's look): their numbers.
    """

    faculties: Mapping[str, str] = field(default_factory=dict)
    teachers: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[tuple[str, str], str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[tuple[str, str], str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The roster by the keys of names (``domain.names.key``).

    ``own`` are the faculties whose contingent may be handed in, None when all. Departments and subjects are
    found by (faculty's id, key), members by (group's key, cadet's key), ``taught`` by (group's key, faculty's id,
    subject's key): who teaches the journal of this term. ``left`` are the members whom a notice has taken out of the
    group and who are not back by the end of the term (¶15).
    """

    term: TermDays
    own: frozenset[str] | None
    faculties: Mapping[str, Named]
    teachers: Mapping[str, Teacher]
    departments: Mapping[tuple[str, str], str]
    groups: Mapping[str, KnownGroup]
    subjects: Mapping[tuple[str, str], KnownSubject]
    cadets: Mapping[str, KnownCadet]
    members: Mapping[tuple[str, str], tuple[Span, ...]]
    taught: Mapping[tuple[str, str, str], frozenset[str]]
    left: frozenset[tuple[str, str]]
    alike: Alike = Alike()
