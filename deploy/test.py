"""``./deploy/test [pytest's arguments]``: style, types, then every test on SQLite, and beside it on PostgreSQL."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from deploy import chromium
from deploy.system import ROOT

CODE = ["services", "gateway", "deploy", "tests"]

#: What touches no database need not run twice.
ON_POSTGRESQL = [
    "tests/common",
    "tests/auth",
    "tests/roster",
    "tests/gradebook",
    "tests/corrections",
    "tests/cases",
    "tests/gateway",
]


@dataclass
class Check:
    """One tool's run; what it prints is kept in a file when another prints meanwhile."""

    name: str
    process: subprocess.Popen[bytes]
    kept: IO[bytes] | None
    began: float

    @classmethod
    def begin(cls, command: Sequence[str], told: Mapping[str, str], *, keep: bool = False) -> "Check":
        """Start it."""
        name = f"{' '.join(command)} [{told['JURNAL_TEST_DB']}]"
        print(f"\n== {name}{' beside the next' if keep else ''}", flush=True)
        kept = tempfile.TemporaryFile() if keep else None  # noqa: SIM115 - read when the process has ended
        argv = [sys.executable, "-m", *command]
        process = subprocess.Popen(argv, cwd=ROOT, env=dict(told), stdout=kept, stderr=subprocess.STDOUT)
        return cls(name, process, kept, time.monotonic())

    def passes(self) -> bool:
        """Wait for its end; print what was kept and how it went."""
        code = self.process.wait()
        if self.kept:
            self.kept.seek(0)
            print(self.kept.read().decode(errors="replace"), end="")
        print(
            f"== {self.name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - self.began:.0f} s",
            flush=True,
        )
        return code == 0


def main() -> None:
    """Run every check; exit with 1 when any fails. The last lines are pytest's own."""
    arguments = sys.argv[1:]
    told = {**os.environ, **chromium.environment(), "JURNAL_TEST_DB": "sqlite"}
    style = (["ruff", "format", "--check", *CODE], ["ruff", "check", *CODE], ["mypy", *CODE])
    passed = [Check.begin(command, told).passes() for command in style]
    on_postgresql = {**told, "JURNAL_TEST_DB": "postgresql"}
    beside = Check.begin(["pytest", *(arguments or ON_POSTGRESQL)], on_postgresql, keep=True)
    tests = Check.begin(["pytest", *arguments], told)
    passed += [beside.passes(), tests.passes()]
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
