"""Every script of the pages is linted and type checked, and none is excused."""

import json
import subprocess
from pathlib import Path

from deploy import javascript
from tests.architecture.source import ROOT

SCRIPTS = {str(path) for path in (ROOT / "gateway" / "web" / "static").rglob("*.js")}
TESTS = {str(path) for path in (ROOT / "tests" / "javascript").glob("*.mjs")}
#: Where the type checker is told what it has to demand.
CHECKED = [ROOT / "gateway" / "web", ROOT / "tests" / "javascript"]
#: What would excuse a line or a file from the linter or the type checker.
EXCUSES = ("eslint-disable", "@ts-nocheck", "@ts-ignore", "@ts-expect-error")


def _said(tool: str, *words: str) -> str:
    javascript.install()
    command = javascript.command(*javascript.TOOLS[tool], *words)
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True).stdout


def test_every_script_and_every_test_of_one_is_linted() -> None:
    """As the linter itself says."""
    assert {each["filePath"] for each in json.loads(_said("lint", "--format", "json"))} == SCRIPTS | TESTS


def test_every_script_and_every_test_of_one_is_type_checked() -> None:
    """As the type checker itself says."""
    listed = _said("types", "--listFiles").splitlines()
    own = {path for path in listed if path.endswith((".js", ".mjs")) and "node_modules" not in path}
    assert own == SCRIPTS | TESTS


def test_the_type_checker_is_strict() -> None:
    """A parameter without a type is a fault, in scripts and in their tests; only fields may be filled later."""
    pages, tests = (json.loads((folder / "tsconfig.json").read_text("utf-8"))["compilerOptions"] for folder in CHECKED)
    assert pages["strict"]
    assert ["strictPropertyInitialization"] == [name for name, value in {**pages, **tests}.items() if value is False]


def test_every_test_is_run() -> None:
    """A pattern that finds none would pass."""
    pattern = Path(javascript.TOOLS["test"][-1])
    assert {str(path) for path in pattern.parent.glob(pattern.name)} == {path for path in TESTS if ".test." in path}


def test_nothing_is_excused() -> None:
    """What is wrong is put right."""
    texts = {path: Path(path).read_text(encoding="utf-8") for path in SCRIPTS | TESTS}
    assert [] == [path for path, text in texts.items() if any(excuse in text for excuse in EXCUSES)]
