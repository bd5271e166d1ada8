"""Who may be registered, and what somebody must do before anything else."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain, count
from typing import Protocol

from services.auth.contract import ACKNOWLEDGEMENT, ACKNOWLEDGEMENT_OF_CADETS, CADET, ROLES, SCOPED_ROLES
from services.auth.refusals import Reasons
from services.common.errors import Refusal
from services.common.text.kazakh import kazakh_order
from services.common.text.looks import rough_look


class Held(Protocol):
    """A role, and of which faculty it is."""

    @property
    def role(self) -> str:
        """One of ``ROLES``."""

    @property
    def faculty(self) -> str:
        """Its id, "" for none."""

    @property
    def cadet(self) -> str:
        """Whom a cadet's role is about, "" for other roles."""


@dataclass(frozen=True)
class Signature:
    """A full name, and the login that goes with it."""

    name: str
    login: str

    def __str__(self) -> str:
        return f"{self.name}, {self.login}"


#: How many are named of those who look like somebody.
MOST_NAMED = 3

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}")


def as_typed(login: str) -> str:
    """The login that somebody meant: a telephone's keyboard begins with a capital and ends with a space."""
    return login.strip().lower()[:60]


def login_refusal(login: str) -> Refusal | None:
    """¶4: a login is 2 to 60 of a-z, 0-9, dot, dash, underscore and @."""
    return None if _LOGIN.fullmatch(login) else Reasons.login_malformed.refusal()


def look_alike_refusal(newcomer: Signature, others: Iterable[Signature]) -> Refusal | None:
    """Whose full name or login looks like somebody's may be that person: two accounts of one are nobody's wish."""
    alike = sorted((str(other) for other in others if _look_alike(newcomer, other)), key=kazakh_order)
    if not alike:
        return None
    return Reasons.looks_like.refusal(value=newcomer, like="; ".join(alike[:MOST_NAMED]))


def _look_alike(one: Signature, other: Signature) -> bool:
    same_name = rough_look(one.name) == rough_look(other.name)
    return same_name or rough_look(one.login) == rough_look(other.login)


def roles_refusal(roles: Iterable[Held], cadet: str = "") -> Refusal | None:
    """¶4: each is one that can be; and who carries out decisions in the database neither gives marks nor decides.

    ``cadet``: whose account it is, "" for who is none. A cadet's has the one role, which no other has (¶3).
    """
    held = tuple(roles)
    if cadet or any(each.cadet or each.role == CADET for each in held):
        is_own = all((each.role, each.faculty, each.cadet) == (CADET, "", cadet) for each in held)
        return None if cadet and held and is_own else Reasons.cadet_stands_apart.refusal()
    refusals = (role_refusal(each.role, each.faculty) for each in held)
    return next(filter(None, refusals), None) or _apart_refusal({each.role for each in held})


def stands_apart(roles: Iterable[Held]) -> bool:
    """¶4: whether who holds them is of IT or of those who teach, oversee and decide, not of both."""
    return _apart_refusal({each.role for each in roles}) is None


def _apart_refusal(names: Collection[str]) -> Refusal | None:
    other = next((role for role in SCOPED_ROLES if role in names), "")
    return Reasons.it_stands_apart.refusal(role=other) if other and "it_staff" in names else None


def faculty_refusal(roles: Iterable[Held], known: Collection[str]) -> Refusal | None:
    """A role is of a faculty that the academy has."""
    is_known = all(not each.faculty or each.faculty in known for each in roles)
    return None if is_known else Reasons.faculty_unknown.refusal()


def cadet_login(number: str, cadet: str) -> str:
    """The login that a cadet gets: the number, in the letters of logins; by the id where none are left of it."""
    login = re.sub(r"[^a-z0-9]+", "-", number.lower()).strip("-")[:50]
    return login if _LOGIN.fullmatch(login) else f"c-{cadet[:8].lower()}"


def free_login(login: str, taken: Collection[str]) -> str:
    """The login, or where somebody has it, the first one free with a number behind it."""
    numbered = (f"{login}-{number}" for number in count(2))
    return next(each for each in chain([login], numbered) if each not in taken)


def role_refusal(role: str, faculty: str) -> Refusal | None:
    """A teacher, methodist or head is one of a faculty; the other roles are not."""
    if role not in ROLES:
        return Reasons.role_unknown.refusal(role=role)
    if role in SCOPED_ROLES and not faculty:
        return Reasons.role_needs_faculty.refusal(role=role)
    if role not in SCOPED_ROLES and faculty:
        return Reasons.role_has_no_faculty.refusal(role=role)
    return None


def acknowledged_text(roles: Iterable[str]) -> str:
    """¶22: which text somebody signs: it speaks of the duties that a cadet has, or of those of whoever else works."""
    return ACKNOWLEDGEMENT_OF_CADETS if CADET in roles else ACKNOWLEDGEMENT


def duties(must_change_password: bool, has_acknowledged: bool, must_enrol: bool = False) -> tuple[str, ...]:
    """¶22: what is outstanding before the first work: an own password, the acknowledgement, a second factor (¶4)."""
    outstanding = {
        "change_password": must_change_password,
        "acknowledge": not has_acknowledged,
        "enrol_second_factor": must_enrol,
    }
    return tuple(duty for duty, is_due in outstanding.items() if is_due)
