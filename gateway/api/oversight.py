"""How methodists work (¶12)."""

from gateway.api.endpoint import Endpoint
from services.corrections import contract as corrections

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/oversight/methodists",
        summary="What waits for each faculty's methodists, and since when, for IT and moderators (¶12).",
        request=corrections.OverseeMethodists,
        reply=corrections.MethodistsWork,
    ),
)
