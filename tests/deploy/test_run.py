"""``deploy.run`` as a newcomer starts it: the demo academy comes up, and nothing stays behind."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from deploy.run import arguments
from deploy.system import ROOT
from tests.deploy.conftest import Demo

ROLES = {"teacher", "methodist", "faculty_head", "it_staff", "moderator"}


def test_every_account_of_the_demo_signs_in(run_demo: Demo) -> None:
    """The written accounts are ready to use, two faculties and every role among them."""
    address, data = run_demo.address, run_demo.data
    accounts = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
    assert ROLES == {each["role"] for each in accounts}
    assert 2 == len({each["faculty"] for each in accounts if each["faculty"]})
    for each in accounts:
        body = {"login": each["login"], "password": each["password"]}
        answer = httpx.post(f"{address}/api/v1/sessions", json=body)
        assert (201, []) == (answer.status_code, answer.json()["user"]["duties"])


def test_the_demo_has_weeks_of_history_and_an_open_day(run_demo: Demo) -> None:
    """A teacher finds closed columns with marks; somebody has a lesson today."""
    address, data = run_demo.address, run_demo.data
    account = next(
        each for each in json.loads((data / "demo-accounts.json").read_text("utf-8")) if each["role"] == "moderator"
    )
    body = {"login": account["login"], "password": account["password"]}
    token = httpx.post(f"{address}/api/v1/sessions", json=body).json()["token"]
    answer = httpx.get(f"{address}/api/v1/journals", headers={"Authorization": f"Bearer {token}"}).json()
    assert all(journal["lessons"] > 10 for journal in answer["journals"])
    assert any(lesson["date"] == "2026-10-05" for journal in answer["journals"] for lesson in journal["due"])


def test_sigterm_leaves_no_child_behind(run_demo: Demo) -> None:
    """Services, gateway, broker and its name server all end."""
    data, process = run_demo.data, run_demo.process
    assert _processes_of(data)
    process.send_signal(signal.SIGTERM)
    assert 0 == process.wait(60)
    assert [] == _processes_of(data)


def test_a_clock_is_for_a_demo_only(tmp_path: Path) -> None:
    """``--now`` with a real academy is refused at once."""
    command = [sys.executable, "-m", "deploy.run", "--no-demo", "--data", str(tmp_path), "--now", "2026-10-05T09:00"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert 1 == done.returncode
    assert "demo only" in done.stderr


def test_a_first_start_is_a_demo_unless_told_otherwise() -> None:
    """Neither flag means: as the data folder remembers, and a demo the first time."""
    assert (None, True, False) == tuple(arguments(words).demo for words in ([], ["--demo"], ["--no-demo"]))


def _processes_of(data: Path) -> list[str]:
    """Command lines of the processes whose environment names the data folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(data).encode() in (entry / "environ").read_bytes() and entry.name != str(os.getpid()):
                found.append((entry / "cmdline").read_text())
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return [each for each in found if each]
