"""``./deploy/test [pytest's arguments]``: style, types, every test on SQLite, those of databases on PostgreSQL too."""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from deploy import chromium
from deploy.system import ROOT

CODE = ("services", "gateway", "deploy", "tests")
#: Runs twice at a time: whoever is free takes the next, so that both end at about the same time.
AT_ONCE = 2

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
#: Runs of their own, the longest first; everything else is one more.
APART = ("tests/pages", "tests/cases", "tests/gateway", "tests/deploy")


@dataclass
class Check:
    """One tool's run; with ``later``, what it prints is told at the end, for another prints meanwhile."""

    command: Sequence[str]
    engine: str = "sqlite"
    later: bool = False
    printed: bytes = b""

    @property
    def name(self) -> str:
        """The tool's command line and the database under it."""
        return f"{' '.join(self.command)} [{self.engine}]"

    def passes(self) -> bool:
        """Run it to its end and say how it ended."""
        print(f"\n== {self.name}{' beside the other' if self.later else ''}", flush=True)
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            code = self._run(Path(folder) / "report.xml")
            said = verdict(code, skipped(Path(folder) / "report.xml"))
        print(f"== {self.name}: {said} in {time.monotonic() - began:.0f} s", flush=True)
        return not code

    def _run(self, report: Path) -> int:
        tool, *words = self.command
        asked = [f"--junitxml={report}"] if tool == "pytest" else []
        argv = [sys.executable, "-m", tool, *asked, *words]
        told = {**os.environ, "JURNAL_TEST_DB": self.engine}
        to = subprocess.PIPE if self.later else None
        done = subprocess.run(argv, cwd=ROOT, env=told, stdout=to, stderr=subprocess.STDOUT, check=False)
        self.printed = done.stdout or b""
        return done.returncode

    def tell(self) -> None:
        """Print what it printed."""
        if self.later:
            print(f"\n== {self.name}\n{self.printed.decode(errors='replace')}", end="", flush=True)


def skipped(report: Path) -> Counter[str]:
    """How many tests were skipped, by reason, as pytest's report says."""
    if not report.is_file():
        return Counter()
    marks = ElementTree.parse(report).iter("skipped")  # noqa: S314 - our own pytest has written it
    return Counter(mark.get("message", "") for mark in marks if mark.get("type") == "pytest.skip")


def verdict(code: int, left_out: Counter[str]) -> str:
    """A run's outcome in a few words: what was skipped has not passed."""
    said = [f"{count} skipped: {reason}" for reason, count in left_out.most_common()]
    return ", ".join(["FAILED" if code else "passed", *said])


def checks(arguments: Sequence[str]) -> list[Check]:
    """What runs, in the order in which it begins; the first prints as it goes."""
    if arguments:
        command = ("pytest", *arguments)
        return [Check(command), Check(command, "postgresql", later=True)]
    rest = ("pytest", *(f"--ignore={folder}" for folder in APART))
    apart = [Check(("pytest", folder), later=True) for folder in APART]
    return [Check(rest), Check(("pytest", *ON_POSTGRESQL), "postgresql", later=True), *apart]


def main() -> None:
    """Run every check, also after one that failed; exit with 1 when any fails."""
    os.environ.update(chromium.environment())
    first, *others = checks(sys.argv[1:])
    beside = [first, Check(("mypy", *CODE), later=True), *others]
    passed = [Check(command).passes() for command in (("ruff", "format", "--check", *CODE), ("ruff", "check", *CODE))]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        passed += pool.map(Check.passes, beside)
    for check in beside:
        check.tell()
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
