"""How the services are: for IT (¶8) and moderators (¶7)."""

from typing import Any

from starlette.responses import Response

from gateway.pages.visit import Visit
from gateway.readiness import damages, system_health
from services.common.damages import WATCHERS


async def services_health(visit: Visit) -> list[dict[str, Any]]:
    """Each service's own word, or that it does not answer; the bus last."""
    said = await system_health(visit.request.app.state.bus)
    return [*said["services"], {"service": "bus", "ready": said["bus"], "outbox": None, "damaged": None}]


async def known_damages(visit: Visit) -> list[dict[str, Any]]:
    """What is known to be damaged, for those who watch over it; nothing for others."""
    return await damages(visit.caller) if visit.caller and visit.has(*WATCHERS) else []


async def health(visit: Visit) -> Response:
    """GET /health."""
    return visit.render("health.html", health=await services_health(visit), damages=await known_damages(visit))
