"""One demo, started as a newcomer starts it, its story told, for all files that share it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.demo.accounts import written_down
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


@dataclass(frozen=True)
class Story:
    """What it said the first time, and the cases that it left, all of them and those overdue."""

    said: str
    cases: list[Any]
    overdue: list[Any]


@pytest.fixture(scope="package")
def story(run_demo: Demo) -> Story:
    """The story, told once."""
    done = run_demo.tell()
    assert 0 == done.returncode, done.stdout + done.stderr
    account = next(each for each in written_down(run_demo.data) if each.role == "moderator")
    with run_demo.client(account.login, account.password) as moderator:
        found = [moderator.get(f"/api/v1/cases?limit=200{more}").json()["cases"] for more in ("", "&overdue=true")]
    return Story(done.stdout, *found)


@pytest.fixture(scope="package")
def told(story: Story) -> str:
    """What the story says the first time."""
    return story.said
