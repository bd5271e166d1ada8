"""``deploy.run`` as a newcomer starts it: the demo academy comes up."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from deploy.demo.accounts import written_down
from deploy.run import arguments
from deploy.system import ROOT
from tests.deploy.demo.conftest import Demo

ROLES = {"teacher", "methodist", "faculty_head", "it_staff", "moderator", "cadet"}


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
    answer = run_demo.first("moderator").get("/journals")
    assert all(journal["lessons"] > 10 for journal in answer["journals"])
    assert any(lesson["date"] == "2026-10-05" for journal in answer["journals"] for lesson in journal["due"])


def test_each_faculty_is_whole(run_demo: Demo) -> None:
    """Teachers, a methodist, a head; several groups and journals, each with weeks of marks."""
    accounts = written_down(run_demo.data)
    faculties = {each.faculty for each in accounts} - {""}
    assert len(faculties) >= 2
    for faculty in faculties:
        people = [each for each in accounts if each.faculty == faculty]
        roles = Counter(each.role for each in people)
        assert roles["teacher"] >= 2
        assert (1, 1) == (roles["methodist"], roles["faculty_head"])
        teaching = [each for each in people if each.role == "teacher"]
        journals = [each.raise_for_status().json() for account in teaching for each in run_demo.journals(account)]
        assert len({each["group"]["name"] for each in journals}) >= 2
        assert len({each["subject"]["name"] for each in journals}) >= 2
        assert all(_weeks_with_marks(each) >= 6 for each in journals)


def _weeks_with_marks(journal: Any) -> int:
    filled = {mark["lesson"] for mark in journal["marks"] if mark["value"] is not None}
    days = [date.fromisoformat(lesson["date"]) for lesson in journal["lessons"] if lesson["id"] in filled]
    return len({day.isocalendar().week for day in days})


def test_a_clock_is_for_a_demo_only(tmp_path: Path) -> None:
    """``--now`` with a real academy is refused at once."""
    command = [sys.executable, "-m", "deploy.run", "--no-demo", "--data", str(tmp_path), "--now", "2026-10-05T09:00"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert 1 == done.returncode
    assert "demo only" in done.stderr


def test_a_first_start_is_a_demo_unless_told_otherwise() -> None:
    """Neither flag means: as the data folder remembers, and a demo the first time."""
    assert (None, True, False) == tuple(arguments(words).demo for words in ([], ["--demo"], ["--no-demo"]))


def test_a_tests_folder_is_no_academys(tmp_path: Path) -> None:
    """¶5: the passwords in it are cheap to guess."""
    (tmp_path / "mode").write_text("test", encoding="ascii")
    command = [sys.executable, "-m", "deploy.run", "--data", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (1, True) == (done.returncode, "is a test's" in done.stderr)
