"""Whether the parts answer: for whoever starts and watches the system (¶8)."""

import asyncio
from itertools import chain
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.answers import Json
from gateway.bus import Bus, Context
from gateway.callers import Caller
from gateway.errors import Rejected
from services.common.config import SERVICES
from services.common.errors import Refused

WAIT_SECONDS = 3.0


async def service_health(bus: Bus, service: str) -> dict[str, Any]:
    """``{service, ready, database, outbox, damaged}``: the service's own word, or that it gave none."""
    try:
        said = await bus.call(service, "health", context=Context(), timeout_seconds=WAIT_SECONDS)
    except (Rejected, Refused):
        return {"service": service, "ready": False, "database": False, "outbox": None, "damaged": None}
    return {"damaged": None, **said, "service": service, "ready": bool(said["database"])}


async def system_health(bus: Bus) -> dict[str, Any]:
    """``{ready, bus, services, missing, damaged}``: every service's health, asked at the same time.

    What is damaged makes nothing unready: the rest works, and whoever watches is told how much it is.
    """
    services = await asyncio.gather(*(service_health(bus, name) for name in SERVICES))
    missing = [each["service"] for each in services if not each["ready"]]
    missing += [] if bus.up else ["bus"]
    damaged = sum(each["damaged"] or 0 for each in services)
    return {"ready": not missing, "bus": bus.up, "services": services, "missing": missing, "damaged": damaged}


async def damages(caller: Caller) -> list[dict[str, Any]]:
    """``{service, kind, subject, at}``: what the services that answer know to be damaged, the newest first."""
    found = await asyncio.gather(*(_damages_of(caller, name) for name in SERVICES))
    return sorted(chain(*found), key=lambda each: str(each["at"]), reverse=True)


async def _damages_of(caller: Caller, service: str) -> list[dict[str, Any]]:
    try:
        said = await caller.call(service, "list_damages", {})
    except Rejected:
        return []
    return [{"service": service, **each} for each in said["damages"]]


async def readyz(request: Request) -> Response:
    """GET /readyz: 200 when every service, its database and the bus answer, else 503 and which do not."""
    health = await system_health(request.app.state.bus)
    return Json(health, 200 if health["ready"] else 503)


async def healthz(_request: Request) -> Response:
    """GET /healthz: this process answers."""
    return Json({"status": "ok"})


routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
