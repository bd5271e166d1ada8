"""``python -m deploy.story``: told from its beginning to its end over a demo, it leaves a case of every kind."""

import json
import re
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pypdfium2
import pytest

from deploy.demo.accounts import written_down
from deploy.story.records import WANTED
from deploy.system import ROOT
from tests.deploy.demo.conftest import Demo, Story

STATES = {"reported", "act_drawn", "returned", "approved", "applied", "rejected", "withdrawn", "expired"}
KINDS = {"mark_correction", "late_entry", "late_lesson", "make_up", "removal", "substitution", "discrepancy"}
REFUSED = {
    "¶17 window_closed",
    "¶17 lesson_window_closed",
    "¶4 window_open",
    "¶13 case_state_wrong",
    "¶13 case_not_yours",
    "¶4 case_unknown",
    "¶4 password_wrong",
    "¶4 case_own",
    "¶19 mark_passed",
    "¶19 report_too_late",
    "¶19 make_up_not_permitted",
    "¶3 not_your_journal",
    "¶21 outside_substitution",
    "¶11 role_required",
    "¶15 dated_before_previous",
    "¶15 same_group",
}


@pytest.fixture
def moderator(run_demo: Demo) -> httpx.Client:
    """Who sees every case."""
    return run_demo.first("moderator").http


def cases(reader: httpx.Client, query: str = "") -> list[Any]:
    """The cases the API lists."""
    found: list[Any] = reader.get(f"/api/v1/cases?limit=200{query}").json()["cases"]
    return found


def now(run_demo: Demo) -> datetime:
    """Academy time."""
    return datetime.fromisoformat(httpx.get(f"{run_demo.address}/api/v1/demo/clock").json()["now"])


def without_names(said: str) -> str:
    """Which of the teachers does a step depends on the marks that chance has made."""
    return re.sub(r"(?m)^( {3}[\w ]{9}  ).{16}  ", r"\1", said)


def test_it_says_what_was_refused_and_by_which_paragraph(told: str) -> None:
    """Every way around the papers is tried and refused (¶4, ¶10, ¶13, ¶19, ¶21)."""
    assert REFUSED == set(re.findall(r"✗ (¶\d+ \w+):", told))


def test_the_academy_has_cases_in_every_state(story: Story) -> None:
    """¶4, ¶10, ¶13, ¶19–¶21: by the API's own word."""
    assert STATES == {each["state"] for each in story.cases}
    assert KINDS == {each["kind"] for each in story.cases if each["state"] == "applied"}
    assert ["approved"] == [each["state"] for each in story.overdue]
    assert all(f"   {name.replace('_', ' ')} " in story.said for name in WANTED)


def test_one_substitution_is_in_force_and_one_revoked(told: str, moderator: httpx.Client) -> None:
    """¶21."""
    assert told
    listed = moderator.get("/api/v1/substitutions").json()["cases"]
    running = moderator.get("/api/v1/substitutions?running=true").json()["cases"]
    assert [False, True] == sorted(bool(each["substitution"]["revoked_at"]) for each in listed)
    assert [None] == [each["substitution"]["revoked_at"] for each in running]


def test_a_cadet_has_two_names_and_a_notice_came_back(told: str, moderator: httpx.Client) -> None:
    """¶11, ¶15: one notice is applied, one returned."""
    assert "the methodist's notice, applied by IT" in told
    found = moderator.get("/api/v1/notices").json()["notices"]
    assert {("rename", "applied"), ("expulsion", "returned")} == {(each["kind"], each["state"]) for each in found}
    renamed = next(each for each in found if each["kind"] == "rename")
    group = moderator.get(f"/api/v1/groups/{renamed['group']['id']}").json()
    assert [renamed["family"]] == [each["family"] for each in group["cadets"] if each["id"] == renamed["cadet"]["id"]]


def test_the_make_up_mark_is_entered(told: str, run_demo: Demo, moderator: httpx.Client) -> None:
    """¶19: beside the original."""
    assert told
    made_up = next(each for each in cases(moderator, "&kind=make_up") if each["state"] == "applied")
    marks = run_demo.first("faculty_head").get(f"/journals/{made_up['journal']['id']}")["marks"]
    assert [75] == [mark["make_up"] for mark in marks if mark["make_up"] is not None]


def test_papers_are_as_long_as_it_says(told: str, run_demo: Demo, moderator: httpx.Client) -> None:
    """A reader of PDFs counts as many pages."""
    case = next(each for each in cases(moderator, "&search=1/2026") if each["number"] == "1/2026")
    pdf = moderator.get(f"/api/v1/cases/{case['id']}/papers/decision?language=ru").content
    pages = len(pypdfium2.PdfDocument(pdf))
    assert f"Russian: {pages} page" in told.partition("decision (шешім) № 1/2026\n")[2].splitlines()[0]


def test_the_readme_shows_its_beginning(told: str) -> None:
    """What the README shows is what it prints."""
    shown = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("### A mark after the window")[2].split("```")[3]
    )
    assert len(shown.splitlines()) > 10
    assert shown.strip("\n").removesuffix("\n…") in told


def test_told_again_it_says_that_all_is_there(told: str, run_demo: Demo, moderator: httpx.Client) -> None:
    """And makes nothing new."""
    assert told
    before = cases(moderator)
    done = run_demo.tell()
    assert (0, "") == (done.returncode, done.stderr)
    assert "It has been told here" in done.stdout
    assert before == cases(moderator)


def test_interrupted_it_puts_the_clock_back(told: str, run_demo: Demo, moderator: httpx.Client) -> None:
    """Asked to tell it anew it takes other cells; stopped in the middle, it leaves the present as it was."""
    assert told
    before, began, known = now(run_demo), time.monotonic(), {each["id"] for each in cases(moderator)}
    with subprocess.Popen(run_demo.story("--again"), cwd=ROOT, stdout=subprocess.PIPE, text=True) as telling:
        assert telling.stdout is not None
        assert any(line.startswith("3. ") for line in telling.stdout)
        assert now(run_demo) < before
        telling.terminate()
        assert 0 != telling.wait(30)
    assert abs((now(run_demo) - before).total_seconds() - (time.monotonic() - began)) < 2
    assert {"applied", "rejected"} <= {each["state"] for each in cases(moderator) if each["id"] not in known}
    _open_every_journal(run_demo)
    assert {200} == {*_open_every_journal(run_demo)}


def _open_every_journal(demo: Demo) -> list[int]:
    """As teachers do: who stands in since the story has the journal's key once a colleague has opened it."""
    teachers = [each for each in written_down(demo.data) if each.role == "teacher"]
    return [answer.status_code for account in teachers for answer in demo.journals(account)]


def test_without_a_demo_it_says_so(tmp_path: Path) -> None:
    """In words, not in a traceback."""
    (tmp_path / "mode").write_text(json.dumps("academy"), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "deploy.story", "--data", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 1 == told.returncode
    assert f"{tmp_path} holds no demo" in told.stderr
