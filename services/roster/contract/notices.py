"""Notices: a group's composition changes (¶15, ¶11)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from services.common.messaging.wire import CommandId
from services.roster.contract.academy import Named, Someone

NoticeKind = Literal["transfer", "expulsion", "admission", "rename", "leave"]

NoticeState = Literal["filed", "applied", "returned", "withdrawn"]


@dataclass(frozen=True, kw_only=True)
class FileNotice:
    """``file_notice``: a methodist of the group's faculty; replies ``Notice``.

    ``group`` is where the cadet is now, for an admission where the cadet is to be. ``since`` is the first day on
    which the change holds, in the past or to come. What a kind has no use for is passed over:
    a transfer goes ``to_group``; a leave ends before ``until``, the day of return, None while that is not known;
    an admission with ``cadet`` is of somebody on record, under the number and name on record, without it of somebody
    new; a rename needs ``family``, ``given``, ``patronymic``. Somebody new whose number looks like another's, or who
    has the full name of somebody of the group, is refused as ``looks_like``, with that ``cadet`` among the params,
    until ``as_new`` says that another one is meant. So is, as ``namesake_in_group``, who by a transfer, an admission
    or a rename comes to be in one group with somebody of a full name that looks alike.
    """

    command_id: CommandId
    kind: NoticeKind
    group: str
    since: date
    text: str
    cadet: str = ""
    until: date | None = None
    to_group: str = ""
    number: str = ""
    family: str = ""
    given: str = ""
    patronymic: str = ""
    as_new: bool = False


@dataclass(frozen=True, kw_only=True)
class ApplyNotice:
    """``apply_notice``: IT only (¶11); every rule of filing is asked again. Replies ``Notice``."""

    command_id: CommandId
    notice: str


@dataclass(frozen=True, kw_only=True)
class ReturnNotice:
    """``return_notice``: IT only, with a reason (¶11). Replies ``Notice``."""

    command_id: CommandId
    notice: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class WithdrawNotice:
    """``withdraw_notice``: its author, before IT has decided. Replies ``Notice``."""

    command_id: CommandId
    notice: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A change of a group's composition.

    ``cadet`` is under the name before the change, None while an admission of somebody new is not applied; ``number``
    is that cadet's. ``family``, ``given``, ``patronymic`` are those of an admission of somebody new or a rename, else
    "". ``faculty`` is the group's. ``decided_by`` is who applied, returned or withdrew it. ``as_new``: its author has
    said that another one is meant, though there is a cadet who looks alike.
    """

    id: str
    kind: NoticeKind
    state: NoticeState
    group: Named
    to_group: Named | None
    cadet: Someone | None
    number: str
    family: str
    given: str
    patronymic: str
    since: date
    until: date | None
    text: str
    author: Someone
    at: datetime
    decided_by: Someone | None
    decided_at: datetime | None
    reason: str
    faculty: Named
    as_new: bool = False


@dataclass(frozen=True, kw_only=True)
class NoticeRow(Notice):
    """A notice in a list; ``my_turn``: it waits for who asks."""

    my_turn: bool


@dataclass(frozen=True, kw_only=True)
class ListNotices:
    """``list_notices``: IT and moderators all, methodists and heads those that touch a group of their faculty.

    ``search`` is a part of the cadet's or a group's name, of the number or of the text. ``waiting``: only those that
    wait for who asks. ``limit`` 0: only what is counted.
    """

    state: Literal["", "filed", "applied", "returned", "withdrawn"] = ""
    search: str = ""
    waiting: bool = False
    limit: Annotated[int, msgspec.Meta(ge=0, le=200)] = 200


@dataclass(frozen=True, kw_only=True)
class Notices:
    """Filed ones first, then newest first; ``total`` counts what was searched for.

    ``filed`` counts all that wait for IT, ``waiting`` all that wait for who asks: filed ones for IT, for a methodist
    the own ones that came back within thirty days, while nothing was filed anew about the same person.
    """

    notices: tuple[NoticeRow, ...]
    total: int
    filed: int
    waiting: int
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShowNotice:
    """``show_notice``: the same readers."""

    notice: str
