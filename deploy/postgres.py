"""A private PostgreSQL for tests: the machine's programs, else Debian's packages unpacked; loopback socket only."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg2

from deploy import debian
from deploy.certificates import Files
from deploy.ports import free_ports

START_SECONDS = 60
#: Nothing is written for a day after a crash, and nothing is tidied up for a long life.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}
#: Where the server's programs are, and the environment they need.
Programs = tuple[Path, dict[str, str]]


class PostgresError(Exception):
    """The server does not run; the text says why."""


class Postgres:
    """A cluster in a folder of its own, with durability off: its data lives as long as the tests."""

    def __init__(self, folder: Path, files: Files | None = None, programs: Programs | None = None) -> None:
        self._folder = folder
        self._files = files
        self.port = 0
        self._bin, self._told = programs or _installation()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the cluster and start it; root becomes ``nobody``, for PostgreSQL refuses root."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
        data = self._folder / "data"
        self._run("initdb", "-D", str(data), "-U", "jurnal", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._folder),
            "max_connections": "500",
            **FORGETFUL,
        }
        options |= self._tls()
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                self._as_user([str(self._bin / "postgres"), "-D", str(data), *words]),
                env=self._told,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd="/",
            )
        self._wait()

    def url(self, database: str) -> str:
        """SQLAlchemy's URL of a database."""
        return f"postgresql+psycopg2://jurnal@/{database}?host={self._folder}{self._at_port()}"

    def tls_url(self, database: str, authority: Path) -> str:
        """The URL of a database over TCP, where the server has to be known to the authority."""
        said = f"sslmode=verify-full&sslrootcert={authority}"
        return f"postgresql+psycopg2://jurnal@127.0.0.1:{self.port}/{database}?{said}"

    def _tls(self) -> dict[str, str]:
        """Options of a server that listens on the loopback too, under TLS alone."""
        if self._files is None:
            return {}
        data = self._folder / "data"
        for source, name in ((self._files.certificate, "server.pem"), (self._files.key, "server.key")):
            shutil.copyfile(source, data / name)
            (data / name).chmod(0o600)
            shutil.chown(data / name, *((data.stat().st_uid, data.stat().st_gid)))
        only = "local all all trust\nhostssl all all 127.0.0.1/32 trust\n"
        (data / "pg_hba.conf").write_text(only, encoding="ascii")
        self.port = free_ports(1)[0]
        return {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "ssl": "on",
            "ssl_cert_file": "server.pem",
            "ssl_key_file": "server.key",
            "ssl_min_protocol_version": "TLSv1.2",
        }

    def stop(self) -> None:
        """End it at once; nothing in it is needed any more."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # "fast": it waits for nobody's connection
            self._process.wait(30)

    def remove(self) -> None:
        """Delete its folder."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline or (self._process is not None and self._process.poll() is not None):
                raise PostgresError((self._folder / "log").read_text(encoding="utf-8")[-2000:])
            time.sleep(0.1)

    def _at_port(self) -> str:
        return f"&port={self.port}" if self.port else ""

    def _answers(self) -> bool:
        try:
            psycopg2.connect(host=str(self._folder), port=self.port or None, user="jurnal", dbname="postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def _run(self, program: str, *arguments: str) -> None:
        command = self._as_user([str(self._bin / program), *arguments])
        done = subprocess.run(command, env=self._told, capture_output=True, text=True, check=False, cwd="/")
        if done.returncode:
            raise PostgresError(done.stderr)

    def _as_user(self, command: list[str]) -> list[str]:
        if os.geteuid() != 0:
            return command
        return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command]


def _installation() -> Programs:
    """The machine's, else Debian's."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if installed:
        return installed[-1].parent, _told()
    if (path := shutil.which("initdb")) is not None:
        return Path(path).resolve().parent, _told()
    return unpacked("postgresql")


def unpacked(name: str, anew: str = "") -> Programs:
    """Debian's, unpacked."""
    root = debian.unpack(name, "postgresql", anew)
    return next(root.glob("usr/lib/postgresql/*/bin")), {**_told(), "LD_LIBRARY_PATH": debian.libraries(root)}


def _told() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8"}
