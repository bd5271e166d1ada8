"""Connections to RabbitMQ: one address says all, ``amqps://user:password@host:5671/?cafile=…&certfile=…&keyfile=…``.

The broker's certificate has to be of that authority and for that host. ``certfile`` and ``keyfile`` are this
process's own, where the broker asks for one.
"""

import ssl
from typing import Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from kombu import Connection


def plain_uri(uri: str) -> str:
    """The address without the files: where, and as whom."""
    return urlunsplit(urlsplit(uri)._replace(query=""))


def tls(uri: str) -> dict[str, Any] | None:
    """What kombu and Nameko need to know for TLS; None where the address asks for none."""
    parts = urlsplit(uri)
    if parts.scheme != "amqps":
        return None
    files = dict(parse_qsl(parts.query))
    own: dict[str, Any] = {name: files[name] for name in ("certfile", "keyfile") if name in files}
    return {"ca_certs": files["cafile"], "cert_reqs": ssl.CERT_REQUIRED, "server_hostname": parts.hostname, **own}


def context(uri: str) -> ssl.SSLContext | None:
    """The same for asyncio."""
    if (known := tls(uri)) is None:
        return None
    made = ssl.create_default_context(cafile=known["ca_certs"])
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    if "certfile" in known:
        made.load_cert_chain(known["certfile"], known.get("keyfile"))
    return made


def connection(uri: str, **options: Any) -> Connection:
    """A connection of kombu, not opened yet."""
    return Connection(plain_uri(uri), ssl=tls(uri), **options)
