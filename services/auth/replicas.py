"""auth keeps no copies of other services' facts."""

from services.common.messaging.inbox import Handler

HANDLERS: dict[str, Handler] = {}
