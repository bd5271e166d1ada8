"""One demo, started as a newcomer starts it, interrupted and started again, its story told, for all files here."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.demo.accounts import SignIn, written_down
from deploy.demo.client import Client
from deploy.demo.plan import EXAMINED
from deploy.system import ROOT
from services.common.clocks.clock import DemoClock
from tests.deploy.running import interrupt, processes_of, said, started
from tests.support.clocks import ALMATY

CLOCK = "clock.json"


@dataclass(frozen=True)
class Loaded:
    """The journals as their teachers and examiners see them, and the clock's day."""

    journals: list[Any]
    day: date

    @property
    def columns(self) -> dict[tuple[str, str, str], int]:
        """How many columns each journal has, by term, group and subject."""
        names = ("term", "group", "subject")
        return {tuple(each[name]["name"] for name in names): len(each["lessons"]) for each in self.journals}

    @property
    def marks(self) -> int:
        """How many there are of lessons and controls."""
        return sum(map(_marks, self.journals))


def _marks(journal: Any) -> int:
    taught = {each["id"] for each in journal["lessons"] if each["kind"] not in EXAMINED}
    return sum(mark["value"] is not None for mark in journal["marks"] if mark["lesson"] in taught)


@dataclass(frozen=True)
class Demo:
    """Its address, its data folder, its process."""

    address: str
    data: Path
    process: subprocess.Popen[str]

    @cached_property
    def loaded(self) -> "Loaded":
        """What was there when it was ready."""
        opened = [each.json() for account in self.teachers for each in self.journals(account)]
        day = datetime.fromisoformat(httpx.get(f"{self.address}/api/v1/demo/clock").json()["now"]).date()
        return Loaded([*{each["id"]: each for each in opened}.values()], day)

    @property
    def teachers(self) -> list[SignIn]:
        """Who teaches and examines."""
        return [each for each in written_down(self.data) if each.role == "teacher"]

    def journals(self, teacher: SignIn) -> list[httpx.Response]:
        """What a teacher is answered who opens each journal of the own list."""
        with self.client(teacher.login, teacher.password) as http:
            rows = http.get("/api/v1/journals").json()["journals"]
            return [http.get(f"/api/v1/journals/{row['id']}") for row in rows]

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


@dataclass(frozen=True)
class Interrupted:
    """A demo whose first start was ended when its past term was there, and what it left."""

    data: Path
    processes: list[str]
    accounts: list[SignIn]
    day: date


@pytest.fixture(scope="package")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Interrupted:
    """The folder in which the demo goes on."""
    data = tmp_path_factory.mktemp("demo")
    interrupt(data, "(43 of")
    return Interrupted(data, processes_of(data), written_down(data), DemoClock(ALMATY, data / CLOCK).now().date())


@pytest.fixture(scope="package")
def run_demo(interrupted: Interrupted) -> Iterator[Demo]:
    """Running, with its two terms: it went on with its load, the clock weeks back as ``kill -9`` leaves it."""
    data = interrupted.data
    DemoClock(ALMATY, data / CLOCK).move(datetime(2026, 8, 25, 15))
    with started(data) as process:
        demo = Demo(said(process, "ready ").split()[1], data, process)
        assert demo.loaded
        yield demo


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
