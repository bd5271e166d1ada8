"""Cadets who sign in to see the own record: the academy's switch, and the accounts of a group (¶3, ¶4)."""

from dataclasses import dataclass, field
from datetime import datetime

from services.common.messaging.wire import CommandId


@dataclass(frozen=True, kw_only=True)
class ShowCadetSwitch:
    """``show_cadet_switch``: IT and moderators."""


@dataclass(frozen=True, kw_only=True)
class SwitchCadets:
    """``switch_cadets``: IT only. Off, which it is at first, no cadet signs in, and their sessions end."""

    command_id: CommandId
    on: bool


@dataclass(frozen=True, kw_only=True)
class SwitchChange:
    """When it was switched, and by whom; ``by`` is a name."""

    on: bool
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CadetSwitch:
    """Whether cadets may sign in, and every change, newest first."""

    on: bool
    changes: tuple[SwitchChange, ...]


@dataclass(frozen=True, kw_only=True)
class ListCadetAccounts:
    """``list_cadet_accounts``: of a group's cadets of today, for IT, moderators, and the faculty's officers."""

    group: str


@dataclass(frozen=True, kw_only=True)
class CadetAccount:
    """A cadet of the group; ``person`` and ``login`` are "" before there is an account, of which there is one."""

    cadet: str
    number: str
    family: str
    given: str
    patronymic: str
    person: str
    login: str
    active: bool


@dataclass(frozen=True, kw_only=True)
class CadetAccounts:
    """In Kazakh alphabetical order; ``at_once``: for how many an account is made by one command.

    ``may_register``: whether the caller makes them.
    """

    group: str
    name: str
    cadets: tuple[CadetAccount, ...]
    at_once: int
    may_register: bool


@dataclass(frozen=True, kw_only=True)
class RegisterCadets:
    """``register_cadets``: of cadets who are in the group today and have no account.

    The methodist or head of the group's faculty only, who sees their marks anyway; IT, which may not, never.
    """

    command_id: CommandId
    group: str
    cadets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RegisteredCadet:
    """The account, and its initial password the first time only ("" when the command is repeated)."""

    cadet: str
    person: str
    login: str
    initial_password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class RegisteredCadets:
    """In the order in which they were named."""

    accounts: tuple[RegisteredCadet, ...]
