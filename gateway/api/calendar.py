"""Working days (¶10)."""

from gateway.api.codes import REASON
from gateway.api.endpoint import Endpoint
from services.corrections import contract as corrections

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/calendar/{year}",
        summary="The year's days that are not what their day of the week says (¶10).",
        request=corrections.ShowCalendar,
        reply=corrections.Calendar,
    ),
    Endpoint(
        method="POST",
        path="/calendar",
        summary="Say, with a reason, whether a day is a working day, for IT.",
        request=corrections.SetWorkingDay,
        reply=corrections.Calendar,
        codes=REASON,
    ),
)
