"""Debian's packages without root: downloaded by apt into a cache of ours and unpacked by dpkg."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"


class DebianError(Exception):
    """A package could not be had; the text says why and what to do."""


def unpack(name: str, packages: Iterable[str]) -> Path:
    """The folder ``.cache/NAME`` with the packages' files in it, fetched the first time."""
    folder = CACHE / name
    if (folder / "complete").is_file():
        return folder
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise DebianError(f"this is not Debian or Ubuntu: install {name} yourself and put it on PATH")
    began = time.monotonic()
    print(f"fetching {name} from Debian's packages …", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    downloads = CACHE / f"{name}-packages"
    downloads.mkdir(parents=True, exist_ok=True)
    _download(list(packages), downloads)
    for package in sorted(downloads.glob("*.deb")):
        _run(["dpkg", "-x", str(package), str(folder)], CACHE)
    shutil.rmtree(downloads)
    (folder / "complete").touch()
    print(f"fetched {name} in {time.monotonic() - began:.0f} s", flush=True)
    return folder


def _download(packages: list[str], folder: Path) -> None:
    """Fetch exactly these packages; with lists of our own where the machine's are missing or stale."""
    if _try(["apt-get", "download", *packages], folder):
        return
    _run(["apt-get", *_own_apt(), "update"], folder)
    _run(["apt-get", *_own_apt(), "download", *packages], folder)


def _own_apt() -> list[str]:
    """Options that keep apt's state and cache in ``.cache/apt``, so that it needs no root."""
    state = CACHE / "apt"
    for part in ("lists/partial", "archives/partial"):
        (state / part).mkdir(parents=True, exist_ok=True)
    settings = {
        "Dir::State": state,
        "Dir::State::lists": state / "lists",
        "Dir::State::status": "/var/lib/dpkg/status",
        "Dir::Cache": state,
        "Dir::Cache::archives": state / "archives",
        "APT::Sandbox::User": "",
        "Acquire::Retries": 3,
    }
    return [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]


def _try(command: list[str], folder: Path) -> bool:
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, env=_plain()).returncode == 0


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=_plain())
    if done.returncode:
        raise DebianError(f"{command[0]} failed: {done.stderr.strip()[-600:]}")


def _plain() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
