"""An endpoint of the JSON API: how it is asked, which service answers, and with what."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, get_type_hints

from starlette.requests import Request
from starlette.responses import Response

from gateway.api.schemas import shape_of
from gateway.http.callers import Caller
from gateway.http.rate_limits import SLOW, STRANGERS_PASSWORD

Handler = Callable[["Endpoint", Request, Caller], Awaitable[Response]]
_JSON = "application/json"


def as_it_is(reply: Any, _language: str) -> Any:
    """The service's reply."""
    return reply


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One method of one path.

    ``request`` is the contract's dataclass: its fields named in ``path`` come from there, those in ``query``
    from the query, those in ``fixed`` are what the address itself says, the rest comes from the body. It also says
    which method of which service is called; ``service`` and ``rpc`` are given only where that is another one.
    ``body`` and ``reply`` say what the API shows where it differs. Without a ``handler`` the service is asked and its
    reply shown as ``present`` makes it. ``codes`` are the refusals of this endpoint's own; those that any endpoint may
    give are not repeated. Services asked on the way, whose refusals it may give too, are in ``asks``. A ``quiet`` one
    keeps no session alive. A ``costly`` one takes as much of who asks as a password does.
    """

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    summary: str
    request: type | None = None
    service: str = ""
    rpc: str = ""
    reply: type | None = None
    status: int = 200
    query: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    body: type | None = None
    media_type: str = _JSON
    reply_media_type: str = _JSON
    codes: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    public: bool = False
    quiet: bool = False
    costly: bool = False
    handler: Handler | None = None
    present: Callable[[Any, str], Any] = as_it_is

    def __post_init__(self) -> None:
        if self.request:
            object.__setattr__(self, "service", self.service or _service_of(self.request))
            object.__setattr__(self, "rpc", self.rpc or _rpc_of(self.request))

    @property
    def is_command(self) -> bool:
        """Whether it changes something, once for each ``command_id``."""
        return "command_id" in self.fields

    @cached_property
    def fields(self) -> Mapping[str, Any]:
        """The types of the request's fields, by name."""
        return get_type_hints(self.request) if self.request else {}

    @property
    def cost(self) -> int:
        """How many ordinary requests it counts for: where a password is tried or a file is read, several."""
        if self.costly or "too_many_attempts" in self.codes:
            return STRANGERS_PASSWORD if self.public else SLOW
        return 1 if self.media_type == _JSON else SLOW

    @property
    def in_path(self) -> list[str]:
        """The names of the path's places."""
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]

    @cached_property
    def body_shape(self) -> type | None:
        """What the body is, None where there is none."""
        if self.body or self.request is None or self.method in ("GET", "DELETE"):
            return self.body
        name = self.rpc.title().replace("_", "")
        return shape_of(self.request, without={*self.in_path, *self.query}, name=name)


def _service_of(request: type) -> str:
    """``auth`` for a dataclass of ``services.auth.contract``."""
    return request.__module__.split(".")[1]


def _rpc_of(request: type) -> str:
    """``show_journal`` for ``ShowJournal``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", request.__name__).lower()
