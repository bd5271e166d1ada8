"""People who sign in, and the roles that they may have."""

from dataclasses import dataclass

from services.common.security import tokens
from services.common.security.tokens import Role

SERVICE = "auth"

#: The roles of the glossary; the first three are of one faculty each.
SCOPED_ROLES = ("teacher", "methodist", "faculty_head")

#: The role of a cadet's account, which IT gives by registering it and no other account gets.
CADET = tokens.CADET

#: Those that IT gives and takes.
ROLES = (*SCOPED_ROLES, "it_staff", "moderator", "monitor")


@dataclass(frozen=True, kw_only=True)
class Done:
    """It is done; there is nothing more to say."""


@dataclass(frozen=True, kw_only=True)
class ListPeople:
    """``list_people``: everybody but cadets, for IT and moderators. ``search`` matches login or name."""

    search: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One who signs in; roles and ``active`` are as auth has signed them.

    ``damaged``: the stored row says something else, or what was signed is gone: roles have to be granted anew (¶4).
    """

    id: str
    login: str
    family: str
    given: str
    patronymic: str
    roles: tuple[Role, ...]
    active: bool
    damaged: bool = False


@dataclass(frozen=True, kw_only=True)
class People:
    """In Kazakh alphabetical order."""

    people: tuple[PersonRow, ...]
