"""The whole system as children of one process: keys, migrations, queues, four services, the gateway."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from deploy.address import address, pinned
from deploy.broker import BrokerError, private_node, wait_until_ready
from deploy.certificates import Files
from deploy.processes import Child, Supervisor
from deploy.users import uri_of
from services.common.clocks.clock import booted_at

ROOT = Path(__file__).resolve().parents[1]
SERVICES = ("auth", "roster", "gradebook", "corrections")
READY_SECONDS = 90
#: From where the parts of a demo count their time: all from one instant, whatever becomes of the machine's clock.
BOOTED_AT = booted_at()
NOT_READY = 503
NO_FAULT = ("right", None)
CLOCK_WRONG = (
    "{service} writes nothing: its clock is {clock} by {clock_seconds} s. Set this machine's clock right; if it is"
    " right and the newest entry was dated ahead, say so: python -m services.{service} clock --accept"
)


class StartError(Exception):
    """The system did not come up; the text says what and where to look."""


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """Where a system lives and how it is reached.

    ``settings`` are told to every process besides; ``users``: the bus's passwords, one for each part.
    """

    data: Path
    port: int
    demo: bool
    databases: Mapping[str, str]
    files: Files | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    users: Path | None = None

    @property
    def address(self) -> str:
        """The gateway's address on this machine."""
        return address(environment(self, ""))


def environment(deployment: Deployment, uri: str) -> dict[str, str]:
    """What every child is told."""
    named = {f"JURNAL_DB_{name.upper()}": url for name, url in deployment.databases.items()}
    return {
        **os.environ,
        **named,
        **_certificate(deployment.files),
        **deployment.settings,
        "JURNAL_AMQP_URI": uri,
        "JURNAL_DATA": str(deployment.data),
        "JURNAL_DEMO": "1" if deployment.demo else "",
        "JURNAL_BOOTED_AT": BOOTED_AT.isoformat() if deployment.demo else "",
        "JURNAL_PORT": str(deployment.port),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }


def _certificate(files: Files | None) -> dict[str, str]:
    return {"JURNAL_TLS_CERTIFICATE": str(files.certificate), "JURNAL_TLS_KEY": str(files.key)} if files else {}


def start_broker(supervisor: Supervisor, folder: Path, files: Files | None = None) -> str:
    """The broker that is named in the environment, or a private node; its address."""
    if "JURNAL_AMQP_URI" in os.environ:
        return os.environ["JURNAL_AMQP_URI"]
    broker = private_node(folder, files)
    supervisor.start(broker.epmd)
    supervisor.start(broker.server)
    try:
        wait_until_ready(broker)
    except BrokerError as error:
        raise StartError(str(error)) from None
    return broker.uri


def start_services(supervisor: Supervisor, deployment: Deployment, uri: str) -> dict[str, str]:
    """Prepare keys, databases and queues, then start services and gateway; what the children were told."""
    told = environment(deployment, uri)
    _do("deploy.prepare", told)
    start_parts(supervisor, deployment, uri)
    return told


def start_parts(supervisor: Supervisor, deployment: Deployment, uri: str) -> None:
    """Start services and gateway, where everything is prepared."""
    told = environment(deployment, uri)
    for module in (*(f"services.{name}" for name in SERVICES), "gateway"):
        log = deployment.data / "log" / f"{module.removeprefix('services.')}.log"
        own = {**told, "JURNAL_AMQP_URI": uri_of(uri, log.stem, deployment.users)}
        supervisor.start(Child(module, [sys.executable, "-m", module], own, log))


def wait_until_all_answer(supervisor: Supervisor, deployment: Deployment) -> list[str]:
    """Return once ``/readyz`` says that every service, its database and the bus answer: what else it says is wrong."""
    deadline = time.monotonic() + READY_SECONDS
    while not _all_answer(health := _health(deployment)):
        dead = [child for child in supervisor.children if not child.alive]
        if dead or time.monotonic() > deadline:
            name = dead[0].name if dead else "a service"
            raise StartError(f"{name} did not start; the logs are in {deployment.data / 'log'}")
        time.sleep(0.2)
    return [CLOCK_WRONG.format(**each) for each in health["services"] if each["clock"] not in NO_FAULT]


def _all_answer(health: Mapping[str, Any]) -> bool:
    """A service whose clock is wrong does: it reads and does not write."""
    return bool(health) and health["bus"] and all(each["database"] for each in health["services"])


def _health(deployment: Deployment) -> Mapping[str, Any]:
    """What ``/readyz`` says; nothing while nobody answers."""
    certificate = environment(deployment, "").get("JURNAL_TLS_CERTIFICATE")
    trust = pinned(Path(certificate)) if certificate else None
    asked = f"{deployment.address}/readyz"
    try:
        with urllib.request.urlopen(asked, timeout=5, context=trust) as answer:  # noqa: S310 - our own address
            return _said(answer)
    except urllib.error.HTTPError as answer:
        return _said(answer) if answer.code == NOT_READY else {}
    except (urllib.error.URLError, OSError):
        return {}


def _said(answer: IO[bytes]) -> Mapping[str, Any]:
    said: Mapping[str, Any] = json.load(answer)
    return said


def _do(module: str, told: Mapping[str, str]) -> None:
    done = subprocess.run([sys.executable, "-m", module], env=dict(told), capture_output=True, text=True, check=False)
    if done.returncode:
        raise StartError(f"{module} failed:\n{done.stderr.strip()[-2000:]}")
