"""Where the API's JSON differs from the contracts' dataclasses, and the shapes only the API has."""

import dataclasses
from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec

from gateway.http.responses import message, warning
from services.auth import contract as auth
from services.common.storage.damages import CheckDamages
from services.corrections import contract as corrections
from services.gradebook import contract as gradebook
from services.gradebook.refusals import Reasons
from services.roster import contract as roster


def shape_of(contract: type, *, without: Collection[str] = (), name: str = "", **instead: Any) -> type:
    """A contract's dataclass as the API shows it: some fields left out, some (or more) of another type."""
    types = get_type_hints(contract, include_extras=True) | instead
    defaults = {field.name: field.default for field in dataclasses.fields(contract)}
    fields = [
        _field(field, type_, defaults.get(field, dataclasses.MISSING))
        for field, type_ in types.items()
        if field not in without
    ]
    module = contract.__module__.replace("services.", "").replace(".contract", "")
    made = msgspec.defstruct(name or contract.__name__, fields, kw_only=True, module=f"api.{module}")
    made.__doc__ = contract.__doc__
    return made


def _field(name: str, type_: Any, default: Any) -> tuple[str, Any] | tuple[str, Any, Any]:
    if name == "command_id":
        type_ |= msgspec.UnsetType
    if msgspec.UnsetType in get_args(type_):
        return name, type_, msgspec.UNSET
    return (name, type_) if default is dataclasses.MISSING else (name, type_, default)


class Stay(msgspec.Struct, kw_only=True, rename={"since": "from", "until": "to"}):
    """The first and the last day in the group; ``to`` is null while it lasts."""

    since: date
    until: date | None


class Cadet(Stay, kw_only=True, rename={"since": "from", "until": "to"}):
    """A row: from the first to the last day in the group, with what it was called and when it was there (¶15)."""

    id: str
    name: str
    full_name: str
    number: str
    names: list[gradebook.DatedName]
    stays: list[Stay]
    damaged: bool


class MarkToRecord(msgspec.Struct, kw_only=True):
    """A cell as it should be; ``version`` is the one seen, 0 for an empty cell."""

    lesson: str
    cadet: str
    value: gradebook.Value
    version: int


class CaseChange(msgspec.Struct, kw_only=True):
    """What is to become of a cell; ``hidden`` to who may not see its marks, then without what follows it.

    ``make_up``: it is the make-up mark beside the cell that is corrected (¶19). ``broken``: ``before`` does not open.
    """

    version: int
    hidden: bool
    before: gradebook.Value | msgspec.UnsetType = msgspec.UNSET
    after: gradebook.Value | msgspec.UnsetType = msgspec.UNSET
    make_up: bool | msgspec.UnsetType = msgspec.UNSET
    broken: bool | msgspec.UnsetType = msgspec.UNSET


class Clock(msgspec.Struct, kw_only=True):
    """Academy time; without an offset it is read in the academy's zone."""

    now: datetime


class Alive(msgspec.Struct, kw_only=True):
    """That somebody answers says it."""

    status: Literal["ok"]


class ServiceHealth(msgspec.Struct, kw_only=True):
    """``outbox`` counts messages that wait for the broker, ``time_zones`` is the version of the data on them.

    ``clock`` is "behind" the newest entry or "apart" from the other parts' by so many seconds (below zero: ahead), and
    nothing is written then. ``damaged`` counts what is known to be damaged in its database. All are null when the
    service does not answer.
    """

    service: str
    ready: bool
    database: bool
    outbox: int | None
    time_zones: str | None
    clock: Literal["right", "behind", "apart"] | None
    clock_seconds: int | None
    damaged: int | None


class Health(msgspec.Struct, kw_only=True):
    """``missing`` names what does not answer or whose clock is wrong.

    ``clock`` is the gateway's: "apart" from the services' by so many seconds, it goes by theirs.
    ``time_zones`` is the gateway's version of the data on them. ``damaged`` counts; what it is, ``/damages`` tells.
    """

    ready: bool
    bus: bool
    clock: Literal["right", "apart"]
    clock_seconds: int
    time_zones: str
    services: list[ServiceHealth]
    missing: list[str]
    damaged: int


class Damage(msgspec.Struct, kw_only=True):
    """What was altered in a database or contradicts itself, by ids alone, and when it was found."""

    service: str
    kind: str
    subject: str
    at: datetime


class Check(msgspec.Struct, kw_only=True):
    """When a service has looked for contradictions last, null before it has, and how much it found."""

    service: str
    at: datetime | None
    found: int
    under_way: bool


class Damages(msgspec.Struct, kw_only=True):
    """The newest first; of a service that does not answer there is nothing."""

    damages: list[Damage]
    checks: list[Check]


