"""Requests for a new password for somebody who has forgotten theirs (¶4, ¶5)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from services.auth.contract.people import PersonRow
from services.common.messaging.wire import CommandId

#: ``confirmed``: an initial password is handed out; ``done``: its owner has chosen an own one.
RequestState = Literal["open", "withdrawn", "refused", "expired", "confirmed", "done"]

RequestAction = Literal["withdraw", "confirm", "refuse"]


@dataclass(frozen=True, kw_only=True)
class PasswordRequest:
    """IT's request for a new password, for who has forgotten theirs; ``asked_by`` and ``decided_by`` are names.

    ``lapses_at``: when a request that nobody answers is over. ``answer``: why it was refused. ``until``: when the
    initial password ends, ``used_at``: when somebody signed in with it. ``may``: what who looks may do with it.
    """

    id: str
    person: PersonRow
    asked_by: str
    asked_at: datetime
    lapses_at: datetime
    reason: str
    state: RequestState
    decided_by: str
    decided_at: datetime | None
    answer: str
    until: datetime | None
    used_at: datetime | None
    may: tuple[RequestAction, ...]


@dataclass(frozen=True, kw_only=True)
class AskForPassword:
    """``ask_for_password``: IT only, for somebody else, with a reason. Nothing changes until a head confirms (¶5)."""

    command_id: CommandId
    person: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class WithdrawPasswordRequest:
    """``withdraw_password_request``: IT only."""

    command_id: CommandId
    request: str


@dataclass(frozen=True, kw_only=True)
class RefusePasswordRequest:
    """``refuse_password_request``: a head who may confirm it, with a reason."""

    command_id: CommandId
    request: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ConfirmPasswordRequest:
    """``confirm_password_request``: another head of the person's faculty, who has just given the password again.

    The person's sessions end; the key pair stays, opened with the recovery key. ``confirmation`` is auth's (¶4, ¶5).
    """

    command_id: CommandId
    request: str
    confirmation: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class HandedOut:
    """The initial password, the first time only ("" when the command is repeated); ``issue`` tells two apart."""

    person: PersonRow
    until: datetime
    issue: str
    initial_password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ListPasswordRequests:
    """``list_password_requests``: IT and moderators all, a head those to decide or decided. ``open``: no others."""

    open: bool = False


@dataclass(frozen=True, kw_only=True)
class PasswordRequests:
    """Newest first; ``waiting``: how many the caller may decide."""

    requests: tuple[PasswordRequest, ...]
    waiting: int


@dataclass(frozen=True, kw_only=True)
class ShowPasswordRequest:
    """``show_password_request``: who may see it in the list."""

    request: str
