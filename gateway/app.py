"""The application: ``create_app(config)``.

What a page or an endpoint finds in ``request.app.state``: ``bus``, ``sessions``, ``live``, ``limits``, ``config``,
``clock`` and ``failure_page(request, status, code, message)``, which makes the page shown when something went wrong.
Before every page ``request.state.caller`` is set; gateway/http/callers.py says how to ask a service with it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from gateway.api import readiness, routes
from gateway.http import responses
from gateway.http.callers import Identify
from gateway.http.middleware import Address, Frame
from gateway.http.rate_limits import Buckets, Limit, Limits
from gateway.http.sessions import Sessions
from gateway.live.revocation import Endings
from gateway.live.streams import Live
from gateway.messaging.bus import Bus
from gateway.messaging.clocks import Clocks, ServicesClock
from gateway.web import assets, pages
from services.common.runtime.config import Config


def create_app(config: Config, trusted_proxies: str = "") -> Starlette:
    """The gateway. ``trusted_proxies``: addresses, comma-separated, whose X-Forwarded-* headers are believed."""
    app = Starlette(
        routes=_routes(config),
        middleware=[
            Middleware(ProxyHeadersMiddleware, trusted_hosts=trusted_proxies),
            Middleware(Frame),
            Middleware(Limit),
            Middleware(Address),
        ],
        exception_handlers=responses.HANDLERS,
        lifespan=_lifespan,
    )
    app.state.config = config
    app.state.clock = ServicesClock(config.clock())
    app.state.clocks = Clocks(config.amqp_uri, app.state.clock)
    app.state.bus = Bus(config.amqp_uri, config.rpc_timeout_seconds)
    app.state.live = Live(config.amqp_uri)
    app.state.sessions = Sessions(app.state.bus, app.state.clock)
    app.state.endings = Endings(config.amqp_uri, app.state.sessions, app.state.live)
    app.state.limits = Limits(people=Buckets(config.rate_per_person), addresses=Buckets(config.rate_per_address))
    app.state.failure_page = pages.failure_page
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    state = app.state
    async with state.bus.connected(), state.clocks.listening(), state.live.listening(), state.endings.listening():
        yield


def _routes(config: Config) -> list[BaseRoute]:
    return [
        *readiness.routes,
        *routes.routes(demo=config.demo),
        *assets.routes,
        Mount("/", routes=pages.routes, middleware=[Middleware(Identify)]),
    ]
