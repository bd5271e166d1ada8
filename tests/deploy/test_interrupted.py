"""A demo's first start is interrupted while it loads; the next goes on. All of it under TLS, at another address."""

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from deploy.address import pinned
from deploy.certificates import Files, make
from deploy.demo.accounts import SignIn, written_down
from deploy.demo.begun import begin, begun, end, set_clock
from deploy.demo.plan import plan
from services.common.clock import DemoClock
from tests.deploy.running import processes_of, said, started
from tests.support.clocks import ALMATY

DAY = date(2026, 10, 5)
NOW, LATER = (datetime(2026, 10, day, 9, tzinfo=ALMATY) for day in (5, 14))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The gateway's certificate, which names the academy's host alone."""
    folder = tmp_path_factory.mktemp("certificates")
    make(folder, {"gateway": ("journal.academy.kz",)}, now=datetime.now(UTC))
    return Files.of(folder, "gateway")


@pytest.fixture(scope="module")
def settings(files: Files) -> dict[str, str]:
    """As an operator writes them."""
    tls = {"JURNAL_TLS_CERTIFICATE": str(files.certificate), "JURNAL_TLS_KEY": str(files.key)}
    return {**tls, "JURNAL_HOST": "127.0.0.2", "JURNAL_RATE_PER_PERSON": "5000"}


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory, settings: dict[str, str]) -> Path:
    """The data folder of a demo that was ended when a week of its marks was there."""
    data = tmp_path_factory.mktemp("interrupted")
    with started(data, "--demo", "--now", f"{DAY}T09:00", **settings) as process:
        said(process, "(8 of")
        process.send_signal(signal.SIGTERM)
        assert 0 == process.wait(60)
    return data


@pytest.fixture(scope="module")
def resumed(interrupted: Path, settings: dict[str, str]) -> Iterator[str]:
    """Its address when it was started again, the clock weeks back as ``kill -9`` leaves it."""
    DemoClock(ALMATY, interrupted / "clock.json").move(datetime(2026, 8, 25, 15))
    with started(interrupted, **settings) as process:
        yield said(process, "ready ").split()[1]


@contextmanager
def signed_in(address: str, account: SignIn, files: Files) -> Iterator[httpx.Client]:
    """Somebody's client."""
    with httpx.Client(base_url=address, verify=pinned(files.certificate), timeout=30) as http:
        body = {"login": account.login, "password": account.password}
        http.headers["Authorization"] = f"Bearer {http.post('/api/v1/sessions', json=body).json()['token']}"
        yield http


def _marks(address: str, teacher: SignIn, files: Files) -> int:
    with signed_in(address, teacher, files) as http:
        journals = [row["id"] for row in http.get("/api/v1/journals").json()["journals"]]
        marks = [http.get(f"/api/v1/journals/{each}").json()["marks"] for each in journals]
    return sum(mark["value"] is not None for each in marks for mark in each)


def test_an_interrupted_load_ends_politely(interrupted: Path) -> None:
    """Nothing goes on, nobody is promised a sign-in, and the clock is back at its day."""
    assert [] == processes_of(interrupted)
    assert [] == written_down(interrupted)
    assert DAY == DemoClock(ALMATY, interrupted / "clock.json").now().date()


def test_the_next_start_goes_on_with_the_same_plan(resumed: str, interrupted: Path, files: Files) -> None:
    """Every lesson of the plan is there once, with its marks, and the clock is right."""
    columns = [column for day in plan(DAY).days() for column in plan(DAY).columns(day)]
    planned = Counter((column.course.group.name, column.course.subject) for column in columns)
    filled = sum(value is not None for column in columns for value in column.values)
    moderator = next(each for each in written_down(interrupted) if each.role == "moderator")
    with signed_in(resumed, moderator, files) as http:
        rows = http.get("/api/v1/journals").json()["journals"]
        assert DAY == datetime.fromisoformat(http.get("/api/v1/demo/clock").json()["now"]).date()
    assert planned == {(row["group"]["name"], row["subject"]["name"]): row["lessons"] for row in rows}
    teachers = [each for each in written_down(interrupted) if each.role == "teacher"]
    assert filled == sum(_marks(resumed, each, files) for each in teachers)
    assert begun(interrupted) is None


def test_the_gateway_is_known_by_its_own_certificate(resumed: str, files: Files) -> None:
    """It is asked where it listens, over TLS; another's certificate is not believed."""
    assert resumed.startswith("https://127.0.0.2:")
    with pytest.raises(httpx.ConnectError, match="certificate"):
        httpx.get(f"{resumed}/healthz")
    assert 200 == httpx.get(f"{resumed}/healthz", verify=pinned(files.certificate)).status_code


def test_a_load_in_another_week_goes_on_with_its_plan(tmp_path: Path) -> None:
    """The plan stays, whatever the clock shows; the clock goes where it was set last."""
    first = begin(tmp_path, NOW)
    assert (NOW, first) == (first.day, begin(tmp_path, LATER))
    set_clock(tmp_path, LATER)
    again = begin(tmp_path, NOW)
    assert (NOW, LATER.date()) == (again.day, again.now().date())
    end(tmp_path)
    assert begun(tmp_path) is None


def test_a_clock_set_before_any_load_begins_none(tmp_path: Path) -> None:
    """Only a load has a plan."""
    set_clock(tmp_path, LATER)
    assert begun(tmp_path) is None
