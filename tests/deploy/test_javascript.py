"""``python -m deploy.javascript``: its packages are installed as locked, and a tool that fails fails its check."""

import subprocess
from pathlib import Path

import pytest

from deploy import javascript

FAILING = "import { test } from 'node:test'; test('one', () => { throw new Error('no'); });"


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A folder with a lock of its own; what npm is asked to do there."""
    asked: list[str] = []

    def npm(*words: str) -> None:
        asked.append(words[0])
        (tmp_path / "node_modules").mkdir(exist_ok=True)

    (tmp_path / "package-lock.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(javascript, "LOCK", tmp_path / "package-lock.json")
    monkeypatch.setattr(javascript, "PACKAGES", tmp_path / "node_modules")
    monkeypatch.setattr(javascript, "npm", npm)
    return asked


def test_packages_are_installed_again_only_when_the_lock_changes(web: list[str]) -> None:
    """What is there is as locked."""
    javascript.install()
    javascript.install()
    assert ["ci"] == web
    javascript.LOCK.write_text('{"packages": {}}', encoding="utf-8")
    javascript.install()
    assert ["ci", "ci"] == web


def test_a_tools_code_is_its_checks(web: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that node prints makes a failure pass."""
    monkeypatch.setattr(javascript, "TOOLS", {"test": ("-e", "console.log('passed'); process.exit(3)")})
    assert 3 == javascript.check("test")
    assert ["ci"] == web


def test_a_failing_test_fails_the_run(tmp_path: Path) -> None:
    """The last line of node's runner says nothing of it, its code does."""
    (tmp_path / "one.test.mjs").write_text(FAILING, encoding="utf-8")
    *options, _ = javascript.TOOLS["test"]
    done = subprocess.run(
        javascript.command(*options, f"{tmp_path}/*.test.mjs"), capture_output=True, text=True, check=False
    )
    assert (1, True) == (done.returncode, "Error: no" in done.stdout)


@pytest.mark.parametrize("words", [[], ["nothing"], ["lint", "types"]])
def test_other_words_are_refused(words: list[str]) -> None:
    """One tool at a time."""
    assert 2 == javascript.main(words)
