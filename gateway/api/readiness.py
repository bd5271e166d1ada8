"""Whether the parts answer: for whoever starts and watches the system (¶8)."""

import asyncio
from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from starlette.datastructures import State
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.errors import Rejected
from gateway.http.callers import Caller
from gateway.http.responses import HEALTH, Json
from gateway.messaging.bus import Bus, Context
from services.common.clocks import zones
from services.common.errors import Refused
from services.common.runtime.config import SERVICES
from services.common.storage.checks import WATCHERS

WAIT_SECONDS = 3.0


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


def require_watcher(caller: Caller) -> None:
    """Raises ``Rejected(role_required)`` for everybody else."""
    if not {*WATCHERS} & {held["role"] for held in (caller.user or {}).get("roles", ())}:
        raise Rejected("role_required")


#: What is known of a service that says nothing.
NO_WORD: Mapping[str, Any] = {
    "ready": False,
    "database": False,
    "outbox": None,
    "time_zones": None,
    "clock": None,
    "clock_seconds": None,
    "damaged": None,
}


async def service_health(bus: Bus, service: str) -> dict[str, Any]:
    """``{service, ready, database, outbox, time_zones, clock, clock_seconds, damaged}``: said by itself or not at all.

    One whose clock is wrong reads and does not write: it is not ready.
    """
    try:
        said = await bus.call(service, "health", context=Context(), timeout_seconds=WAIT_SECONDS)
    except (Rejected, Refused):
        return {**NO_WORD, "service": service}
    told = {**NO_WORD, **said, "service": service}
    return {**told, "ready": bool(said["database"]) and told["clock"] in (None, "right")}


async def system_health(state: State) -> dict[str, Any]:
    """``{ready, bus, clock, clock_seconds, services, missing, time_zones, damaged}``: all asked at the same time.

    A gateway whose clock is apart from the services' goes by theirs, and is missing where others could take its place.
    What is damaged makes nothing unready: the rest works, and whoever watches is told how much it is.
    """
    bus, fault = state.bus, state.clock.fault()
    services = await asyncio.gather(*(service_health(bus, name) for name in SERVICES))
    missing = [each["service"] for each in services if not each["ready"]]
    missing += [] if bus.up else ["bus"]
    missing += ["gateway"] if fault else []
    damaged = sum(each["damaged"] or 0 for each in services)
    clock = {"clock": fault.reason if fault else "right", "clock_seconds": fault.seconds if fault else 0}
    here = {"bus": bus.up, **clock, "time_zones": zones.VERSION, "damaged": damaged}
    return {"ready": not missing, **here, "services": services, "missing": missing}


async def damages(caller: Caller) -> dict[str, list[dict[str, Any]]]:
    """What the services that answer know to be damaged, the newest first, and when each has looked last."""
    said = await asyncio.gather(*(_damages_of(caller, name) for name in SERVICES))
    heard = [(name, each) for name, each in zip(SERVICES, said, strict=True) if each]
    found = [{"service": name, **damage} for name, each in heard for damage in each["damages"]]
    return {
        "damages": sorted(found, key=lambda each: str(each["at"]), reverse=True),
        "checks": [{"service": name, **_check_of(each)} for name, each in heard],
    }


async def _damages_of(caller: Caller, service: str) -> dict[str, Any] | None:
    try:
        said: dict[str, Any] = await caller.call(service, "list_damages", {})
    except Rejected:
        return None
    return said


def _check_of(said: dict[str, Any]) -> dict[str, Any]:
    """A service of the former release says nothing of it."""
    return {"at": said.get("checked_at"), "found": said.get("found", 0), "under_way": said.get("checking", False)}


async def readyz(request: Request) -> Response:
    """GET /readyz: 200 when every service, its database and the bus answer and no clock is wrong, else 503."""
    health = await system_health(request.app.state)
    return Json(health, 200 if health["ready"] else 503)


async def healthz(_request: Request) -> Response:
    """GET /healthz: this process answers."""
    return Json({"status": "ok"})


routes = [Route(path, answer) for path, answer in zip(HEALTH, (healthz, readyz), strict=True)]
