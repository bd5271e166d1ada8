"""One person's visit to one page: who asks, in which language, and what the page is made with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from gateway.http.callers import Caller
from gateway.http.language import language_of
from gateway.i18n.formats import Formats
from gateway.i18n.texts import translate
from gateway.web import assets
from gateway.web.pages.shell import roles_of, shell

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals["assets"] = assets.ADDRESS


@dataclass(frozen=True)
class Visit:
    """A page asked for. ``caller`` is None on a page about a failure to find out who asks."""

    request: Request
    caller: Caller | None

    @classmethod
    def of(cls, request: Request) -> "Visit":
        """The visit that this request is."""
        return cls(request, getattr(request.state, "caller", None))

    @property
    def language(self) -> str:
        """The language of the page."""
        return language_of(self.request)

    @property
    def user(self) -> Mapping[str, Any] | None:
        """Who is signed in: auth's ``User``."""
        return self.caller.user if self.caller else None

    @property
    def known_user(self) -> Mapping[str, Any]:
        """The person, on a page that only somebody signed in can see."""
        assert self.user is not None
        return self.user

    @property
    def now(self) -> datetime:
        """Academy time."""
        now: datetime = self.request.app.state.clock.now()
        return now

    def argument(self, name: str, default: str = "") -> str:
        """A value of the address's query."""
        return self.request.query_params.get(name, default)

    def has(self, *roles: str) -> bool:
        """Whether the person holds one of the roles."""
        return self.user is not None and bool(roles_of(self.user) & {*roles})

    def faculties(self, *roles: str) -> set[str]:
        """The faculties in which the person holds one of the roles."""
        return {held["faculty"] for held in self.known_user["roles"] if held["role"] in roles}

    async def ask(self, service: str, method: str, **query: object) -> Any:
        """A service's answer to the person's question. Raises as ``Caller.call`` does."""
        assert self.caller is not None
        return await self.caller.call(service, method, query)

    async def faculty_names(self) -> dict[str, str]:
        """The faculties' names by id."""
        frame = await self.ask("roster", "list_frame")
        return {faculty["id"]: faculty["name"] for faculty in frame["faculties"]}

    def text(self, key: str, **params: object) -> str:
        """The catalogue's text in the person's language."""
        return translate(self.language, key, **params)

    def render(self, template: str, status: int = 200, **context: Any) -> Response:
        """The page, in the person's language; the template knows its ``status``."""
        config = self.request.app.state.config
        surroundings = {
            "status": status,
            "page": shell(self.request, self.language, self.user, self.now, demo=config.demo),
            "t": self.text,
            "f": Formats(self.language, config.zone),
        }
        page = _TEMPLATES.get_template(template).render(context | surroundings)
        return HTMLResponse(page, status, {"Cache-Control": "no-store"})
