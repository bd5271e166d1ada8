"""auth keeps no copies of other services' facts."""

from services.common.inbox import Handler

HANDLERS: dict[str, Handler] = {}
