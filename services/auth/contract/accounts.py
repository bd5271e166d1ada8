"""What IT does with other people's accounts (¶4)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from services.auth.contract.password_requests import PasswordRequest
from services.auth.contract.people import PersonRow
from services.common.messaging.wire import CommandId
from services.common.security.tokens import Role

ChangeKind = Literal["roles", "switched_off", "switched_on", "factor_reset"]


@dataclass(frozen=True, kw_only=True)
class ResetSecondFactor:
    """``reset_second_factor``: IT only, and nobody the own one; the person's sessions end (¶4)."""

    command_id: CommandId
    person: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class RegisterPerson:
    """``register_person``: IT only. Without ``password`` an initial one is made. ``ready``: demo only, no duties.

    Whose full name or login looks like somebody's is refused as ``looks_like`` until ``as_new`` says that another
    person is meant.
    """

    command_id: CommandId
    login: str
    family: str
    given: str
    patronymic: str = ""
    roles: tuple[Role, ...] = ()
    password: str | None = field(default=None, repr=False)
    ready: bool = False
    as_new: bool = False


@dataclass(frozen=True, kw_only=True)
class RegisteredPerson:
    """The person, and the initial password the first time only ("" when the command is repeated)."""

    id: str
    login: str
    initial_password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ShowPerson:
    """``show_person``: IT and moderators."""

    person: str


@dataclass(frozen=True, kw_only=True)
class PersonChange:
    """What was changed in somebody's account, by whom and when; ``before`` and ``after`` are the roles then."""

    what: ChangeKind
    before: tuple[Role, ...]
    after: tuple[Role, ...]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """Somebody, and every change of their account, newest first; ``by`` in them is a name."""

    person: PersonRow
    registered_at: datetime
    changes: tuple[PersonChange, ...]
    password_requests: tuple[PasswordRequest, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChangeRoles:
    """``change_roles``: IT only, and nobody the own ones. ``roles`` are all that the person has from now on (¶4)."""

    command_id: CommandId
    person: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, kw_only=True)
class SetActive:
    """``set_active``: IT only. Switched off with a reason, a person signs in no more and is signed out (¶4)."""

    command_id: CommandId
    person: str
    active: bool
    reason: str = ""
