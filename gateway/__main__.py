"""Starts the gateway: ``python -m gateway``; SIGTERM lets the requests under way end."""

import logging
import os
import sys

import uvicorn

from gateway.app import create_app
from services.common import config as configuration


def main() -> None:
    """Serve HTTP at JURNAL_HOST:JURNAL_PORT; JURNAL_TRUSTED_PROXIES are believed about a client's address."""
    try:
        config = configuration.load()
    except configuration.ConfigError as error:
        sys.exit(str(error))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("aiormq").setLevel(logging.CRITICAL)  # gateway.bus says in one line what it says in forty
    uvicorn.run(
        create_app(config, os.environ.get("JURNAL_TRUSTED_PROXIES", "")),
        host=config.host,
        port=config.port,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )


main()
