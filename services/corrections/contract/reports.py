"""What is asked for after the window, and the papers that answer it (¶4, ¶13, ¶19, ¶21)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from services.common.messaging.wire import CommandId
from services.common.security.warrants import HeldLesson
from services.corrections.contract.values import CaseKind


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """``file_report``: a teacher's report (баянат) to the faculty's head; replies ``Case``.

    ``kind`` is any but substitution and discrepancy. ``cadet`` names the cell of a mark correction or a make-up; a
    late entry and a removal are about the whole lesson (None). ``value`` is a mark correction's new mark (¶6);
    ``open_days`` how many days a late entry's or a late lesson's column is to be open. A late lesson names in ``held``
    what is to be added, and no ``lesson``.
    """

    command_id: CommandId
    kind: str
    journal: str
    text: str
    lesson: str = ""
    held: HeldLesson | None = None
    cadet: str | None = None
    value: Any = None
    open_days: int = 0


@dataclass(frozen=True, kw_only=True)
class OfferReports:
    """``offer_reports``: what is accepted now about a lesson of a date; None: of a date not known yet.

    Whether there is anything to report in its place, the gradebook says: ``offer_changes``.
    """

    lesson_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class OfferedReport:
    """A kind of report. ``until``: the last day for it (¶19), None where there is none; ``over``: it has passed.

    ``fields``: what it names beside the lesson and its text.
    """

    kind: CaseKind
    fields: tuple[str, ...]
    until: date | None = None
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class OfferedReports:
    """``most_open_days``: for how many days a late entry or a late lesson may ask at most (¶4)."""

    reports: tuple[OfferedReport, ...]
    most_open_days: int


@dataclass(frozen=True, kw_only=True)
class RequestSubstitution:
    """``request_substitution``: a teacher or a methodist asks that somebody enters for a colleague (¶21).

    Replies ``Case``. ``journals`` are of one faculty and taught by ``absent`` on each of the days; both are included,
    and the last one's lessons can still be entered (¶17).
    """

    command_id: CommandId
    absent: str
    substitute: str
    journals: tuple[str, ...]
    since: date
    until: date
    text: str


@dataclass(frozen=True, kw_only=True)
class DrawUpAct:
    """``draw_up_act``: a methodist of the faculty (¶13); replies ``Case``.

    ``value``: of a discrepancy that came back (¶20), what the cell is to hold instead; null empties it, and left
    out it stays what it was.
    """

    command_id: CommandId
    case: str
    text: str
    value: Any | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, kw_only=True)
class AmendReport:
    """``amend_report``: its author mends a returned report; replies ``Case``. What is left out stays what it was.

    ``value`` of a mark correction or a discrepancy, null for an empty cell; ``open_days`` of a late entry or a late
    lesson, ``held`` of the latter; the rest of a substitution, as in ``RequestSubstitution``.
    """

    command_id: CommandId
    case: str
    text: str
    value: Any | msgspec.UnsetType = msgspec.UNSET
    open_days: int | msgspec.UnsetType = msgspec.UNSET
    held: HeldLesson | msgspec.UnsetType = msgspec.UNSET
    absent: str | msgspec.UnsetType = msgspec.UNSET
    substitute: str | msgspec.UnsetType = msgspec.UNSET
    journals: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    since: date | msgspec.UnsetType = msgspec.UNSET
    until: date | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, kw_only=True)
class GiveReason:
    """``return_case`` (methodist to the author, head to the methodist), ``reject_case`` (head),
    ``withdraw_case`` (author), ``revoke_substitution`` (head or methodist). All reply ``Case``.

    Only the author may leave the reason empty.
    """

    command_id: CommandId
    case: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ApproveCase:
    """``approve_case``: the faculty's head, who has just given the password again: auth's ``confirmation``."""

    command_id: CommandId
    case: str
    confirmation: str = field(repr=False)
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ApplyCase:
    """``apply_case``: IT lets the gradebook act on the warrant (¶10); replies ``Case``, ``applying`` at first."""

    command_id: CommandId
    case: str
