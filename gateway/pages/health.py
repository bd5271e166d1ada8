"""How the services are: for IT (¶8) and moderators (¶7)."""

from typing import Any

from starlette.responses import Response

from gateway.pages.visit import Visit
from gateway.readiness import require_watcher, system_health
from services.common import zones


async def services_health(visit: Visit) -> list[dict[str, Any]]:
    """Each service's own word, or that it does not answer; the bus last."""
    said = await system_health(visit.request.app.state.bus)
    return [*said["services"], {"service": "bus", "ready": said["bus"], "outbox": None, "clock": None}]


async def health(visit: Visit) -> Response:
    """GET /health."""
    assert visit.caller is not None
    require_watcher(visit.caller)
    return visit.render("health.html", health=await services_health(visit), time_zones=zones.VERSION)
