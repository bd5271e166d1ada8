"""Starts the gateway: ``python -m gateway``; SIGTERM lets the requests under way end."""

import logging
import os
import resource
import socket
import ssl
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from gateway.app import create_app
from gateway.http.connection_limits import Bounds, Doors
from gateway.http.connections import Connection, Handshake
from gateway.live.streams import Live
from services.common.runtime import config as configuration
from services.common.runtime import own_files
from services.common.runtime.config import Config
from services.common.runtime.log_format import INSTANT, LINE

#: Besides connections: libraries, the bus, spare connections, papers being made.
OTHER_FILES = 256


class _Server(uvicorn.Server):
    """Lets go of who listens before it waits for the requests under way: those would not end by themselves."""

    def __init__(self, settings: uvicorn.Config, live: Live) -> None:
        super().__init__(settings)
        self._live = live

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End well."""
        self._live.end()
        await super().shutdown(sockets)


def tls_of(certificate: Path, key: Path | None) -> ssl.SSLContext:
    """TLS 1.2 at least, with this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key)
    return context


def room_for(most: int) -> int:
    """How many connections this process may hold: each is a file, of which the host lets it open so many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < most + OTHER_FILES:
        soft = most + OTHER_FILES if hard == resource.RLIM_INFINITY else min(hard, most + OTHER_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(1, min(most, soft - OTHER_FILES))


def settings_of(config: Config, app: Starlette, doors: Doors) -> uvicorn.Config:
    """How uvicorn is to serve. TLS is begun by the ``Handshake``: uvicorn has no bound for who does not finish it."""
    protocol: Any = partial(Connection, doors=doors)
    if config.certificate:
        protocol = partial(Handshake, doors=doors, tls=tls_of(config.certificate, config.certificate_key))
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
    logging.getLogger("aiormq").setLevel(logging.CRITICAL)  # the bus says in one line what it says in forty
    trusted = os.environ.get("JURNAL_TRUSTED_PROXIES", "")
    app = create_app(config, trusted)
    doors = Doors(trusted, Bounds(in_all=room_for(Bounds.in_all)))
    server = _Server(settings_of(config, app, doors), app.state.live)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(1)


if __name__ == "__main__":
    main()
