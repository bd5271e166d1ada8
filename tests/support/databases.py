"""Empty databases with a service's schema, from migrations only, in the engine that ``JURNAL_TEST_DB`` names."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, create_engine, text

from deploy.postgres import Postgres
from services.common.storage.migrate import upgrade

#: Memory with a file system, and what a server takes of it.
MEMORY = Path("/dev/shm")
SERVER_BYTES = 4 * 2**30
#: Since this version a database may be made by copying files, which is faster where nothing is synchronized.
COPYING = (15,)
ENGINE = os.environ.get("JURNAL_TEST_DB", "sqlite")


class SqliteDatabases:
    """Files; migrated once per service, then copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Path] = []

    def fresh(self, service: str) -> str:
        """The URL of an empty database with the newest schema of ``service``."""
        template = self._folder / f"{service}-template.db"
        if not template.exists():
            upgrade(service, f"sqlite:///{template}")
        path = self._named(f"{service}-{uuid4().hex}")
        shutil.copy(template, path)
        return f"sqlite:///{path}"

    def empty(self) -> str:
        """The URL of a database without any table."""
        return f"sqlite:///{self._named(uuid4().hex)}"

    def forget(self) -> None:
        """Delete all that were given: nobody uses them any more."""
        for path in self._made:
            for each in path.parent.glob(f"{path.name}*"):
                each.unlink(missing_ok=True)
        self._made.clear()

    def _named(self, name: str) -> Path:
        self._made.append(self._folder / f"{name}.db")
        return self._made[-1]


class PostgresDatabases:
    """Databases of a private server; migrated once per service, then made from the template."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self._templates: set[str] = set()
        self._made: list[str] = []

    def fresh(self, service: str) -> str:
        """The URL of an empty database with the newest schema of ``service``."""
        template = f"{service}_template"
        if template not in self._templates:
            self._create(template, "template0")
            upgrade(service, self._server.url(template))
            self._templates.add(template)
        return self._given(f"{service}_{uuid4().hex}", template)

    def empty(self) -> str:
        """The URL of a database without any table."""
        return self._given(f"empty_{uuid4().hex}", "template0")

    def forget(self) -> None:
        """Drop all that were given, whoever is connected still."""
        with self._operator() as connection:
            for name in self._made:
                connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        self._made.clear()

    def _given(self, name: str, template: str) -> str:
        self._create(name, template)
        self._made.append(name)
        return self._server.url(name)

    def _create(self, name: str, template: str) -> None:
        with self._operator() as connection:
            version = connection.dialect.server_version_info or (0,)
            strategy = "STRATEGY file_copy" if version >= COPYING else ""
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {strategy}'))

    @contextmanager
    def _operator(self) -> Iterator[Connection]:
        engine = create_engine(self._server.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            yield connection
        engine.dispose()


Databases = SqliteDatabases | PostgresDatabases


@contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    """The factory of the engine under test."""
    if ENGINE != "postgresql":
        yield SqliteDatabases(folder)
        return
    server = Postgres(_short_folder() / f"jurnal-postgres-{uuid4().hex[:8]}")
    try:
        server.start()
        yield PostgresDatabases(server)
    finally:
        server.stop()
        server.remove()


def _short_folder() -> Path:
    """Where the server lives: in memory where there is room; its socket's path must be short."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > SERVER_BYTES else Path("/tmp")
