"""Everything a request can be answered with instead of what it asked for.

``Refused``          a service said no (services.common.errors): the status is its kind's
``Rejected``         the gateway itself said no: the status is its code's
├─ ``Unavailable``    nothing was done: no bus, no such service, or the service failed
└─ ``OutcomeUnknown`` the call was sent and no answer came: the same ``command_id`` may be sent again

Anything else is a defect and is answered 500 without inner text.
"""

from services.common.errors import Kind

#: What a refusal of a service is over HTTP.
STATUS: dict[Kind, int] = {
    "unauthenticated": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "invalid": 422,
    "throttled": 429,
    "unavailable": 503,
}

#: What the gateway itself refuses, and with which status.
OWN: dict[str, int] = {
    "not_http": 400,
    "sign_in_required": 401,
    "forged_request": 403,
    "role_required": 403,
    "path_unknown": 404,
    "paper_unknown": 404,
    "method_not_allowed": 405,
    "too_slow": 408,
    "paper_damaged": 409,
    "too_large": 413,
    "malformed": 422,
    "too_many_connections": 429,
    "too_many_streams": 429,
    "too_many_requests": 429,
    "head_too_large": 431,
    "internal_error": 500,
    "service_unavailable": 502,
    "server_full": 503,
    "outcome_unknown": 504,
}


class Rejected(Exception):  # noqa: N818 - it is an answer, like ``Refused``
    """The gateway's own refusal; ``code`` is one of ``OWN``."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}

    @property
    def status(self) -> int:
        """The HTTP status of its code."""
        return OWN[self.code]


class Unavailable(Rejected):
    """Nothing was done: the bus or the service is not there, or the service failed."""

    def __init__(self) -> None:
        super().__init__("service_unavailable")


class OutcomeUnknown(Rejected):
    """The call was sent and no answer came in time: it may or may not have been done."""

    def __init__(self) -> None:
        super().__init__("outcome_unknown")
