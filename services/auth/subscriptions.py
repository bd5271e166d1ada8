"""What auth takes in by event: nothing, for it keeps no copy of what other services know."""

from services.common.delivery.inbox import Handler

HANDLERS: dict[str, Handler] = {}
