"""One demo, started as a newcomer starts it, its story told, for all that look at it; whoever ends it comes last."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from deploy.demo.client import Client
from deploy.system import ROOT
from tests.deploy.running import running_demo


@dataclass(frozen=True)
class Demo:
    """Its address, its data folder, its process."""

    address: str
    data: Path
    process: subprocess.Popen[str]

    @contextmanager
    def client(self, login: str, password: str) -> Iterator[httpx.Client]:
        """Somebody's, signed in."""
        with closing(Client.sign_in(self.address, login, password).http) as http:
            yield http

    def story(self, *words: str) -> list[str]:
        """The command that tells it here."""
        return [sys.executable, "-m", "deploy.story", "--address", self.address, "--data", str(self.data), *words]

    def tell(self) -> subprocess.CompletedProcess[str]:
        """Tell it to its end."""
        return subprocess.run(self.story(), cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)


@pytest.fixture(scope="package")
def run_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Running, with its seven weeks."""
    data = tmp_path_factory.mktemp("demo")
    with running_demo(data) as (address, process):
        yield Demo(address, data, process)


@pytest.fixture(scope="package")
def told(run_demo: Demo) -> str:
    """What the story says the first time."""
    done = run_demo.tell()
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout
