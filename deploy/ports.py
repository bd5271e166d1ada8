"""Ports for parts of this machine alone."""

import random
import socket
from pathlib import Path

#: From which ports the system gives one to each connection that a client opens.
CLIENTS = Path("/proc/sys/net/ipv4/ip_local_port_range")
_LOWEST, _HIGHEST = 10_000, 65_535
_CLIENTS_USUALLY = (32_768, 60_999)
_ANY = random.SystemRandom()


def free_ports(count: int) -> list[int]:
    """Different ports that nobody uses now, and that no client is given before who asked listens there.

    A port that a client of the same machine holds cannot be listened on, and a busy machine has many clients.
    """
    possible, found = _possible(), list[int]()
    while len(found) < count:
        port = _ANY.choice(possible)
        if port not in found and _is_free(port):
            found.append(port)
    return found


def _possible() -> list[int]:
    first, last = clients()
    outside = [*range(_LOWEST, min(first, _HIGHEST)), *range(last + 1, _HIGHEST + 1)]
    return outside or [*range(_LOWEST, _HIGHEST + 1)]


def clients() -> tuple[int, int]:
    """The first and the last port that clients are given."""
    try:
        first, last = map(int, CLIENTS.read_text(encoding="ascii").split())
    except (OSError, ValueError):
        return _CLIENTS_USUALLY
    return first, last


def _is_free(port: int) -> bool:
    """On every address: somebody may be going to listen to the whole network."""
    with socket.socket() as tried:
        try:
            tried.bind(("0.0.0.0", port))  # noqa: S104 - nobody is listened to
        except OSError:
            return False
        return True
