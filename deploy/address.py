"""Where the gateway of this machine is asked, and how it is known."""

import ssl
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

from services.common.runtime import config

#: Who listens everywhere is asked on the machine itself.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nobody listens here


def address(environ: Mapping[str, str]) -> str:
    """The address that the gateway with these settings answers at."""
    known = config.load_without_bus(environ)
    return f"{'https' if known.certificate else 'http'}://{_host(known.host)}:{known.port}"


def trust(environ: Mapping[str, str]) -> ssl.SSLContext | bool:
    """How to know a gateway of this machine that speaks TLS: by its own certificate, whatever name is in it."""
    path = environ.get("JURNAL_TLS_CERTIFICATE")
    return pinned(Path(path)) if path else True


def pinned(certificate: Path) -> ssl.SSLContext:
    """Trusts who has this certificate, nobody else."""
    context = ssl.create_default_context(cafile=certificate)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def _host(host: str) -> str:
    asked = EVERYWHERE.get(host, host)
    try:
        return f"[{asked}]" if ip_address(asked).version == 6 else asked
    except ValueError:
        return asked
