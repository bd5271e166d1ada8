"""``./deploy/test``: what was skipped is not said to have passed, and a missing browser is said with its reason."""

import os
from pathlib import Path

import pytest

from deploy import chromium
from deploy.system import ROOT
from deploy.test import Check, Wish, checks, slowest, wish

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
    for name in chromium.PROGRAMS:
        monkeypatch.delenv(name, raising=False)
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


def test_the_slowest_files_come_first(tmp_path: Path) -> None:
    """With the seconds of all their tests."""
    cases = "".join(f'<testcase classname="{name}" time="{time}"/>' for name, time in (("a", 1), ("b", 2.5), ("a", 2)))
    (tmp_path / "report.xml").write_text(f"<testsuites>{cases}</testsuites>", encoding="utf-8")
    assert [("a", 3.0), ("b", 2.5)] == slowest(tmp_path / "report.xml")
    assert [] == slowest(tmp_path / "none.xml")


@pytest.mark.parametrize("deep", [False, True])
def test_both_engines_are_told_of_every_test(deep: bool) -> None:
    """Which of them an engine needs is said by the tests (tests/support/selection.py); a deep run needs all."""
    assert ["sqlite", "postgresql"] == [each.engine for each in checks(Wish(deep=deep))]
    assert [] == [word for check in checks(Wish(deep=deep)) for word in check.command if word.startswith("tests")]


def test_a_rule_has_nothing_to_show_on_postgresql(tmp_path: Path) -> None:
    """On SQLite a run of no test is a mistake; on PostgreSQL a file of plain calls is none."""
    (tmp_path / "test_rule.py").write_text("def test_rule(): pass", encoding="utf-8")
    words = ("-p", "no:cacheprovider", f"--rootdir={ROOT}", str(tmp_path / "test_rule.py"), "-k", "no_such_test")
    assert Check(("pytest", *words), "postgresql").passes()
    assert not Check(("pytest", *words), "sqlite").passes()


def test_an_order_can_be_repeated() -> None:
    """The seed that was printed is the one that pytest is told; without one each run has another."""
    assert Wish(("tests/common", "-x"), deep=False, seed=7) == wish(["tests/common", "--seed", "7", "-x"])
    assert all("--randomly-seed=7" in each.command for each in checks(Wish(seed=7)))
    assert 2 == len({wish([]).seed, wish([]).seed})


def test_browsers_on_path_are_used(no_browser: Path) -> None:
    """These, whatever else could be installed."""
    for name in chromium.PROGRAMS.values():
        _program(no_browser, name)
    assert {name: str(no_browser / program) for name, program in chromium.PROGRAMS.items()} == chromium.environment()


def test_one_browser_is_enough_where_no_other_can_be_installed(no_browser: Path) -> None:
    """It stands for both."""
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
