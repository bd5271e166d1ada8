"""Academy time of a demo, which everybody may move."""

from datetime import datetime

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.endpoint import Endpoint
from gateway.errors import Rejected
from gateway.http.bodies import read_json
from gateway.http.callers import Caller
from gateway.http.responses import Json

#: Years that a demo's clock may show: beyond them dates cannot be counted with.
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Clock(msgspec.Struct, kw_only=True):
    """Academy time; without an offset it is read in the academy's zone."""

    now: datetime


async def show_clock(_endpoint: Endpoint, request: Request, _caller: Caller) -> Response:
    """Academy time of a demo."""
    return Json({"now": request.app.state.clock.now().isoformat()})


async def move_clock(endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Let academy time be another from now on."""
    request.app.state.clock.own.move(_instant((await read_json(request)).get("now")))
    return await show_clock(endpoint, request, caller)


def _instant(text: object) -> datetime:
    try:
        instant = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        instant = None
    if instant is None or not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise Rejected("malformed", detail="`now` is an instant like 2026-10-05T09:00")
    return instant


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/demo/clock",
        summary="Academy time of the demo.",
        reply=Clock,
        public=True,
        handler=show_clock,
    ),
    Endpoint(
        method="POST",
        path="/demo/clock",
        summary="Move academy time; it runs on from there.",
        body=Clock,
        reply=Clock,
        public=True,
        handler=move_clock,
    ),
)
