"""Which addresses would show what travels to whoever listens on the network (¶9).

Calls carry access tokens, marks and people's sealed keys: they leave a machine under TLS or not at all.
"""

import os
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import PurePath
from urllib.parse import SplitResult, parse_qs, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

#: What an address of the bus may say beside where it is: files of certificates, in PEM.
BUS_FILES = ("cafile", "certfile", "keyfile")
VERIFIED = "verify-full"
#: By which libpq connects elsewhere than an address says.
LIBPQ = ("PGHOST", "PGHOSTADDR", "PGSERVICE")


def bus_fault(uri: str) -> str:
    """Why nothing may be sent to this address of RabbitMQ, and what to do; "" when nothing speaks against it."""
    try:
        if ";" in uri:
            return "has a ; in it: name one address, and write %3B in a password"
        parts = urlsplit(uri)
        said = parse_qs(parts.query, strict_parsing=bool(parts.query))
        return _bus_fault(parts, said)
    except ValueError:
        return "is no address: amqps://user:password@host:5671/?cafile=/path/authority.pem"


def _bus_fault(parts: SplitResult, said: dict[str, list[str]]) -> str:
    if parts.scheme == "amqp" and not is_local(parts.hostname or ""):
        return f"would send in clear to {parts.hostname}: use amqps:// and ?cafile= with the authority's certificate"
    if parts.scheme == "amqps" and "cafile" not in said:
        return "has no ?cafile=: the certificate of the authority by which the broker is known"
    if parts.scheme not in ("amqp", "amqps", "memory", ""):
        return f"is of another kind than amqp:// and amqps://: {parts.scheme}"
    unknown = sorted(set(said) - set(BUS_FILES))
    return f"says what is not known: {', '.join(unknown)}" if unknown else ""


def gateway_fault(host: str, *, certified: bool, behind_proxy: bool) -> str:
    """Why the gateway may not listen there: passwords and marks would pass in clear; "" where they do not."""
    if certified or behind_proxy or is_local(host):
        return ""
    return (
        f"would take passwords in clear at {host}: set JURNAL_TLS_CERTIFICATE and JURNAL_TLS_KEY, or name the proxy"
        " that speaks TLS in JURNAL_TRUSTED_PROXIES"
    )


def database_fault(url: str, environ: Mapping[str, str] = os.environ) -> str:
    """Why this address of a database may not be used, and what to do; "" when nothing speaks against it."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return "is no address of a database"
    if parsed.get_backend_name() == "sqlite":
        return ""
    said = {name: value if isinstance(value, str) else ",".join(value) for name, value in parsed.query.items()}
    hosts = ",".join((parsed.host or "", said.get("host", ""), said.get("hostaddr", ""))).split(",")
    remote = [host for host in hosts if host and not is_local(host)]
    if not any(hosts) and (elsewhere := [name for name in LIBPQ if environ.get(name)]):
        return f"names no host, and {elsewhere[0]} may name any: name the host in it"
    if "service" in said:
        return "names a service of libpq, which may be anywhere: name the host"
    if remote and (said.get("sslmode") != VERIFIED or not said.get("sslrootcert")):
        return f"would trust whoever answers as {remote[0]}: add ?sslmode={VERIFIED}&sslrootcert=/path/authority.pem"
    return ""


def is_local(host: str) -> bool:
    """Whether what is sent there stays on this machine: its loopback, or the folder of a socket."""
    if PurePath(host).is_absolute() or host in ("", "localhost"):
        return True
    try:
        return ip_address(host.split(":", 1)[0] if host.count(":") == 1 else host).is_loopback
    except ValueError:
        return False
