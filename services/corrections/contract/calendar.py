"""Working days (¶10)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import msgspec

from services.common.messaging.wire import CommandId
from services.corrections.contract.values import Someone


@dataclass(frozen=True, kw_only=True)
class SetWorkingDay:
    """``set_working_day``: IT says, with a reason, that a day is or is not a working day; replies ``Calendar``."""

    command_id: CommandId
    day: date
    working: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class ShowCalendar:
    """``show_calendar``: anybody signed in."""

    year: Annotated[int, msgspec.Meta(ge=2000, le=2100)]


@dataclass(frozen=True, kw_only=True)
class SpecialDay:
    """A day that is not what its day of the week says; ``by`` None: Kazakhstan's calendar says so."""

    day: date
    working: bool
    reason: str
    by: Someone | None


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """A year's special days."""

    year: int
    days: tuple[SpecialDay, ...]
