"""``./deploy/test``: the gate. Style, types, every test on SQLite, and on PostgreSQL what speaks to a database.

The pages' scripts have tools of their own (``deploy/javascript.py``), which run first.

``./deploy/test --deep`` is for a release: every test on both engines, with more seeds and the full browser.
``./deploy/test PATH …`` runs some tests, with pytest's arguments. ``--seed N`` repeats a run's order.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from deploy import chromium, javascript
from deploy.system import ROOT

CODE = ("services", "gateway", "deploy", "tests")
#: What needs no database and takes seconds: it runs before the rest begins.
QUICK = (
    ("ruff", "format", "--check", *CODE),
    ("ruff", "check", *CODE),
    *(("deploy.javascript", name) for name in javascript.TOOLS),
)
#: More than two cores' worth, for tests wait for a browser, a broker and the disk.
WORKERS = "3"
#: Memory with a file system: nothing is lost with it that a test is about, and no test waits for a disk.
MEMORY = Path("/dev/shm")  # noqa: S108 - in it a folder of a name that nobody guesses
MEMORY_BYTES = 6 * 2**30

#: How many files are named of those that took longest.
MOST_SLOW = 40

#: Pytest's exit code where every test was left out: what speaks to no database has nothing to show on PostgreSQL.
NOTHING_LEFT = 5


@dataclass(frozen=True)
class Wish:
    """What the command line asks for."""

    words: tuple[str, ...] = ()
    deep: bool = False
    seed: int = 0


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
        with _scratch() as folder:
            code = self._run(folder)
            report = folder / "report.xml"
            said, slow = verdict(code, skipped(report)), slowest(report)
        print(f"== {self.name}: {said} in {time.monotonic() - began:.0f} s", flush=True)
        print("".join(f"   {seconds:4.0f} s {name}\n" for name, seconds in slow), end="", flush=True)
        return not code

    def _run(self, folder: Path) -> int:
        tool, *words = self.command
        asked = [f"--junitxml={folder / 'report.xml'}", f"--basetemp={folder / 'tests'}"] if tool == "pytest" else []
        argv = [sys.executable, "-m", tool, *asked, *words]
        told = {**os.environ, "JURNAL_TEST_DB": self.engine}
        to = subprocess.PIPE if self.later else None
        done = subprocess.run(argv, cwd=ROOT, env=told, stdout=to, stderr=subprocess.STDOUT, check=False)
        self.printed = done.stdout or b""
        return 0 if (self.engine, done.returncode) == ("postgresql", NOTHING_LEFT) else done.returncode

    def tell(self) -> None:
        """Print what it printed."""
        if self.later:
            print(f"\n== {self.name}\n{self.printed.decode(errors='replace')}", end="", flush=True)


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for one run: in memory where there is enough of it."""
    in_memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_BYTES
    with tempfile.TemporaryDirectory(
        prefix="jurnal-test-", dir=MEMORY if in_memory else None, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def skipped(report: Path) -> Counter[str]:
    """How many tests were skipped, by reason, as pytest's report says."""
    if not report.is_file():
        return Counter()
    marks = ElementTree.parse(report).iter("skipped")  # noqa: S314 - our own pytest has written it
    return Counter(mark.get("message", "") for mark in marks if mark.get("type") == "pytest.skip")


def slowest(report: Path) -> list[tuple[str, float]]:
    """The files of tests that took longest, with their seconds, as pytest's report says."""
    if not report.is_file():
        return []
    seconds: defaultdict[str, float] = defaultdict(float)
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - our own pytest has written it
        seconds[case.get("classname", "")] += float(case.get("time", "0"))
    return sorted(seconds.items(), key=lambda each: each[1], reverse=True)[:MOST_SLOW]


def verdict(code: int, left_out: Counter[str]) -> str:
    """A run's outcome in a few words: what was skipped has not passed."""
    said = [f"{count} skipped: {reason}" for reason, count in left_out.most_common()]
    return ", ".join(["FAILED" if code else "passed", *said])


def wish(words: Sequence[str]) -> Wish:
    """Read the command line; what is not ours is pytest's."""
    parser = argparse.ArgumentParser(prog="./deploy/test", allow_abbrev=False)
    parser.add_argument("--deep", action="store_true", help="all that a release has to pass")
    parser.add_argument("--seed", type=int, metavar="N", help="the order of an earlier run")
    options, rest = parser.parse_known_args(words)
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(2**32)
    return Wish(tuple(rest), options.deep, seed)


def checks(wished: Wish) -> list[Check]:
    """What runs beside each other, in the order in which it begins; the first prints as it goes."""
    pytest = ("pytest", f"--randomly-seed={wished.seed}", *wished.words)
    spread = () if wished.words else ("--numprocesses", WORKERS, "--no-loadscope-reorder")
    beside = spread if wished.deep else ()
    return [Check((*pytest, *spread)), Check((*pytest, *beside), "postgresql", later=True)]


def main() -> None:
    """Run every check, also after one that failed; exit with 1 when any fails."""
    wished = wish(sys.argv[1:])
    os.environ.update(chromium.environment())
    os.environ["JURNAL_TEST_DEEP"] = "1" if wished.deep else ""
    passed: list[bool] = []
    if not wished.words:
        passed = [Check(command).passes() for command in QUICK]
    beside = checks(wished)
    if not wished.words:
        beside.insert(1, Check(("mypy", *CODE), later=True))
    with ThreadPoolExecutor(len(beside)) as pool:
        passed += pool.map(Check.passes, beside)
    for check in beside:
        check.tell()
    print(f"\n== order: --seed {wished.seed}", flush=True)
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
