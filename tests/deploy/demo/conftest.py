"""One demo, started as a newcomer starts it, interrupted and started again, its story told, for all files here."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.certificates import Files, make
from deploy.demo.accounts import SignIn, written_down
from deploy.demo.client import Client
from deploy.demo.courses import EXAMINED
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
        rows = ((each["term"], each["group"], each["subject"], len(each["lessons"])) for each in self.journals)
        return {(term["name"], group["name"], subject["name"]): number for term, group, subject, number in rows}

    @property
    def marks(self) -> int:
        """How many there are of lessons and controls."""
        return sum(mark["value"] is not None for each in self.journals for mark in taught_marks(each))


def taught_marks(journal: Any) -> list[Any]:
    """The cells of its lessons and controls."""
    examined = {each["id"] for each in journal["lessons"] if each["kind"] in EXAMINED}
    return [mark for mark in journal["marks"] if mark["lesson"] not in examined]


@dataclass(frozen=True)
class Demo:
    """Its address, its data folder, its process."""

    address: str
    data: Path
    process: subprocess.Popen[str]
    sessions: dict[str, Client] = field(default_factory=dict)

    @cached_property
    def loaded(self) -> "Loaded":
        """What was there when it was ready."""
        teachers = [each for each in written_down(self.data) if each.role == "teacher"]
        opened = [answer.json() for each in teachers for answer in self.journals(each)]
        day = datetime.fromisoformat(httpx.get(f"{self.address}/api/v1/demo/clock").json()["now"]).date()
        return Loaded([*{each["id"]: each for each in opened}.values()], day)

    def journals(self, teacher: SignIn) -> list[httpx.Response]:
        """What a teacher is answered who opens each journal of the own list."""
        http = self.signed_in(teacher).http
        rows = http.get("/api/v1/journals").json()["journals"]
        return [http.get(f"/api/v1/journals/{row['id']}") for row in rows]

    def signed_in(self, account: SignIn) -> Client:
        """Somebody's; signed in once, for a real password takes a processor a third of a second."""
        if account.login not in self.sessions:
            self.sessions[account.login] = Client.sign_in(self.address, account.login, account.password)
        return self.sessions[account.login]

    def first(self, role: str) -> Client:
        """The first of a role, signed in."""
        return self.signed_in(next(each for each in written_down(self.data) if each.role == role))

    def close(self) -> None:
        """Leave no connection behind."""
        for each in self.sessions.values():
            each.http.close()

    def story(self, *words: str) -> list[str]:
        """The command that tells it here."""
        return [sys.executable, "-m", "deploy.story", "--address", self.address, "--data", str(self.data), *words]

    def tell(self) -> subprocess.CompletedProcess[str]:
        """Tell it to its end."""
        return subprocess.run(self.story(), cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)


@dataclass(frozen=True)
class Interrupted:
    """A demo whose first start was ended when its past term was there, and what it left.

    That start's gateway spoke TLS at another address: the loader speaks to it there, and knows it by its certificate.
    """

    data: Path
    processes: list[str]
    accounts: list[SignIn]
    day: date


@pytest.fixture(scope="package")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Interrupted:
    """The folder in which the demo goes on."""
    data, keys = tmp_path_factory.mktemp("demo"), tmp_path_factory.mktemp("keys")
    make(keys, {"gateway": ("journal.academy.kz",)}, now=datetime.now(UTC))
    files = Files.of(keys, "gateway")
    tls = {"JURNAL_TLS_CERTIFICATE": str(files.certificate), "JURNAL_TLS_KEY": str(files.key)}
    interrupt(data, "(43 of", JURNAL_HOST="127.0.0.2", **tls)
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
        demo.close()


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
    moderator = run_demo.first("moderator").http
    found = [moderator.get(f"/api/v1/cases?limit=200{more}").json()["cases"] for more in ("", "&overdue=true")]
    return Story(done.stdout, *found)


@pytest.fixture(scope="package")
def told(story: Story) -> str:
    """What the story says the first time."""
    return story.said
