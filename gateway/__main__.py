"""Starts the gateway: ``python -m gateway``; SIGTERM lets the requests under way end."""

import logging
import os
import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import uvicorn
from starlette.applications import Starlette

from gateway.app import create_app
from gateway.connections import Connection, Doors
from gateway.live import Live
from services.common import config as configuration
from services.common import own_files
from services.common.config import Config
from services.common.log_lines import INSTANT, LINE


class _Server(uvicorn.Server):
    """Lets go of who listens before it waits for the requests under way: those would not end by themselves."""

    def __init__(self, settings: uvicorn.Config, live: Live) -> None:
        super().__init__(settings)
        self._live = live

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End well."""
        self._live.end()
        await super().shutdown(sockets)


def _modern(_settings: uvicorn.Config, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    context = default()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def settings_of(config: Config, app: Starlette, doors: Doors) -> uvicorn.Config:
    """How uvicorn is to serve."""
    protocol: Any = partial(Connection, doors=doors)
    return uvicorn.Config(
        app,
        host=config.host,
        port=config.port,
        http=protocol,
        ws="none",
        timeout_keep_alive=doors.bounds.idle_seconds,
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=10,
        ssl_certfile=config.certificate,
        ssl_keyfile=config.certificate_key,
        ssl_context_factory=_modern if config.certificate else None,
    )


def main() -> None:
    """Serve HTTP at JURNAL_HOST:JURNAL_PORT, under TLS where JURNAL_TLS_CERTIFICATE and JURNAL_TLS_KEY are set.

    JURNAL_TRUSTED_PROXIES are believed about a client's address, nobody else.
    """
    try:
        config = configuration.load()
        own_files.keep(config.data)
    except configuration.ConfigError as error:
        sys.exit(str(error))
    logging.basicConfig(level=logging.INFO, format=LINE, datefmt=INSTANT)
    logging.getLogger("aiormq").setLevel(logging.CRITICAL)  # gateway.bus says in one line what it says in forty
    trusted = os.environ.get("JURNAL_TRUSTED_PROXIES", "")
    app = create_app(config, trusted)
    server = _Server(settings_of(config, app, Doors(trusted)), app.state.live)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(1)


if __name__ == "__main__":
    main()
