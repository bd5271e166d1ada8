"""The whole system, running: broker, four services, gateway, in demo mode with a chosen clock."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import httpx

from deploy import system
from deploy.certificates import Files
from deploy.ports import free_ports
from deploy.prepare import prepare
from deploy.processes import Supervisor
from services.auth.bootstrap import make_account
from services.common.clocks.clock import DemoClock
from services.common.runtime import config
from tests.support.events import wait_for_events
from tests.support.node import forget_messages
from tests.support.sessions import signed_in

START = datetime(2026, 10, 5, 9, 0)
IT_LOGIN, PASSWORD = "it", "Тұлпар-Қыран-2026"
IT_ACCOUNT = ("--login", IT_LOGIN, "--family", "Ахметов", "--given", "Ерлан", "--password", PASSWORD, "--ready")

#: Tests ask for one person what a whole academy does (gateway/http/rate_limits.py).
FASTER_THAN_PEOPLE = {"JURNAL_RATE_PER_PERSON": "5000", "JURNAL_RATE_PER_ADDRESS": "5000"}
#: Nobody waits for a password to be hashed where hashing is not the subject.
CHEAP_PASSWORDS = {"JURNAL_CHEAP_PASSWORDS": "1"}


def password_of(login: str) -> str:
    """The password with which the login was registered, each another (¶5)."""
    return PASSWORD if login == IT_LOGIN else f"{PASSWORD}-{sha256(login.encode()).hexdigest()[:8]}"


class HasFresh(Protocol):
    """A source of databases."""

    def fresh(self, service: str) -> str:
        """The URL of an empty database with the newest schema of ``service``."""


@dataclass
class Stack:
    """A running system; ``supervisor`` and ``environment`` let a test stop or add a process.

    ``broker`` is the operator's address of the bus, ``databases`` are the services'.
    """

    address: str
    data: Path
    environment: dict[str, str]
    supervisor: Supervisor
    broker: str
    databases: Mapping[str, str]
    trust: ssl.SSLContext | bool = False

    def client(
        self, login: str | None = None, password: str = "", language: str = "en", *, anew: bool = False
    ) -> httpx.Client:
        """An HTTP client; with a bearer token when a login is given: of a session of its own with ``anew``."""
        said = {"Accept-Language": language}
        client = httpx.Client(base_url=self.address, verify=self.trust, timeout=30, headers=said)
        if login is not None:
            session = signed_in(self.address, login, password or password_of(login), self.trust, anew=anew)
            client.headers["Authorization"] = f"Bearer {session.token}"
        return client

    def it(self) -> httpx.Client:
        """The IT department's client."""
        return self.client(IT_LOGIN)

    def wait_for_events(self) -> None:
        """Return once every service has taken in what the others have told until now; all have to run."""
        wait_for_events(self.broker, self.databases)

    def move_clock(self, now: str) -> None:
        """Let academy time be ``now`` (academy time without a zone)."""
        answer = httpx.post(f"{self.address}/api/v1/demo/clock", json={"now": now}, verify=self.trust)
        assert 200 == answer.status_code, answer.text

    def register(self, login: str, *roles: tuple[str, str], family: str = "Әлиев", given: str = "Серік") -> str:
        """Register somebody who is ready to work, whoever else is called so; the person's id."""
        held = [{"role": role, "faculty": faculty} for role, faculty in roles]
        body: dict[str, Any] = {"login": login, "family": family, "given": given, "roles": held, "ready": True}
        body |= {"password": password_of(login), "as_new": True}
        with self.it() as it:
            return str(command(it, "POST", "/api/v1/people", body)["id"])


def command(client: httpx.Client, method: str, path: str, body: dict[str, Any]) -> Any:
    """Send a command with a fresh id; its answer."""
    answer = client.request(method, path, json={"command_id": str(uuid4()), **body})
    assert answer.is_success, answer.text
    return answer.json()


@contextmanager
def running_stack(
    folder: Path,
    databases: HasFresh,
    uri: str,
    now: datetime = START,
    *,
    files: Files | None = None,
    users: Path | None = None,
    settings: Mapping[str, str] = CHEAP_PASSWORDS,
) -> Iterator[Stack]:
    """Start everything on a broker that runs, with nothing left there by another; in the end kill it.

    With ``files`` the gateway speaks TLS; with ``users`` each part has a name of its own at the bus. ``settings`` are
    told to every part; without any, passwords cost what they cost in an academy.
    """
    urls = {name: databases.fresh(name) for name in system.SERVICES}
    deployment = system.Deployment(
        data=folder,
        port=free_port(),
        demo=True,
        databases=urls,
        files=files,
        users=users,
        settings={**FASTER_THAN_PEOPLE, **settings},
    )
    zone = config.load({"JURNAL_AMQP_URI": uri}).zone
    folder.mkdir(parents=True, exist_ok=True)
    (folder / config.MODE).write_text(config.TEST, encoding="ascii")
    DemoClock(zone, folder / "clock.json", system.BOOTED_AT).move(now)
    supervisor = Supervisor()
    try:
        told = system.environment(deployment, uri)
        forget_messages(uri)
        prepare(known := config.load(told))
        system.start_parts(supervisor, deployment, uri)
        make_account(known, IT_ACCOUNT)
        system.wait_until_all_answer(supervisor, deployment)
        trust = ssl.create_default_context(cafile=files.authority) if files else False
        yield Stack(deployment.address, folder, told, supervisor, uri, urls, trust)
    finally:
        supervisor.kill()


def free_port() -> int:
    """A port that nobody uses now, nor is given."""
    return free_ports(1)[0]
