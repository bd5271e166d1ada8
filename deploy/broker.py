"""A private RabbitMQ: from PATH, else from Debian's packages unpacked under ``.cache``; loopback only, no root."""

import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from deploy import debian
from deploy.ports import free_ports
from deploy.processes import Child

if TYPE_CHECKING:
    from deploy.certificates import Files

START_SECONDS = 90


class BrokerError(Exception):
    """The broker does not run; the text says why and what to do."""


@dataclass(frozen=True)
class Broker:
    """A node of our own: where it is reached by its operator, the others' passwords, and its programs."""

    uri: str
    users: Path
    epmd: Child
    server: Child


def private_node(data: Path, files: "Files | None" = None) -> Broker:
    """Describe a node that keeps everything in ``data``; its ports are free ones of the loopback.

    With certificates it speaks TLS and nothing else.
    """
    from deploy import users  # noqa: PLC0415 - the parts of this file that install need no packages

    root = _installation()
    port, distribution, epmd_port = free_ports(3)
    folder = data / "users"
    password = users.make(folder)[users.OPERATOR]
    environment = _environment(root, data, distribution, epmd_port)
    _write_settings(data, port, folder, files)
    log = data / "broker.log"
    epmd = ["epmd", "-address", "127.0.0.1", "-port", str(epmd_port)]
    return Broker(
        _uri(users.OPERATOR, password, port, files),
        folder,
        Child("epmd", [_program(environment, epmd[0]), *epmd[1:]], environment, log, serves=True),
        Child("broker", [_server(root)], environment, log, serves=True),
    )


def wait_until_ready(broker: Broker) -> None:
    """Return once the node accepts our user. Raises ``BrokerError`` when it ends or takes too long."""
    from services.common.messaging.bus import connection  # noqa: PLC0415 - as above

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if not broker.server.alive:
            raise BrokerError(f"the broker ended at its start; its log: {broker.server.log}")
        try:
            with connection(broker.uri, connect_timeout=2) as opened:
                opened.connect()
                return
        except Exception:
            time.sleep(0.3)
    raise BrokerError(f"the broker was not ready in {START_SECONDS} s; its log: {broker.server.log}")


def _installation() -> Path | None:
    """Where Debian's packages are unpacked; None when the server is on PATH."""
    return None if shutil.which("rabbitmq-server") else debian.unpack("rabbitmq", "rabbitmq-server", anew="erlang-")


def _server(root: Path | None) -> str:
    if root is None:
        found = sorted(Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin/rabbitmq-server"))
        return str(found[-1]) if found else str(shutil.which("rabbitmq-server"))
    return str(next(root.glob("usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server")))


def _program(environment: Mapping[str, str], name: str) -> str:
    path = shutil.which(name, path=environment["PATH"])
    if path is None:
        raise BrokerError(f"{name} is missing: install erlang-base")
    return path


def _uri(user: str, password: str, port: int, files: "Files | None") -> str:
    scheme, said = ("amqp", "") if files is None else ("amqps", f"?cafile={quote(str(files.authority), safe='/')}")
    return f"{scheme}://{user}:{password}@127.0.0.1:{port}/{said}"


def _write_settings(data: Path, port: int, users: Path, files: "Files | None") -> None:
    lines = [f"load_definitions = {users / 'definitions.json'}"]
    lines += _plain_listener(port) if files is None else tls_settings(port, files)
    settings = data / "rabbitmq.conf"
    settings.touch(mode=0o600)
    settings.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _plain_listener(port: int) -> list[str]:
    return [f"listeners.tcp.default = 127.0.0.1:{port}"]


def tls_settings(port: int, files: "Files", address: str = "127.0.0.1") -> list[str]:
    """The lines of ``rabbitmq.conf`` that let a node listen under TLS alone."""
    return [
        "listeners.tcp = none",
        f"listeners.ssl.default = {address}:{port}",
        f"ssl_options.cacertfile = {files.authority}",
        f"ssl_options.certfile = {files.certificate}",
        f"ssl_options.keyfile = {files.key}",
        "ssl_options.versions.1 = tlsv1.3",
        "ssl_options.versions.2 = tlsv1.2",
    ]


def _environment(root: Path | None, data: Path, distribution: int, epmd_port: int) -> dict[str, str]:
    for folder in ("home", "mnesia", "log", "schema"):
        (data / folder).mkdir(parents=True, exist_ok=True)
    (data / "enabled_plugins").write_text("[].\n", encoding="ascii")
    path = os.environ["PATH"]
    libraries = os.environ.get("LD_LIBRARY_PATH", "")
    if root is not None:
        _point_erlang_at(root)
        path = f"{root}/usr/lib/erlang/bin:{path}"
        libraries = f"{debian.libraries(root)}:{libraries}"
    return {
        **os.environ,
        "HOME": str(data / "home"),
        "PATH": path,
        "LD_LIBRARY_PATH": libraries,
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "ERL_EPMD_PORT": str(epmd_port),
        "RABBITMQ_NODENAME": "jurnal@localhost",
        "RABBITMQ_DIST_PORT": str(distribution),
        "RABBITMQ_BASE": str(data),
        "RABBITMQ_MNESIA_BASE": str(data / "mnesia"),
        "RABBITMQ_LOG_BASE": str(data / "log"),
        "RABBITMQ_PID_FILE": str(data / "pid"),
        "RABBITMQ_CONFIG_FILE": str(data / "rabbitmq.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(data / "enabled_plugins"),
        "RABBITMQ_CONF_ENV_FILE": str(data / "none"),
        "RABBITMQ_SCHEMA_DIR": str(data / "schema"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
    }


def _point_erlang_at(root: Path) -> None:
    """Erlang's start scripts name the folder they were built for; let them name ours."""
    home = f"{root}/usr/lib/erlang"
    for script in (Path(home, "bin", "erl"), Path(home, "bin", "start")):
        text = script.read_text(encoding="utf-8")
        fresh = text.replace("ROOTDIR=/usr/lib/erlang", f"ROOTDIR={home}")
        if fresh != text:
            script.write_text(fresh, encoding="utf-8")
