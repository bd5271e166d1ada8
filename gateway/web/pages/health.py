"""How the services are: for IT (¶8) and moderators (¶7)."""

from typing import Any

from starlette.responses import Response

from gateway.api.readiness import damages, require_watcher, system_health
from gateway.web.pages.visit import Visit
from services.common.clocks import zones
from services.common.storage.checks import CHECKERS, WATCHERS


async def services_health(visit: Visit) -> list[dict[str, Any]]:
    """Each service's own word, or that it does not answer; the gateway and the bus last."""
    said = await system_health(visit.request.app.state)
    known = {"outbox": None, "clock": None, "clock_seconds": None, "damaged": None}
    bus = {**known, "service": "bus", "ready": said["bus"]}
    clock = {name: said[name] for name in ("clock", "clock_seconds")}
    gateway = {**known, **clock, "service": "gateway", "ready": said["clock"] == "right"}
    return [*said["services"], gateway, bus]


async def known_damages(visit: Visit) -> list[dict[str, Any]]:
    """What is known to be damaged, for those who watch over it; nothing for others."""
    return (await damages(visit.caller))["damages"] if visit.caller and visit.has(*WATCHERS) else []


async def health(visit: Visit) -> Response:
    """GET /health."""
    assert visit.caller is not None
    require_watcher(visit.caller)
    services, known = await services_health(visit), await damages(visit.caller)
    return visit.render(
        "health.html",
        health=services,
        damages=known["damages"],
        checks=known["checks"],
        may_check=visit.has(*CHECKERS),
        time_zones=zones.VERSION,
    )
