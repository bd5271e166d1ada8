"""Debian's packages without root: what is needed is asked of apt, and what was unpacked runs."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE, Popen
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from deploy import debian
from deploy.postgres import Postgres, unpacked
from deploy.system import ROOT


@pytest.fixture(scope="module", autouse=True)
def apt() -> None:
    """These tests are about Debian and Ubuntu."""
    if shutil.which("apt-get") is None:
        pytest.skip("this is not Debian or Ubuntu")


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """A server that was unpacked, whatever is installed here."""
    programs = unpacked("postgresql-unpacked", anew="postgresql")
    assert debian.CACHE in programs[0].parents
    server = Postgres(Path("/tmp") / f"jurnal-unpacked-{uuid4().hex[:8]}", programs=programs)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        server.remove()


def test_an_unpacked_server_starts(server: Postgres) -> None:
    """It answers, and it is Debian's own from our folder."""
    engine = create_engine(server.url("postgres"))
    with engine.connect() as connection:
        asked = text("SELECT setting FROM pg_config() WHERE name = 'BINDIR'")
        assert debian.CACHE.resolve() in Path(str(connection.scalar(asked))).resolve().parents
    engine.dispose()


def test_what_is_installed_is_not_fetched(server: Postgres) -> None:
    """The machine's own C library stays in its place; the server came by the names that this release has for it."""
    assert server
    root = debian.CACHE / "postgresql-unpacked"
    assert ([], 1) == (list(root.glob("**/libc.so.6")), len(list(root.glob("usr/lib/postgresql/*/bin/postgres"))))


def test_a_package_that_does_not_exist_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In apt's words."""
    monkeypatch.setattr(debian, "CACHE", tmp_path)
    with pytest.raises(debian.DebianError, match="nobody-has-this"):
        debian.needed("nobody-has-this")


def test_two_that_want_the_same_package_fetch_it_once(tmp_path: Path) -> None:
    """The second waits for the first, and both have it whole."""
    asked = f"from pathlib import Path; from deploy import debian; debian.CACHE = Path({str(tmp_path)!r}); "
    command = [sys.executable, "-c", asked + "print(debian.unpack('popt', 'libpopt0', anew='libpopt0'))"]
    with ExitStack() as running:
        both = [running.enter_context(Popen(command, cwd=ROOT, stdout=PIPE, text=True)) for _ in range(2)]
        said = [process.communicate()[0] for process in both]
    assert [0, 0] == [process.returncode for process in both]
    assert 1 == sum("fetching popt" in each for each in said)
    assert [True, True] == [str(tmp_path / "popt") in each for each in said]
    assert list(tmp_path.glob("popt/**/libpopt.so*"))
