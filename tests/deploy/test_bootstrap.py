"""``deploy/bootstrap.py`` is interrupted while it installs: pip ends with it, and the next start begins anew."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.system import ROOT

WAIT_SECONDS = 120
FILES = ("__init__.py", "bootstrap.py", "debian.py", "processes.py")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What installs, in a folder of its own, with one package to install."""
    (tmp_path / "deploy" / "requirements").mkdir(parents=True)
    for name in FILES:
        shutil.copy(ROOT / "deploy" / name, tmp_path / "deploy" / name)
    lock = tmp_path / "deploy" / "requirements" / "run.txt"
    lock.write_text(f"nobody-has-this==1 --hash=sha256:{'0' * 64}\n", encoding="ascii")
    (tmp_path / ".cache").symlink_to(ROOT / ".cache")
    return tmp_path


@contextmanager
def installing(copy: Path) -> Iterator[tuple[subprocess.Popen[str], socket.socket]]:
    """The installation, and pip's connection to a registry that never answers."""
    with socket.create_server(("127.0.0.1", 0)) as registry:
        registry.settimeout(WAIT_SECONDS)
        index = f"http://127.0.0.1:{registry.getsockname()[1]}/"
        told = {"PIP_INDEX_URL": index, "PIP_DEFAULT_TIMEOUT": "600", "PYTHONPATH": sysconfig.get_path("purelib")}
        command = [sys.executable, str(copy / "deploy" / "bootstrap.py"), "run"]
        with subprocess.Popen(command, env={**os.environ, **told}, stderr=subprocess.PIPE, text=True) as process:
            pip, _ = registry.accept()
            try:
                with pip:
                    pip.settimeout(WAIT_SECONDS)
                    assert pip.recv(65536)
                    yield process, pip
            finally:
                process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_installation_leaves_no_child_behind(copy: Path, number: signal.Signals) -> None:
    """Pip is gone with it: nobody holds its connection any more."""
    with installing(copy) as (process, pip):
        process.send_signal(number)
        _, said = process.communicate(timeout=WAIT_SECONDS)
        assert (1, "stopped while installing\n") == (process.returncode, said[-25:])
        assert b"" == pip.recv(65536)


def test_an_installation_that_was_cut_short_begins_anew(copy: Path) -> None:
    """Even by ``kill -9``: what pip may have left half there is thrown away."""
    (copy / ".venv" / "bin").mkdir(parents=True)
    (copy / ".venv" / "bin" / "python").symlink_to(sys.executable)
    for name in ("unfinished", "leftover"):
        (copy / ".venv" / name).touch()
    with installing(copy):
        assert not (copy / ".venv" / "leftover").exists()
        assert (copy / ".venv" / "unfinished").exists()
