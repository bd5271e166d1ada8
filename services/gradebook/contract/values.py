"""What several of the contract's topics name: values of cells, kinds, people, terms."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

SERVICE = "gradebook"


#: ¶3, ¶5: the roles that see every mark of their faculty, and all that see the marks of some journal.
OFFICERS = ("methodist", "faculty_head")
READERS = ("teacher", *OFFICERS)


#: ¶2: lessons, controls, and the examination with what belongs to it.
Kind = Literal[
    "lecture",
    "seminar",
    "practical",
    "midterm_control",
    "rating_control",
    "examination",
    "retake",
    "final_attestation",
]


#: ¶2: what a column's marks count as in results.
CountsAs = Literal["current", "control", "examination", "final_attestation"]


#: ¶6: on duty, ill, no valid reason, leave, did not attend; Cyrillic letters, and only these.
AbsenceCode = Literal["ж", "а", "дс", "д", "қ"]


#: ¶6: points 0-100, an absence code, or None for a cleared cell.
Value = int | AbsenceCode | None


#: What a case can change, as corrections calls it.
ChangeKind = Literal["mark_correction", "late_entry", "late_lesson", "make_up", "removal", "discrepancy"]


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something with an id and a name."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Someone(Named):
    """A person: ``name`` "Тегі А. Ә.", the full name where another would look alike.

    Either is with the login where another one's would look alike even so: "Тегі Аты (aliyev)".
    """

    full_name: str = ""


@dataclass(frozen=True, kw_only=True)
class TermSpan:
    """The journal's term, both days included."""

    id: str
    name: str
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class Done:
    """It is done; there is nothing more to say."""
