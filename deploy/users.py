"""RabbitMQ's users: who may make, write and read what, made of the services' contracts (¶9).

``python -m deploy.users FOLDER`` makes a password for each in ``FOLDER/NAME`` (one that is there stays) and
``FOLDER/definitions.json``, which a broker takes in by ``load_definitions`` or ``rabbitmqctl import_definitions``.
``operator`` prepares queues; everybody else has just what the own part needs. A taken-over service can neither read
another's calls, answers and events nor speak in its name.
"""

import argparse
import base64
import hashlib
import importlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from gateway.live.revocation import CHANGED
from gateway.live.streams import ABOUT
from services.common.messaging.envelope import AUDIT_EXCHANGE, EVENTS_EXCHANGE
from services.common.messaging.topology import CLOCKS_EXCHANGE, RPC_EXCHANGE
from services.common.runtime import config, own_files
from services.common.security.revocation import SESSION_ENDED

OPERATOR, GATEWAY, MONITORING = "operator", "gateway", "monitoring"
#: Which methods of others a service calls.
CALLS: Mapping[str, tuple[str, ...]] = {
    "auth": ("roster.list_frame", "roster.show_group"),
    "roster": ("gradebook.withdraw_journals",),
    "corrections": ("gradebook.examine_change", "gradebook.seal_decision"),
}
#: Where a service that calls is answered: Nameko takes a random one at each start.
ANSWER = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
#: Where the gateway is answered, which no service may listen to.
GATEWAY_ANSWER = rf"gateway\.{ANSWER}"
NOTHING = "^$"
EXCHANGES = (RPC_EXCHANGE, EVENTS_EXCHANGE, AUDIT_EXCHANGE, CLOCKS_EXCHANGE)


@dataclass(frozen=True, kw_only=True)
class User:
    """``own``: names of queues; ``write`` and ``read``: exchanges, and which routing keys of them; patterns all."""

    name: str
    own: tuple[str, ...]
    write: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    read: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def permissions(self) -> dict[str, str]:
        """On names of queues and exchanges; to bind an own queue is to write it and to read the exchange."""
        return {
            "configure": _any(self.own),
            "write": _any((*self.own, *map(re.escape, self.write))),
            "read": _any((*self.own, *map(re.escape, self.read))),
        }

    def topics(self) -> dict[str, dict[str, str]]:
        """By exchange, on routing keys."""
        return {
            each: {"write": _any(self.write.get(each, ())), "read": _any(self.read.get(each, ()))}
            for each in EXCHANGES
        }


def users() -> list[User]:
    """Everybody but the operator."""
    return [*map(_service, config.SERVICES), _gateway(), _monitoring()]


def _service(name: str) -> User:
    calls, called = CALLS.get(name, ()), any(each.startswith(f"{name}.") for each in chain(*CALLS.values()))
    answers = (GATEWAY_ANSWER, ANSWER) if called else (GATEWAY_ANSWER,)
    told = map(re.escape, importlib.import_module(f"services.{name}.contract").EVENTS)
    return User(
        name=name,
        own=(
            rf"rpc-{name}",
            rf"rpc\.reply-{name}-{ANSWER}",
            rf"{name}\.events",
            rf"audit\.ended-{name}-{ANSWER}",
            rf"clocks-{name}-{ANSWER}",
        ),
        write={
            RPC_EXCHANGE: (*map(re.escape, calls), *answers),
            EVENTS_EXCHANGE: tuple(told),
            AUDIT_EXCHANGE: (rf"kz\.jurnal\.{name}\..+",),
            CLOCKS_EXCHANGE: (name,),
        },
        read={
            RPC_EXCHANGE: (rf"{name}\.\*", *((ANSWER,) if calls else ())),
            AUDIT_EXCHANGE: (re.escape(SESSION_ENDED),),
            CLOCKS_EXCHANGE: (r"\*",),
        },
    )


def _gateway() -> User:
    return User(
        name=GATEWAY,
        own=(rf"rpc\.reply-{GATEWAY_ANSWER}", rf"({AUDIT_EXCHANGE}|{CLOCKS_EXCHANGE})\.[a-z]+-gateway-{ANSWER}"),
        write={RPC_EXCHANGE: tuple(rf"{each}\.[a-z_]+" for each in config.SERVICES)},
        read={
            RPC_EXCHANGE: (GATEWAY_ANSWER,),
            AUDIT_EXCHANGE: tuple(re.escape(each) for each in (*ABOUT, SESSION_ENDED, *CHANGED)),
            CLOCKS_EXCHANGE: config.SERVICES,
        },
    )


def _monitoring() -> User:
    """Tools that watch: each makes a queue of its own."""
    return User(name=MONITORING, own=(rf"{MONITORING}\..+",), read={AUDIT_EXCHANGE: (".+",)})


def _any(patterns: Iterable[str]) -> str:
    alternatives = "|".join(patterns)
    return f"^({alternatives})$" if alternatives else NOTHING


def definitions(passwords: Mapping[str, str]) -> dict[str, Any]:
    """What RabbitMQ takes in; it holds no password, only what one is checked against."""
    known = users()
    return {
        "vhosts": [{"name": "/"}],
        "users": [
            _account(name, word, "administrator" if name == OPERATOR else "") for name, word in passwords.items()
        ],
        "permissions": [
            {"user": OPERATOR, "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"},
            *({"user": user.name, "vhost": "/", **user.permissions()} for user in known),
        ],
        "topic_permissions": [
            {"user": user.name, "vhost": "/", "exchange": exchange, **patterns}
            for user in known
            for exchange, patterns in user.topics().items()
        ],
        "exchanges": [_exchange(name) for name in EXCHANGES],
    }


def _account(name: str, password: str, tags: str) -> dict[str, str]:
    salt = os.urandom(4)
    mark = base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
    return {"name": name, "password_hash": mark, "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": tags}


def _exchange(name: str) -> dict[str, Any]:
    kind = {"type": "topic", "durable": True, "auto_delete": False, "internal": False}
    return {"name": name, "vhost": "/", **kind, "arguments": {}}


def make(folder: Path) -> dict[str, str]:
    """Make what is missing; the passwords by name."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    passwords = {name: _password(folder / name) for name in (OPERATOR, *(user.name for user in users()))}
    path = folder / "definitions.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(definitions(passwords), indent=1), encoding="ascii")
    return passwords


def uri_of(uri: str, name: str, folder: Path | None) -> str:
    """The address for one of the users; without a folder of passwords the address as it is."""
    if folder is None:
        return uri
    parts = urlsplit(uri)
    password = (folder / name).read_text(encoding="ascii")
    return parts._replace(netloc=f"{quote(name)}:{password}@{parts.netloc.rpartition('@')[2]}").geturl()


def _password(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(24), encoding="ascii")
    return path.read_text(encoding="ascii")


def main() -> None:
    """Make passwords and definitions."""
    parser = argparse.ArgumentParser(prog="python -m deploy.users")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    own_files.keep(folder)
    make(folder)
    print(f"made; let the broker take in {folder / 'definitions.json'}")


if __name__ == "__main__":
    main()
