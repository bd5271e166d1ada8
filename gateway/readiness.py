"""Whether the parts answer: for whoever starts and watches the system (¶8)."""

import asyncio
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
#: Who watches over the system (¶7, ¶8): on the page and on the API alike.
WATCHERS = frozenset({"it_staff", "moderator", "monitor"})


def require_watcher(caller: Caller) -> None:
    """Raises ``Rejected(role_required)`` for everybody else."""
    if not WATCHERS & {held["role"] for held in (caller.user or {}).get("roles", ())}:
        raise Rejected("role_required")


async def service_health(bus: Bus, service: str) -> dict[str, Any]:
    """``{service, ready, database, outbox}``: the service's own word, or that it gave none."""
    try:
        said = await bus.call(service, "health", context=Context(), timeout_seconds=WAIT_SECONDS)
    except (Rejected, Refused):
        return {"service": service, "ready": False, "database": False, "outbox": None}
    return {**said, "service": service, "ready": bool(said["database"])}


async def system_health(bus: Bus) -> dict[str, Any]:
    """``{ready, bus, services, missing}``: every service's health, asked at the same time."""
    services = await asyncio.gather(*(service_health(bus, name) for name in SERVICES))
    missing = [each["service"] for each in services if not each["ready"]]
    missing += [] if bus.up else ["bus"]
    return {"ready": not missing, "bus": bus.up, "services": services, "missing": missing}


async def readyz(request: Request) -> Response:
    """GET /readyz: 200 when every service, its database and the bus answer, else 503 and which do not."""
    health = await system_health(request.app.state.bus)
    return Json(health, 200 if health["ready"] else 503)


async def healthz(_request: Request) -> Response:
    """GET /healthz: this process answers."""
    return Json({"status": "ok"})


routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
