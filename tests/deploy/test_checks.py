"""``./deploy/test``: what was skipped is not said to have passed, and a missing browser is said with its reason."""

import os
from pathlib import Path

import pytest

from deploy import chromium
from deploy.system import ROOT
from deploy.test import APART, Check, checks

REASON = "no chromium on PATH, and nobody brings one"
BROWSER_TEST = """
from pathlib import Path
from tests.support.browser import chromium

def test_a_page(chromium: object) -> None: ...

def test_another(chromium: object) -> None: ...

def test_without_a_page() -> None: ...
"""


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder that alone is on PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JURNAL_CHROMIUM", raising=False)
    return tmp_path


def _program(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    (folder / name).chmod(0o755)


def test_skipped_browser_tests_are_counted_in_the_verdict(
    no_browser: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The line says how many did not run, and why."""
    monkeypatch.setenv("JURNAL_NO_CHROMIUM", REASON)
    (no_browser / "test_pages.py").write_text(BROWSER_TEST, encoding="utf-8")
    words = ("-p", "no:cacheprovider", f"--rootdir={ROOT}", str(no_browser / "test_pages.py"))
    assert Check(("pytest", *words)).passes()
    assert f"[sqlite]: passed, 2 skipped: {REASON} in " in capfd.readouterr().out


def test_a_verdict_without_skips_says_passed_and_a_failure_says_so(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing is added where nothing was left out."""
    for body, said in (("pass", "passed in "), ("assert False", "FAILED in ")):
        (tmp_path / "test_one.py").write_text(f"def test_one(): {body}", encoding="utf-8")
        words = ("-p", "no:cacheprovider", f"--rootdir={ROOT}", str(tmp_path / "test_one.py"))
        assert (body == "pass") is Check(("pytest", *words)).passes()
        assert f"[sqlite]: {said}" in capfd.readouterr().out


def test_every_folder_of_tests_is_run_on_sqlite_exactly_once() -> None:
    """What has no run of its own is in the one of the rest."""
    commands = [check.command for check in checks([]) if check.engine == "sqlite"]
    assert ("pytest", *(f"--ignore={folder}" for folder in APART)) == commands[0]
    assert [("pytest", folder) for folder in APART] == commands[1:]
    assert all((ROOT / folder).is_dir() for folder in APART)


def test_a_browser_on_path_is_used(no_browser: Path) -> None:
    """Its own, whatever else could be installed."""
    _program(no_browser, "chromium")
    assert {"JURNAL_CHROMIUM": str(no_browser / "chromium")} == chromium.environment()


def test_a_machine_without_apt_is_told_to_bring_one(no_browser: Path) -> None:
    """The tests are skipped, with a reason that is true there."""
    assert not list(no_browser.iterdir())
    assert chromium.environment()["JURNAL_NO_CHROMIUM"].endswith("not Debian or Ubuntu: install it yourself")


def test_who_is_not_root_is_told_what_to_install(no_browser: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Apt is not even asked."""
    _program(no_browser, "apt-get", 'echo asked > "$(dirname "$0")/asked"')
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "only root may install" in chromium.environment()["JURNAL_NO_CHROMIUM"]
    assert not (no_browser / "asked").exists()


def test_roots_apt_that_failed_is_quoted(no_browser: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for want of rights: for what apt says."""
    _program(no_browser, "apt-get", 'echo "E: Unable to locate package chromium" >&2', "exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    reason = chromium.environment()["JURNAL_NO_CHROMIUM"]
    assert reason.endswith("apt-get -qq update failed: E: Unable to locate package chromium")


def test_roots_apt_that_brings_a_browser_is_enough(no_browser: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed, it is found."""
    browser = no_browser / "chromium"
    _program(no_browser, "apt-get", f": > {browser}", f"/bin/chmod 755 {browser}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert {"JURNAL_CHROMIUM": str(no_browser / "chromium")} == chromium.environment()
