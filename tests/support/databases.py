"""Empty databases with a service's schema, from migrations only, in the engine that ``JURNAL_TEST_DB`` names."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text

from deploy.postgres import Postgres
from services.common.storage.migrate import upgrade

ENGINE = os.environ.get("JURNAL_TEST_DB", "sqlite")


class SqliteDatabases:
    """Files; migrated once per service, then copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fresh(self, service: str) -> str:
        """The URL of an empty database with the newest schema of ``service``."""
        template = self._folder / f"{service}-template.db"
        if not template.exists():
            upgrade(service, f"sqlite:///{template}")
        path = self._folder / f"{service}-{uuid4().hex}.db"
        shutil.copy(template, path)
        return f"sqlite:///{path}"

    def empty(self) -> str:
        """The URL of a database without any table."""
        return f"sqlite:///{self._folder / uuid4().hex}.db"


class PostgresDatabases:
    """Databases of a private server; migrated once per service, then made from the template."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self._templates: set[str] = set()

    def fresh(self, service: str) -> str:
        """The URL of an empty database with the newest schema of ``service``."""
        template = f"{service}_template"
        if template not in self._templates:
            self._create(template, "template0")
            upgrade(service, self._server.url(template))
            self._templates.add(template)
        name = f"{service}_{uuid4().hex}"
        self._create(name, template)
        return self._server.url(name)

    def empty(self) -> str:
        """The URL of a database without any table."""
        name = f"empty_{uuid4().hex}"
        self._create(name, "template0")
        return self._server.url(name)

    def _create(self, name: str, template: str) -> None:
        engine = create_engine(self._server.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
        engine.dispose()


Databases = SqliteDatabases | PostgresDatabases


@contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    """The factory of the engine under test."""
    if ENGINE != "postgresql":
        yield SqliteDatabases(folder)
        return
    server = Postgres(Path("/tmp") / f"jurnal-postgres-{uuid4().hex[:8]}")
    try:
        server.start()
        yield PostgresDatabases(server)
    finally:
        server.stop()
        server.remove()
