"""Operations: how the parts are, what is damaged, facts told again."""

from datetime import datetime

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.endpoint import Endpoint
from gateway.api.readiness import Health, damages, require_watcher, system_health
from gateway.api.schemas import shape_of
from gateway.http.callers import Caller
from gateway.http.responses import Json
from services.auth import contract as auth
from services.common.storage.checks import CheckDamages
from services.corrections import contract as corrections
from services.gradebook import contract as gradebook
from services.roster import contract as roster


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


async def health(_endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Every service's health, for who watches over the system (¶7, ¶8)."""
    _require_watcher(caller)
    return Json(await system_health(request.app.state))


async def list_damages(_endpoint: Endpoint, _request: Request, caller: Caller) -> Response:
    """What is damaged, for the same people."""
    _require_watcher(caller)
    return Json(await damages(caller))


def _require_watcher(caller: Caller) -> None:
    caller.require_ready()
    require_watcher(caller)


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/health",
        summary="How every part is, for IT, moderators and monitoring (¶7, ¶8).",
        reply=Health,
        handler=health,
    ),
    Endpoint(
        method="GET",
        path="/damages",
        summary="What was altered in the databases or contradicts itself, for IT, moderators and monitoring (¶5, ¶7).",
        reply=Damages,
        handler=list_damages,
    ),
    *(
        Endpoint(
            method="POST",
            path=f"/damages/checks/{contract.SERVICE}",
            summary=f"Let {contract.SERVICE} look for contradictions now, for IT and moderators (¶7).",
            service=contract.SERVICE,
            request=CheckDamages,
            body=CheckNow,
            status=204,
        )
        for contract in (auth, roster, gradebook, corrections)
    ),
    *(
        Endpoint(
            method="POST",
            path=f"/republish/{contract.SERVICE}",
            summary=f"Let {contract.SERVICE} tell the others all its facts again, for IT.",
            request=contract.Republish,
            status=204,
        )
        for contract in (auth, roster, gradebook, corrections)
    ),
)
