"""What happens, told as it happens."""

from starlette.requests import Request
from starlette.responses import Response

from gateway.api.endpoint import Endpoint
from gateway.http.callers import Caller


async def live(_endpoint: Endpoint, request: Request, caller: Caller) -> Response:
    """Tell the person of changes as they happen, until the session ends."""
    caller.require_ready()
    return request.app.state.live.stream(caller)  # type: ignore[no-any-return]


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/events",
        summary="What happens to the cases, discrepancies and notices one has to do with, as server-sent events "
        "(`case`, `discrepancy`, `notice`) without content.",
        reply=bytes,
        reply_media_type="text/event-stream",
        codes=("too_many_streams",),
        quiet=True,
        handler=live,
    ),
)
