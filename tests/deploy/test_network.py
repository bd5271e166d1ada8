"""The whole system under TLS, with certificates of its own authority (¶5, ¶9)."""

import asyncio
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg2
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from deploy import system
from deploy.certificates import AUTHORITY, Files, make
from deploy.postgres import Postgres
from deploy.processes import Supervisor
from gateway.messaging.bus import connect
from services.common.messaging import bus
from services.common.storage.migrate import upgrade
from tests.gateway.academy import open_academy
from tests.support.stack import running_stack


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The academy's own authority, and who is known to it."""
    folder = tmp_path_factory.mktemp("certificates")
    hosts: dict[str, tuple[str, ...]] = dict.fromkeys(("gateway", "broker", "postgres"), ("127.0.0.1",))
    make(folder, hosts, now=datetime.now(UTC))
    return folder


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another authority, which knows none of them."""
    folder = tmp_path_factory.mktemp("stranger")
    make(folder, {}, now=datetime.now(UTC))
    return folder / AUTHORITY


@pytest.fixture(scope="module")
def secure_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the broker keeps what it has."""
    return tmp_path_factory.mktemp("broker")


@pytest.fixture(scope="module")
def secure_broker(certificates: Path, secure_folder: Path) -> Iterator[str]:
    """A broker that speaks TLS and nothing else."""
    supervisor = Supervisor()
    try:
        yield system.start_broker(supervisor, secure_folder, Files.of(certificates, "broker"))
    finally:
        supervisor.stop()


@dataclass
class SecurePostgres:
    """Databases that are reached under TLS alone."""

    server: Postgres
    authority: Path

    def fresh(self, service: str) -> str:
        """The URL of an empty database with the newest schema of ``service``."""
        url = self.empty()
        upgrade(service, url)
        return url

    def empty(self) -> str:
        """The URL of a database without any table."""
        name = f"empty_{uuid4().hex}"
        with _autocommit(self.server.url("postgres")).connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        return self.server.tls_url(name, self.authority)


def _autocommit(url: str) -> Engine:
    return create_engine(url, isolation_level="AUTOCOMMIT")


@pytest.fixture(scope="module")
def secure_postgres(certificates: Path) -> Iterator[SecurePostgres]:
    """A server that lets nobody in from the network without TLS."""
    server = Postgres(Path("/tmp") / f"jurnal-postgres-{uuid4().hex[:8]}", Files.of(certificates, "postgres"))
    try:
        server.start()
        yield SecurePostgres(server, certificates / AUTHORITY)
    finally:
        server.stop()
        server.remove()


def _with_authority(uri: str, authority: Path, host: str = "127.0.0.1") -> str:
    return f"{bus.plain_uri(uri).replace('127.0.0.1', host)}?cafile={authority}"


def _unknown(uri: str, certificates: Path, stranger: Path) -> list[str]:
    """By another authority, and by a name of this machine that nobody has vouched for."""
    return [_with_authority(uri, stranger), _with_authority(uri, certificates / AUTHORITY, host="127.1")]


def test_the_broker_is_known_by_its_certificate(secure_broker: str, certificates: Path, stranger: Path) -> None:
    """Services take the academy's own authority and no other's, for this host and no other (¶9)."""
    with bus.connection(secure_broker, connect_timeout=5) as opened:
        opened.connect()
    for uri in _unknown(secure_broker, certificates, stranger):
        with bus.connection(uri, connect_timeout=5) as refused, pytest.raises(ssl.SSLCertVerificationError):
            refused.connect()


def test_the_gateway_knows_the_broker_in_the_same_way(secure_broker: str, certificates: Path, stranger: Path) -> None:
    """It speaks to the bus by another library (¶9)."""

    async def reached(uri: str) -> bool:
        async with await connect(uri) as connection:
            return not connection.is_closed

    assert asyncio.run(reached(secure_broker))
    for uri in _unknown(secure_broker, certificates, stranger):
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            asyncio.run(reached(uri))


def test_the_broker_takes_no_plain_connection(secure_broker: str) -> None:
    """Whoever speaks without TLS is not answered (¶9)."""
    plain = bus.plain_uri(secure_broker).replace("amqps://", "amqp://")
    with bus.connection(plain, connect_timeout=3) as opened, pytest.raises(OSError):  # noqa: PT011
        opened.connect()


def test_a_database_is_known_by_its_certificate(secure_postgres: SecurePostgres, stranger: Path) -> None:
    """The academy's own authority, no other, and never without (¶9)."""
    url = secure_postgres.empty()
    with create_engine(url).connect() as connection:
        assert connection.scalar(text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
    for wrong in (url.replace(str(secure_postgres.authority), str(stranger)), url.replace("verify-full", "disable")):
        with pytest.raises(OperationalError):
            create_engine(wrong).connect()
    with pytest.raises(psycopg2.OperationalError, match="no encryption"):
        psycopg2.connect(host="127.0.0.1", port=secure_postgres.server.port, user="jurnal", sslmode="disable")


def test_the_whole_system_works_under_tls(
    certificates: Path, secure_broker: str, secure_folder: Path, secure_postgres: SecurePostgres, stranger: Path
) -> None:
    """Browser, bus and databases, each part under its own name: an academy is made and a mark entered (¶5, ¶9)."""
    files = Files.of(certificates, "gateway")
    users, data = secure_folder / "users", secure_folder / "data"
    with running_stack(data, secure_postgres, secure_broker, files=files, users=users) as stack:
        academy = open_academy(stack)
        with academy.teacher() as teacher:
            _enter_a_mark(teacher, academy.journal)
            said = teacher.get("/api/v1/me")
            assert "max-age=31536000" == said.headers["Strict-Transport-Security"]
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx.get(f"{stack.address}/healthz", verify=ssl.create_default_context(cafile=stranger))
        with pytest.raises(httpx.HTTPError):
            httpx.get(f"{stack.address.replace('https', 'http')}/healthz")
        logs = [path.read_text(encoding="utf-8") for path in (secure_folder / "log").glob("*.log")]
        assert logs
        assert not [line for text in logs for line in text.splitlines() if "refused for user" in line]
        sign_in = httpx.get(f"{stack.address}/sign-in", verify=stack.trust)
        assert all("secure" in cookie.lower() for cookie in sign_in.headers.get_list("set-cookie"))


def _enter_a_mark(teacher: httpx.Client, journal: str) -> None:
    path = f"/api/v1/journals/{journal}"
    lesson = {"command_id": str(uuid4()), "date": "2026-10-05", "kind": "seminar", "topic": ""}
    made = teacher.post(f"{path}/lessons", json=lesson)
    assert made.is_success, made.text
    cadet = teacher.get(path).json()["cadets"][0]["id"]
    mark = {"lesson": made.json()["id"], "cadet": cadet, "value": 75, "version": 0}
    saved = teacher.put(f"{path}/marks", json={"command_id": str(uuid4()), "marks": [mark]})
    assert saved.is_success, saved.text
    assert [75] == [each["value"] for each in teacher.get(path).json()["marks"]]
