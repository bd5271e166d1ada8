"""``./deploy/test [pytest's arguments]``: style, types, every test on SQLite, those of databases on PostgreSQL too."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO

from deploy import chromium
from deploy.system import ROOT

CODE = ("services", "gateway", "deploy", "tests")
BROWSER = "tests/pages"

#: What touches no database need not run twice.
ON_POSTGRESQL = (
    "tests/common",
    "tests/auth",
    "tests/roster",
    "tests/gradebook",
    "tests/corrections",
    "tests/cases",
    "tests/gateway/test_api.py",
)


@dataclass(frozen=True)
class Check:
    """One tool's run; what is ``kept`` of what it printed is told later, for another prints meanwhile."""

    command: Sequence[str]
    engine: str = "sqlite"
    kept: IO[bytes] | None = None

    @property
    def name(self) -> str:
        """The tool's command line and the database under it."""
        return f"{' '.join(self.command)} [{self.engine}]"

    def passes(self) -> bool:
        """Run it to its end."""
        print(f"\n== {self.name}{' beside the other' if self.kept else ''}", flush=True)
        began, told = time.monotonic(), {**os.environ, "JURNAL_TEST_DB": self.engine}
        argv = [sys.executable, "-m", *self.command]
        code = subprocess.run(argv, cwd=ROOT, env=told, stdout=self.kept, stderr=subprocess.STDOUT, check=False)
        took = f"in {time.monotonic() - began:.0f} s"
        print(f"== {self.name}: {'FAILED' if code.returncode else 'passed'} {took}", flush=True)
        return not code.returncode

    def tell(self) -> None:
        """Print what was kept."""
        if self.kept:
            self.kept.seek(0)
            print(f"\n== {self.name}\n{self.kept.read().decode(errors='replace')}", end="", flush=True)


def lanes(arguments: Sequence[str]) -> tuple[Sequence[Check], Sequence[Check]]:
    """What runs one after the other, twice at a time; the browser's tests are long and follow the shorter run."""
    kept = tempfile.TemporaryFile
    if arguments:
        command = ("pytest", *arguments)
        return [Check(command)], [Check(command, "postgresql", kept())]
    rest, browser = ("pytest", f"--ignore={BROWSER}"), ("pytest", BROWSER)
    return [Check(rest)], [Check(("pytest", *ON_POSTGRESQL), "postgresql", kept()), Check(browser, kept=kept())]


def _run(checks: Sequence[Check]) -> bool:
    """Run each, also after one that failed."""
    outcomes = [check.passes() for check in checks]
    return all(outcomes)


def main() -> None:
    """Run every check; exit with 1 when any fails."""
    style = [("ruff", "format", "--check", *CODE), ("ruff", "check", *CODE), ("mypy", *CODE)]
    os.environ.update(chromium.environment())
    both = lanes(sys.argv[1:])
    passed = _run([Check(command) for command in style])
    with ThreadPoolExecutor() as pool:
        tested = list(pool.map(_run, both))
    for check in both[1]:
        check.tell()
    sys.exit(0 if passed and all(tested) else 1)


if __name__ == "__main__":
    main()
