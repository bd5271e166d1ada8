"""Substitutions, and who can be named in one (¶21)."""

from dataclasses import dataclass

from services.corrections.contract.values import Named


@dataclass(frozen=True, kw_only=True)
class ListSubstitutions:
    """``list_substitutions``: those the caller may read, as cases; ``running``: only in force today.

    One is in force until its last day's lessons can no longer be entered (¶17).
    ``search``: in number, groups, subjects, names.
    """

    running: bool = False
    search: str = ""


@dataclass(frozen=True, kw_only=True)
class ListColleagues:
    """``list_colleagues``: who can be named in a substitution: the teachers of the caller's faculties."""


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A teacher with the journals that may be entrusted to a substitute."""

    id: str
    name: str
    journals: tuple[Named, ...]
    full_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Colleagues:
    """In Kazakh alphabetical order."""

    colleagues: tuple[Colleague, ...]
