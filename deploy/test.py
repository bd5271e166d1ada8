"""``./deploy/test [pytest's arguments]``: style, types, then every test on SQLite and again on PostgreSQL."""

import os
import subprocess
import sys
import time

from deploy import chromium
from deploy.system import ROOT

CODE = ["services", "gateway", "deploy", "tests"]

#: What touches no database need not run twice.
ON_POSTGRESQL = ["tests/common", "tests/auth", "tests/roster", "tests/gradebook", "tests/corrections", "tests/gateway"]


def main() -> None:
    """Run every check; exit with 1 when any fails. The last lines are pytest's own."""
    arguments = sys.argv[1:]
    told = {**os.environ, **chromium.environment()}
    checks = [
        (["ruff", "format", "--check", *CODE], "sqlite"),
        (["ruff", "check", *CODE], "sqlite"),
        (["mypy", *CODE], "sqlite"),
        (["pytest", *(arguments or ON_POSTGRESQL)], "postgresql"),
        (["pytest", *arguments], "sqlite"),
    ]
    failed = [name for (name, *rest), engine in checks if not _passes(name, rest, {**told, "JURNAL_TEST_DB": engine})]
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


def _passes(name: str, arguments: list[str], told: dict[str, str]) -> bool:
    print(f"\n== {name} {' '.join(arguments)} [{told['JURNAL_TEST_DB']}]", flush=True)
    began = time.monotonic()
    code = subprocess.run([sys.executable, "-m", name, *arguments], cwd=ROOT, env=told, check=False).returncode
    print(f"== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    main()