#: One body for the check of every service.
CheckNow = shape_of(CheckDamages, name="CheckDamages")


class Fault(msgspec.Struct, kw_only=True):
    """``code`` is what programs compare, ``rule`` the paragraph ("¶17") or "", ``message`` for people."""

    code: str
    rule: str
    message: str
    params: dict[str, str]


class Error(msgspec.Struct, kw_only=True):
    """What every endpoint answers when it does not do what it was asked."""

    error: Fault


#: Why a cell of a batch may be refused, the others being saved.
CELL_REFUSALS = tuple(
    each.code
    for each in (
        Reasons.lesson_unknown,
        Reasons.lesson_removed,
        Reasons.not_your_journal,
        Reasons.outside_substitution,
        Reasons.cadet_unknown,
        Reasons.cadet_not_member,
        Reasons.window_closed,
        Reasons.mark_locked,
        Reasons.not_a_mark,
        Reasons.version_stale,
        Reasons.cell_twice,
        Reasons.cell_malformed,
    )
)


def _one_of(codes: tuple[str, ...]) -> Any:
    return Literal.__getitem__(codes)


File = Annotated[str, msgspec.Meta(extra_json_schema={"contentMediaType": "application/octet-stream"})]

SecondFactorOffer = shape_of(auth.SecondFactorOffer, qr=str)
Journal = shape_of(gradebook.Journal, cadets=list[Cadet])
RefusedMark = shape_of(gradebook.RefusedMark, code=_one_of(CELL_REFUSALS), message=str)
MarksRecorded = shape_of(gradebook.MarksRecorded, refused=list[RefusedMark])  # type: ignore[valid-type]
RowError = shape_of(roster.RowError, code=_one_of(roster.ROW_ERRORS), message=str)
RowWarning = shape_of(roster.RowWarning, code=_one_of(roster.ROW_WARNINGS), message=str)
FileNote = shape_of(roster.FileNote, code=_one_of(roster.FILE_NOTES), message=str)
Contingent = shape_of(
    roster.Contingent,
    errors=list[RowError],  # type: ignore[valid-type]
    warnings=list[RowWarning],  # type: ignore[valid-type]
    notes=list[FileNote],  # type: ignore[valid-type]
)
Case = shape_of(corrections.Case, change=CaseChange | None)
ApproveCase = shape_of(
    corrections.ApproveCase, without=["case", "confirmation"], password=str, code=str | msgspec.UnsetType
)
AskForPassword = shape_of(auth.AskForPassword, without=["person"], name="AskForPassword")
ConfirmPasswordRequest = shape_of(
    auth.ConfirmPasswordRequest, without=["request", "confirmation"], password=str, code=str | msgspec.UnsetType
)
RecordMarks = shape_of(gradebook.RecordMarks, without=["journal"], marks=list[MarkToRecord])
NewPassword = shape_of(auth.ChangePassword, without=["secret"], name="NewPassword")
NewSession = shape_of(auth.SignIn, without=["address", "agent"], name="NewSession")
ResetSecondFactor = shape_of(auth.ResetSecondFactor, without=["person"], name="ResetSecondFactor")
SetActive = shape_of(auth.SetActive, without=["person", "active"], name="SetActive")
Session = shape_of(auth.SignedIn, without=["secret"], name="Session", token=str)
Upload = shape_of(roster.UploadContingent, without=["filename", "content"], name="Upload", file=File)


def journal(reply: dict[str, Any], _language: str) -> Any:
    """``Journal``: the ``since`` and ``until`` of a cadet and of each stay are ``from`` and ``to``."""
    cadets = [{**_from_to(cadet), "stays": [*map(_from_to, cadet["stays"])]} for cadet in reply["cadets"]]
    return {**reply, "cadets": cadets}


def _from_to(days: dict[str, Any]) -> dict[str, Any]:
    names = {"since": "from", "until": "to"}
    return {names.get(name, name): value for name, value in days.items()}


def marks_recorded(reply: dict[str, Any], language: str) -> Any:
    """``MarksRecorded``: each refusal with its message."""
    return {**reply, "refused": _with_messages(reply["refused"], language, message)}


def contingent(reply: dict[str, Any], language: str) -> Any:
    """``Contingent``: each error, warning and note with its message."""
    said = {"errors": message, "warnings": warning, "notes": warning}
    return {**reply, **{name: _with_messages(reply[name], language, say) for name, say in said.items()}}


def as_it_is(reply: Any, _language: str) -> Any:
    """The service's reply."""
    return reply


def _with_messages(told: list[dict[str, Any]], language: str, say: Callable[..., str]) -> list[dict[str, Any]]:
    return [{**each, "message": say(language, each["code"], each["params"])} for each in told]
